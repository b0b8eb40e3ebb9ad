import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { type SessionStore, StoreUnavailable } from '../store/store.ts'
import { type FaultPlan, faultyStore } from '../testing/index.ts'
import { createVisitor } from '../testing/visitor.ts'
import { openSession } from './active-session.ts'
import { OUTAGE_WAIT_MS_MAX } from './commit.ts'
import { createEngine } from './engine.ts'

const engineOn = (store: SessionStore, report: (error: unknown) => void = () => {}) => createEngine({ store, report })
const addOne = (n: unknown) => ((n as number | undefined) ?? 0) + 1

async function storeWithCount(): Promise<{ store: SessionStore; cookie: string | null }> {
  const store = createMemoryStore()
  const ana = createVisitor(engineOn(store))
  await ana.visit((session) => session.update('count', addOne))
  return { store, cookie: ana.cookie() }
}

describe('a store that does not answer', () => {
  test('an outage is never mistaken for an empty session', async () => {
    const { store, cookie } = await storeWithCount()
    const down = faultyStore(store, { methods: ['load'], call: 1, span: 'from-then-on', moment: 'before' })
    await assert.rejects(openSession(engineOn(down), cookie), { code: 'session/unavailable' })
  })

  test('a cut answer followed by the retry adds once', async () => {
    const { store, cookie } = await storeWithCount()
    const cut = faultyStore(store, { methods: ['save'], call: 1, span: 'once', moment: 'after' })
    await createVisitor(engineOn(cut), cookie).visit((session) => session.update('count', addOne))
    assert.equal(cut.failures, 1)
    assert.equal(await createVisitor(engineOn(store), cookie).visit((session) => session.get('count')), 2)
  })

  test('a cut answer to the first write makes a session that the browser knows', async () => {
    const store = createMemoryStore()
    const cut = faultyStore(store, { methods: ['create'], call: 1, span: 'once', moment: 'after' })
    const ana = createVisitor(engineOn(cut))
    await ana.visit((session) => session.update('count', addOne))
    assert.equal(cut.failures, 1)
    assert.equal(await createVisitor(engineOn(store), ana.cookie()).visit((session) => session.get('count')), 1)
  })

  test('a first write that arrives late, after the sign-out, brings nobody back', async () => {
    const store = createMemoryStore()
    const late: (() => Promise<boolean>)[] = []
    const slowNetwork: SessionStore = {
      ...store,
      create(record) {
        if (late.push(() => store.create(record)) > 1) return store.create(record)
        return Promise.reject(new StoreUnavailable('the answer did not come in time'))
      },
    }
    const ana = createVisitor(engineOn(slowNetwork))
    await ana.visit((session) => session.set('user', 'ana'))
    const cookie = ana.cookie()
    await ana.visit((session) => session.destroy())
    await late[0]?.()
    assert.equal(await createVisitor(engineOn(store), cookie).visit((session) => session.has('user')), false)
  })

  test('when others wrote after a cut answer nobody can tell, and nothing is acknowledged', async () => {
    const { store, cookie } = await storeWithCount()
    const bea = createVisitor(engineOn(store), cookie)
    let saves = 0
    const cutThenOvertaken: SessionStore = {
      ...store,
      async save(record, ifVersion) {
        saves += 1
        if (saves > 1) return store.save(record, ifVersion)
        await store.save(record, ifVersion)
        await bea.visit((session) => session.update('other', addOne))
        throw new StoreUnavailable('the answer was lost')
      },
    }
    const unknown = createVisitor(engineOn(cutThenOvertaken), cookie).visit((session) =>
      session.update('count', addOne),
    )
    await assert.rejects(unknown, { code: 'session/unavailable' })
  })

  test('when the session ended after a cut answer nobody can tell, and nothing is told to be undone', async () => {
    const { store, cookie } = await storeWithCount()
    let saves = 0
    const cutThenEnded: SessionStore = {
      ...store,
      async save(record, ifVersion) {
        saves += 1
        const saved = await store.save(record, ifVersion)
        if (saves > 1) return saved
        await createVisitor(engineOn(store), cookie).visit((session) => session.destroy())
        throw new StoreUnavailable('the answer was lost')
      },
    }
    const unknown = createVisitor(engineOn(cutThenEnded), cookie).visit((session) => session.update('count', addOne))
    await assert.rejects(unknown, { code: 'session/unavailable' })
  })

  test('when another write took its place after a lost request, the change is replayed on it', async () => {
    const { store, cookie } = await storeWithCount()
    const bea = createVisitor(engineOn(store), cookie)
    let saves = 0
    const lostThenOvertaken: SessionStore = {
      ...store,
      async save(record, ifVersion) {
        saves += 1
        if (saves > 1) return store.save(record, ifVersion)
        await bea.visit((session) => session.update('count', addOne))
        throw new StoreUnavailable('the request was lost')
      },
    }
    await createVisitor(engineOn(lostThenOvertaken), cookie).visit((session) => session.update('count', addOne))
    assert.equal(await bea.visit((session) => session.get('count')), 3)
  })

  test('after an unknown outcome the same request never writes again, even if its handler carries on', async () => {
    const { store, cookie } = await storeWithCount()
    const down = faultyStore(store, { methods: ['save'], call: 1, span: 'from-then-on', moment: 'after' })
    const ana = createVisitor(engineOn(down), cookie)
    const carriedOn = ana.visit(async (session) => {
      session.update('count', addOne)
      await assert.rejects(session.commit(), { code: 'session/unavailable' })
      await session.commit().catch(() => {})
    })
    await assert.rejects(carriedOn, { code: 'session/unavailable' })
    const count = await createVisitor(engineOn(store), cookie).visit((session) => session.get('count'))
    assert.equal(count, 2, 'it happened once, though it was never acknowledged')
  })

  test('requests that wait behind one another do not each wait for a store that hangs', async () => {
    const { store, cookie } = await storeWithCount()
    const hanging: SessionStore = {
      ...store,
      async save() {
        await new Promise((resolve) => setTimeout(resolve, OUTAGE_WAIT_MS_MAX / 2 + 50))
        throw new StoreUnavailable('there was no answer in time')
      },
    }
    const engine = engineOn(hanging)
    const started = performance.now()
    const waiting = Array.from({ length: 20 }, () =>
      createVisitor(engine, cookie).visit((session) => session.update('count', addOne)),
    )
    for (const outcome of await Promise.allSettled(waiting)) {
      assert.equal(outcome.status, 'rejected')
      assert.equal(outcome.reason.code, 'session/unavailable')
    }
    assert.ok(
      performance.now() - started < 5 * OUTAGE_WAIT_MS_MAX,
      'one after another, they would take ten times as long',
    )
    const late = createVisitor(engine, cookie).visit((session) => session.update('count', addOne))
    await assert.rejects(late, { code: 'session/unavailable' }, 'who comes later asks the store again')
    assert.equal(await createVisitor(engineOn(store), cookie).visit((session) => session.get('count')), 1)
  })

  test('a sign-out that cannot reach the store fails loudly instead of pretending', async () => {
    const { store, cookie } = await storeWithCount()
    const down = faultyStore(store, { methods: ['destroy'], call: 1, span: 'from-then-on', moment: 'before' })
    const ana = createVisitor(engineOn(down), cookie)
    await assert.rejects(
      ana.visit((session) => session.destroy()),
      { code: 'session/unavailable' },
    )
    assert.equal(ana.cookie(), cookie)
  })

  test('a sign-out nobody awaits fails the answer all the same, and does not end the process', async () => {
    const { store, cookie } = await storeWithCount()
    const down = faultyStore(store, { methods: ['destroy'], call: 1, span: 'from-then-on', moment: 'before' })
    const ana = createVisitor(engineOn(down), cookie)
    const left = ana.visit((session) => {
      session.destroy()
    })
    await assert.rejects(left, { code: 'session/unavailable' })
    assert.equal(ana.cookie(), cookie, 'and the browser is not told that it is signed out')
  })

  test('a sign-out whose answer is cut once is done', async () => {
    const { store, cookie } = await storeWithCount()
    const cut = faultyStore(store, { methods: ['destroy'], call: 1, span: 'once', moment: 'after' })
    await createVisitor(engineOn(cut), cookie).visit((session) => session.destroy())
    assert.equal(await createVisitor(engineOn(store), cookie).visit((session) => session.has('count')), false)
  })

  test('a touch that fails is reported and spoils no page', async () => {
    const { store, cookie } = await storeWithCount()
    const down = faultyStore(store, { methods: ['touch'], call: 1, span: 'from-then-on', moment: 'before' })
    const reported: unknown[] = []
    const ana = createVisitor(
      engineOn(down, (error) => reported.push(error)),
      cookie,
    )
    assert.equal(await ana.visit((session) => session.get('count')), 1)
    assert.equal(reported[0] instanceof StoreUnavailable, true)
  })

  test('a record that cannot be read is an error, never an empty session that the next save would make true', async () => {
    const { store, cookie } = await storeWithCount()
    const id = cookie?.split('.')[0] ?? ''
    const record = await store.load(id)
    assert.ok(record)
    for (const data of ['', '{"cart":', '[]', 'null', '7']) {
      const current = await store.load(id)
      await store.save({ ...record, data, version: (current?.version ?? 0) + 1 }, current?.version ?? 0)
      await assert.rejects(openSession(engineOn(store), cookie), { code: 'session/unreadable' }, data)
      assert.equal((await store.load(id))?.data, data, 'it is left as it is')
    }
  })

  test('whichever call fails, once or from then on, a regeneration leaves exactly one live token', async () => {
    for (const span of ['once', 'from-then-on'] as const) {
      for (const moment of ['before', 'after'] as const) {
        for (let call = 1, failures = 1; failures > 0; call += 1)
          failures = await regenerateWithFault({ call, span, moment })
      }
    }
  })
})

async function regenerateWithFault(plan: FaultPlan): Promise<number> {
  const { store, cookie } = await storeWithCount()
  const faulty = faultyStore(store, plan)
  const ana = createVisitor(engineOn(faulty), cookie)
  const acknowledged = await ana
    .visit((session) => session.regenerate())
    .then(
      () => true,
      () => false,
    )
  const sound = engineOn(store)
  const old = await createVisitor(sound, cookie).visit((session) => session.has('count'))
  const renewed =
    ana.cookie() !== cookie && (await createVisitor(sound, ana.cookie()).visit((session) => session.has('count')))
  const what = `${plan.span} ${plan.moment} call ${plan.call}`
  if (acknowledged) assert.deepEqual([old, renewed], [false, true], what)
  else assert.equal(renewed, false, what)
  return faulty.failures
}
