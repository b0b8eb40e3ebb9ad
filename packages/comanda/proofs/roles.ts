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
 * - `endure`: the same, and goes on after outages of the store;
 * - `burst`: the same, and after each round all writers rest for as long as it took. Else one's fsync, which on many file
 *   systems keeps more than it was asked for, covers up what another did not ask for.
 */
export type Role = 'count' | 'write' | 'endure' | 'burst'

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
      return writeForEver((round) => writeOne(store, round))
    case 'endure':
      return writeForEver((round) => writeOrRest(store, round))
    case 'burst':
      return writeInBursts((round) => writeOrRest(store, round))
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

type Write = (round: number) => Promise<void>

/** The writers are in different rounds, so that some end sessions however soon the crash comes. */
async function writeForEver(write: Write): Promise<void> {
  const writer = async (first: number) => {
    for (let round = first; ; round += 1) await write(round)
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)))
}

async function writeInBursts(write: Write): Promise<void> {
  for (let round = 0; ; round += 1) {
    const started = performance.now()
    await Promise.all(Array.from({ length: WRITERS }, (_, index) => write(round + index)))
    await pause(performance.now() - started)
  }
}

async function writeOrRest(store: SessionStore, round: number): Promise<void> {
  try {
    await writeOne(store, round)
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    await pause(OUTAGE_PAUSE_MS)
  }
}

/** Prints, after each answer, what `audit.ts` reads. The data of a version are its number. */
async function writeOne(store: SessionStore, round: number): Promise<void> {
  const isToEnd = round % 3 === 2
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
