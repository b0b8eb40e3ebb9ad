import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { type SessionStore, StoreUnavailable } from '../src/store/store.ts'
import { nextRecord, sampleRecord } from '../src/testing/sample-record.ts'

/** A store, which may have to be closed. */
export type ClosableStore = SessionStore & { close?(): Promise<void> }

/**
 * What an app does with a store that a test is about:
 * - `count`: adds one to the session `id`, {@link SAVES_EACH} times, on the newest record each time;
 * - `write`: creates, saves and destroys sessions until it is killed, and prints what was acknowledged;
 * - `endure`: the same, and goes on after outages of the store.
 */
export type Role = 'count' | 'write' | 'endure'

/** How often the role `count` adds one. */
export const SAVES_EACH = 250
const WRITERS = 8
const OUTAGE_PAUSE_MS = 20

/** Plays a role; only `count` ends. */
export async function playRole(role: Role, store: ClosableStore, id: string): Promise<void> {
  switch (role) {
    case 'count':
      await count(store, id)
      return store.close?.()
    case 'write':
      return writeForEver(store, false)
    case 'endure':
      return writeForEver(store, true)
  }
}

async function count(store: SessionStore, id: string): Promise<void> {
  let current = await store.load(id)
  for (let saves = 0; saves < SAVES_EACH; ) {
    assert.ok(current)
    const next = nextRecord(current, { data: String(Number(current.data) + 1) })
    const saved = await store.save(next, current.version)
    assert.notEqual(saved.kind, 'gone')
    if (saved.kind === 'saved') saves += 1
    current = saved.kind === 'conflict' ? saved.current : next
  }
}

async function writeForEver(store: SessionStore, endures: boolean): Promise<void> {
  // Each in another round, so that some end sessions however soon the crash comes.
  const writer = async (first: number) => {
    for (let round = first; ; round += 1) {
      try {
        await writeOne(store, round % 3 === 2)
      } catch (error) {
        if (!endures || !(error instanceof StoreUnavailable)) throw error
        await pause(OUTAGE_PAUSE_MS)
      }
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)))
}

/** Prints, after each answer, what `audit.ts` reads. The data of a version are its number. */
async function writeOne(store: SessionStore, isToEnd: boolean): Promise<void> {
  const record = sampleRecord(Date.now(), { data: '1' })
  const deed = isToEnd ? 'saved-before-end' : 'saved'
  if (await store.create(record)) print(`${deed} ${record.id} 1`)
  const saved = await store.save(nextRecord(record, { data: '2' }), 1)
  if (saved.kind === 'saved') print(`${deed} ${record.id} 2`)
  if (!isToEnd) return
  await store.destroy(record.id)
  print(`destroyed ${record.id}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
