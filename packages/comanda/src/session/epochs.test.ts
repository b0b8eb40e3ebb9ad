import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { createSecrets } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import type { SessionStore } from '../store/store.ts'
import {
  countingStore,
  createFakeClock,
  createGate,
  type FakeClock,
  type FaultPlan,
  faultyStore,
  gatedStore,
  type StorePoint,
} from '../testing/index.ts'
import { createVisitor, type Visitor } from '../testing/visitor.ts'
import { openSession } from './active-session.ts'
import { createEngine, type Engine } from './engine.ts'

const DAY_MS = 86_400_000
const secrets = createSecrets(['a secret of the epochs, more than 32 bytes'])
let clock: FakeClock
let epochs: SessionStore

/** Two engines share the secrets and the epochs, as those of two processes do. */
const engineOn = (store: SessionStore = epochs): Engine =>
  createEngine({ sealedCookie: { secrets, epochs: store }, clock, idleTimeoutSeconds: 100, report: () => {} })

async function signedIn(): Promise<Visitor & { readonly first: string | null }> {
  const ana = createVisitor(engineOn())
  await ana.visit((session) => session.set('user', 'ana'))
  return { ...ana, first: ana.cookie() }
}

const opens = (cookie: string | null) => createVisitor(engineOn(), cookie).visit((session) => session.has('user'))

beforeEach(() => {
  clock = createFakeClock()
  epochs = createMemoryStore({ clock })
})

describe('with epochs', () => {
  test('a sign-out is final: every cookie the session ever had is a stranger', async () => {
    const ana = await signedIn()
    await ana.visit((session) => session.set('x', 1))
    const second = ana.cookie()
    await ana.visit((session) => session.destroy())
    for (const cookie of [ana.first, second]) assert.equal(await opens(cookie), false)
  })

  test('a new token is the only one: the cookie from before the sign-in is a stranger', async () => {
    const ana = await signedIn()
    await ana.visit((session) => session.regenerate())
    assert.equal(await opens(ana.first), false)
    assert.equal(await opens(ana.cookie()), true)
    await ana.visit((session) => session.destroy())
    assert.equal(await opens(ana.cookie()), false)
  })

  test('a slow request that ends after the sign-out is refused and sends no cookie', async () => {
    const ana = await signedIn()
    const slow = await openSession(engineOn(), ana.first)
    slow.set('x', 1)
    await ana.visit((session) => session.destroy())
    await assert.rejects(slow.finish(200), { code: 'session/gone' })
    assert.deepEqual(slow.cookieChange, { kind: 'none' })
  })

  test('of two new tokens that are noted at the very same moment one is given out', async () => {
    const ana = await signedIn()
    const gate = createGate<StorePoint>()
    const visitors = [0, 1].map(() => createVisitor(engineOn(gatedStore(epochs, gate)), ana.first))
    gate.hold('create')
    const renewals = visitors.map((visitor) => visitor.visit((session) => session.regenerate()).catch(() => {}))
    await gate.reached('create', 2)
    gate.release('create')
    await Promise.all(renewals)
    const cookies = new Set([ana.first, ...visitors.map((visitor) => visitor.cookie())])
    const opened = await Promise.all([...cookies].map(opens))
    assert.equal(opened.filter(Boolean).length, 1)
  })

  test('a sign-out outlives every cookie of the session, also those that last longer than its own', async () => {
    const ana = await signedIn()
    await ana.visit((session) => session.setExpiry({ kind: 'idle', seconds: 60 * 86_400 }))
    const stolen = ana.cookie()
    await ana.visit((session) => session.setExpiry({ kind: 'at', time: new Date(clock() + 5_000) }))
    await ana.visit((session) => session.destroy())
    clock.advance(59 * DAY_MS)
    assert.equal(await opens(stolen), false)
  })

  test('a session that is told to end in the past ends at once, for whoever holds a copy', async () => {
    const ana = await signedIn()
    await ana.visit((session) => session.setExpiry({ kind: 'at', time: new Date(clock() - 1) }))
    assert.equal(await opens(ana.first), false)
  })

  test('a sign-out in a tab whose copy has expired meanwhile ends the session of the other tab', async () => {
    const ana = await signedIn()
    const slow = await openSession(engineOn(), ana.first)
    clock.advance(50_000)
    await ana.visit((session) => session.get('user'))
    clock.advance(60_000)
    assert.equal(await opens(ana.first), false)
    assert.equal(await opens(ana.cookie()), true)
    await slow.destroy()
    assert.equal(await opens(ana.cookie()), false)
  })

  test('reading asks once and notes nothing, and an ordinary change notes nothing either', async () => {
    const counting = countingStore(epochs)
    const ana = createVisitor(engineOn(counting))
    await ana.visit((session) => session.set('user', 'ana'))
    assert.equal(counting.calls.total, 0)
    await ana.visit((session) => session.get('user'))
    assert.deepEqual(counting.calls, { load: 1, create: 0, save: 0, touch: 0, destroy: 0, total: 1 })
    await ana.visit((session) => session.set('user', 'bea'))
    assert.deepEqual(counting.calls, { load: 3, create: 0, save: 0, touch: 0, destroy: 0, total: 3 })
  })

  test('nothing of the data is kept on the server', async () => {
    const kept: string[] = []
    const watched: SessionStore = {
      ...epochs,
      create(record) {
        kept.push(JSON.stringify(record))
        return epochs.create(record)
      },
    }
    const ana = createVisitor(engineOn(watched))
    await ana.visit((session) => session.set('user', 'ana'))
    await ana.visit((session) => session.regenerate())
    assert.equal(kept.length, 1)
    assert.doesNotMatch(kept[0] ?? '', /ana/)
  })
})

describe('when the store of the epochs does not answer', () => {
  test('a visitor is not taken for a stranger: it is an outage', async () => {
    const ana = await signedIn()
    const down = faultyStore(epochs, { call: 1, span: 'from-then-on', moment: 'before' })
    await assert.rejects(openSession(engineOn(down), ana.first), { code: 'session/unavailable' })
  })

  test('a visitor who holds no cookie, or a forged one, needs no epochs', async () => {
    const down = engineOn(faultyStore(epochs, { call: 1, span: 'from-then-on', moment: 'before' }))
    for (const cookie of [null, 'e1.forged'])
      assert.equal(await createVisitor(down, cookie).visit((session) => session.has('user')), false)
  })

  const work = {
    'sign-out': (visitor: Visitor) => visitor.visit((session) => session.destroy()),
    'new token': (visitor: Visitor) => visitor.visit((session) => session.regenerate()),
  }

  /** Does it with one fault, and hands back whether it was acknowledged, and how many calls failed. */
  async function withFault(what: keyof typeof work, first: string | null, plan: FaultPlan) {
    const faulty = faultyStore(epochs, plan)
    const ana = createVisitor(engineOn(faulty), first)
    const acknowledged = await work[what](ana).then(
      () => true,
      () => false,
    )
    return { ana, acknowledged, failures: faulty.failures }
  }

  for (const what of ['sign-out', 'new token'] as const) {
    test(`whichever call fails, a ${what} that is acknowledged is one`, async () => {
      for (const span of ['once', 'from-then-on'] as const) {
        for (const moment of ['before', 'after'] as const) {
          for (let call = 1, failures = 1; failures > 0; call += 1) {
            const { first } = await signedIn()
            const result = await withFault(what, first, { call, span, moment })
            failures = result.failures
            const where = `${span} ${moment} call ${call}`
            if (result.acknowledged) {
              assert.equal(await opens(first), false, `${where}: the old cookie`)
              assert.equal(await opens(result.ana.cookie()), what === 'new token', `${where}: the new cookie`)
            }
          }
        }
      }
    })
  }

  test('a new token whose note was answered with silence once is given out all the same', async () => {
    const { first } = await signedIn()
    const { ana, acknowledged } = await withFault('new token', first, {
      methods: ['create'],
      call: 1,
      span: 'once',
      moment: 'after',
    })
    assert.equal(acknowledged, true)
    assert.equal(await opens(ana.cookie()), true)
  })
})
