/**
 * Calls of a store with users beside each other, in any order of the calls they make, some of which fail: their answers are
 * those of one after the other, and a sign-out that was acknowledged is final, whatever a failover brings back.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { type OutagePause, saveKnowing } from '../session/knowing.ts'
import { aroundStore } from '../testing/around-store.ts'
import { sampleRecord } from '../testing/index.ts'
import { createMemoryStore } from './memory.ts'
import { type SessionRecord, type SessionStore, StoreUnavailable, type UserIndex } from './store.ts'
import { createStoreWithUsers } from './users.ts'

type Whole = SessionStore & UserIndex
/** One call that a request makes, on the session that all of them have. */
interface Act {
  readonly name: string
  run(store: Whole, first: SessionRecord): Promise<unknown>
}

const USERS = [null, 'ana', 'bob'] as const
const RUNS = 2_000
const noPause: OutagePause = async () => {}

function saveAs(userId: string | null, ifVersion: number, writeId: string): Act {
  return {
    name: `save as ${userId} after ${ifVersion} (${writeId})`,
    async run(store, first) {
      const record = { ...first, version: ifVersion + 1, userId, writeId, data: `{"by":"${writeId}"}` }
      const saved = await saveKnowing(store, record, ifVersion, noPause)
      return saved.kind === 'conflict' ? { kind: saved.kind, current: saved.current.writeId } : saved
    },
  }
}

/** Does it again once after a lost answer, as the engine does. */
async function twice<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    return call()
  }
}

const others: readonly Act[] = [
  { name: 'load', run: async (store, { id }) => (await store.load(id))?.writeId ?? null },
  { name: 'touch', run: (store, { id, expiresAt }) => store.touch(id, expiresAt + 1) },
  { name: 'destroy', run: (store, { id }) => twice(() => store.destroy(id)) },
  { name: 'end all of ana', run: (store) => twice(() => store.destroyByUser('ana')) },
  { name: 'end all of ana but it', run: (store, { id }) => twice(() => store.destroyByUser('ana', id)) },
  {
    name: 'list ana',
    run: async (store) => (await store.listByUser('ana')).map(({ writeId }) => writeId),
  },
]

const anAct = fc.oneof(
  fc
    .tuple(fc.constantFrom(...USERS), fc.constantFrom(1, 1, 1, 2), fc.uuid())
    .map(([userId, ifVersion, writeId]) => saveAs(userId, ifVersion, writeId)),
  fc.constantFrom(...others),
)
const acts = fc.array(anAct, { minLength: 2, maxLength: 3 })

/** Every call of the store may wait for others, as `around` likes. */
function aroundWhole(
  inner: Whole,
  around: <Answer>(name: string, call: () => Promise<Answer>) => Promise<Answer>,
): Whole {
  return {
    ...aroundStore(inner, around),
    listByUser: (userId) => around('listByUser', () => inner.listByUser(userId)),
    destroyByUser: (userId, except) => around('destroyByUser', () => inner.destroyByUser(userId, except)),
  }
}

/** What the calls answer one after the other, and what is there in the end. */
async function inOrder(acts: readonly Act[], first: SessionRecord): Promise<unknown[]> {
  const store = createMemoryStore()
  await store.create(first)
  const answers: unknown[] = []
  for (const act of acts) answers.push(await act.run(store, first))
  return [...answers, await store.load(first.id)]
}

function* orders<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  if (items.length < 2) yield items
  for (const [at, item] of items.entries())
    for (const rest of orders(items.filter((_, other) => other !== at))) yield [item, ...rest]
}

/** Whether some order of the calls, one after the other, gives all the same answers. */
async function isAsInSomeOrder(acts: readonly Act[], first: SessionRecord, seen: readonly unknown[]): Promise<boolean> {
  const text = JSON.stringify(seen)
  for (const order of orders(acts.map((act, at) => ({ act, at })))) {
    const answers = await inOrder(
      order.map(({ act }) => act),
      first,
    )
    const last = answers.at(-1)
    const sorted = order.map(({ at }, nth) => [at, answers[nth]] as const).sort(([one], [other]) => one - other)
    if (JSON.stringify([...sorted.map(([, answer]) => answer), last]) === text) return true
  }
  return false
}

/** Lets one call go at a time, and the next once all that follows from it has come to a call of its own. */
const aScheduler = fc.scheduler({
  act: async (letGo) => {
    await letGo()
    for (let turn = 1; turn <= 3; turn += 1) await setImmediate()
  },
})
const aFirst = fc.constantFrom(null, 'ana').map((userId) => sampleRecord(Date.now(), { userId }))

test('calls beside each other answer as if they had come one after the other', async () => {
  const property = fc.asyncProperty(aScheduler, aFirst, acts, async (scheduler, first, drawn) => {
    const inner = [createMemoryStore(), createMemoryStore()] as const
    await createStoreWithUsers({ sessions: inner[0], users: inner[1] }).create(first)
    const [sessions, users] = inner.map((store, nth) =>
      aroundWhole(store, async (name, call) => {
        await scheduler.schedule(Promise.resolve(), `${nth === 0 ? 'sessions' : 'users'} ${name}`)
        return call()
      }),
    ) as [Whole, Whole]
    const store = createStoreWithUsers({ sessions, users })
    const running = Promise.all(drawn.map((act) => act.run(store, first)))
    const seen = await scheduler.waitFor(running)
    const left = await createStoreWithUsers({ sessions: inner[0], users: inner[1] }).load(first.id)
    assert.ok(
      await isAsInSomeOrder(drawn, first, [...seen, left]),
      `${drawn.map(({ name }) => name).join(' | ')} from ${first.userId}: ${JSON.stringify([...seen, left])}`,
    )
  })
  await fc.assert(property, { numRuns: RUNS })
})

test('what a failover brings back opens nothing to a user who was signed out, whichever call failed on the way', async () => {
  const faults = fc.array(fc.tuple(fc.nat(8), fc.boolean()), { maxLength: 2 })
  const aGoodbye = fc.constantFrom('everywhere', 'here', 'none')
  const property = fc.asyncProperty(
    aScheduler,
    aFirst,
    acts,
    faults,
    aGoodbye,
    async (scheduler, first, drawn, failing, goodbye) => {
      const [sessions, users] = [createMemoryStore(), createMemoryStore()]
      const states: SessionRecord[] = []
      let calls = 0
      const shaky = (store: Whole) =>
        aroundWhole(store, async (name, call) => {
          await scheduler.schedule(Promise.resolve(), name)
          const fault = failing.find(([at]) => at === calls)
          calls += 1
          if (fault?.[1] === false) throw new StoreUnavailable('A call of a test failed.')
          const answer = await call()
          const state = await sessions.load(first.id)
          if (state !== null) states.push(state)
          if (fault !== undefined) throw new StoreUnavailable('The answer to a call of a test was lost.')
          return answer
        })
      const sound = createStoreWithUsers({ sessions, users })
      await sound.create(first)
      states.push((await sessions.load(first.id)) as SessionRecord)
      const store = createStoreWithUsers({ sessions: shaky(sessions), users: shaky(users) })
      const running = Promise.all(
        drawn.map((act) =>
          act.run(store, first).catch((error) => (error instanceof StoreUnavailable ? error : Promise.reject(error))),
        ),
      )
      const answers = await scheduler.waitFor(running)
      const last = await sound.load(first.id)
      const isKnown = !answers.some((answer) => answer instanceof StoreUnavailable)
      // A sign-in beside the end of all sessions may leave a row that is dead: its note went before it was there.
      const isSignIn = drawn.some(({ name }) => /^save as (ana|bob)/.test(name))
      if (isKnown && last === null && !isSignIn) assert.equal(await sessions.load(first.id), null, 'its row is gone')
      if (goodbye === 'everywhere') await sound.destroyByUser('ana')
      else if (goodbye === 'here' && last !== null) await sound.destroy(first.id)
      // Else it counts only if one of the calls has signed ana out, and no call's end is unknown.
      else if (last?.userId === 'ana' || !isKnown) return
      for (const state of states) {
        await sessions.destroy(first.id)
        await sessions.create(state)
        const opened = await sound.load(first.id)
        assert.ok(
          opened === null || opened.userId !== 'ana',
          `${drawn.map(({ name }) => name).join(' | ')}: ${JSON.stringify(state)}`,
        )
      }
    },
  )
  await fc.assert(property, { numRuns: RUNS })
})
