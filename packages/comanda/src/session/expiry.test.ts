import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { countingStore, createFakeClock, type FakeClock } from '../testing/index.ts'
import { createVisitor, type Visitor } from '../testing/visitor.ts'
import { openSession } from './active-session.ts'
import { createEngine, type Engine } from './engine.ts'
import type { Expiry } from './lifetime.ts'

const DAY_SECONDS = 86_400
let clock: FakeClock
let engine: Engine
let ana: Visitor

beforeEach(async () => {
  clock = createFakeClock()
  engine = createEngine({ store: createMemoryStore({ clock }), clock })
  ana = createVisitor(engine)
  await ana.visit((session) => session.set('a', 1))
})

const choose = (expiry: Expiry) => ana.visit((session) => session.setExpiry(expiry))
const endsIn = async () => {
  const expiry = await ana.visit((session) => session.expiry())
  return ((expiry?.expiresAt.getTime() ?? 0) - clock()) / 1_000
}
const isAlive = () => ana.visit((session) => session.has('a'))

describe('how one session ends', () => {
  test('after an idle time of its own, counted from each use', async () => {
    await choose({ kind: 'idle', seconds: 10 })
    assert.equal(await endsIn(), 10)
    clock.advance(9_000)
    assert.equal(await isAlive(), true)
    clock.advance(9_999)
    assert.equal(await isAlive(), true, 'the read before moved it on')
    clock.advance(10_000)
    assert.equal(await isAlive(), false)
  })

  test('S55 S56 at a date, and one that is past ends it at once, also for whoever holds the token', async () => {
    await choose({ kind: 'at', time: new Date(clock() + 5_000) })
    clock.advance(4_999)
    assert.equal(await isAlive(), true)
    const token = ana.cookie()
    await choose({ kind: 'at', time: new Date(clock() - 1) })
    assert.equal(await createVisitor(engine, token).visit((session) => session.has('a')), false)
  })

  test('S51 by default again, as often as that is said', async () => {
    await choose({ kind: 'at', time: new Date(clock() + 5_000) })
    await choose({ kind: 'default' })
    await choose({ kind: 'default' })
    assert.equal(await endsIn(), 14 * DAY_SECONDS)
    const expiry = await ana.visit((session) => session.expiry())
    assert.equal((expiry?.absoluteEnd.getTime() ?? 0) - clock(), 30 * DAY_SECONDS * 1_000)
  })

  test('S47 with the browser, while here it ends by default', async () => {
    await choose({ kind: 'browser-close' })
    assert.equal((await ana.visit((session) => session.expiry()))?.untilBrowserCloses, true)
    assert.equal(await endsIn(), 14 * DAY_SECONDS)
    await choose({ kind: 'idle', seconds: 10 })
    assert.equal((await ana.visit((session) => session.expiry()))?.untilBrowserCloses, false)
  })

  test('is kept by later changes of other requests', async () => {
    await choose({ kind: 'idle', seconds: 10 })
    await ana.visit((session) => session.set('b', 2))
    assert.equal(await endsIn(), 10)
  })

  test('is told to the browser with the token it has, so that the cookie lasts as long', async () => {
    const token = ana.cookie()
    const session = await openSession(engine, token)
    session.setExpiry({ kind: 'idle', seconds: 60 * DAY_SECONDS })
    await session.finish(200)
    assert.deepEqual(session.cookieChange, {
      kind: 'set',
      token,
      absoluteEnd: clock() + 60 * DAY_SECONDS * 1_000,
      untilBrowserCloses: false,
    })
  })

  test('can be chosen for a session that begins, and makes none of a stranger', async () => {
    const bea = createVisitor(engine)
    await bea.visit((session) => session.setExpiry({ kind: 'idle', seconds: 10 }))
    assert.equal(bea.cookie(), null)
    await bea.visit((session) => {
      session.setExpiry({ kind: 'idle', seconds: 10 })
      session.set('b', 1)
    })
    clock.advance(10_000)
    assert.equal(await bea.visit((session) => session.has('b')), false)
  })

  test('is refused where it makes no sense', async () => {
    for (const seconds of [0, -1, 1.5, Number.NaN, 500 * DAY_SECONDS]) {
      await assert.rejects(choose({ kind: 'idle', seconds }), { code: 'session/bad-setting' })
    }
    await assert.rejects(choose({ kind: 'at', time: new Date('nonsense') }), { code: 'session/bad-setting' })
  })

  test('S62 a save moves the idle end on, and a read does not, until a twentieth of the idle time is over', async () => {
    await ana.visit((session) => session.set('b', 1))
    const saved = await endsIn()
    assert.equal(saved, 14 * DAY_SECONDS)
    const twentieth = saved / 20
    clock.advance(twentieth * 1_000)
    await isAlive()
    assert.equal(await endsIn(), saved - twentieth, 'a read moved nothing')
    await ana.visit((session) => session.set('b', 2))
    assert.equal(await endsIn(), saved, 'a save did')
    clock.advance(twentieth * 1_000 + 1)
    await isAlive()
    assert.equal(await endsIn(), saved, 'a read does when much of the time is over')
  })

  test('a read that moves the idle end on is a touch that changes nothing else', async () => {
    const store = countingStore(createMemoryStore({ clock }))
    const bea = createVisitor(createEngine({ store, clock, renewOnEveryRequest: true }))
    await bea.visit((session) => session.set('a', 1))
    const id = bea.cookie()?.split('.')[0] ?? ''
    clock.advance(1_000)
    const before = await store.load(id)
    await bea.visit((session) => session.get('a'))
    const after = await store.load(id)
    assert.equal(store.calls.save, 0)
    assert.deepEqual({ ...after, expiresAt: 0 }, { ...before, expiresAt: 0 })
    assert.equal(after?.expiresAt, clock() + 14 * DAY_SECONDS * 1_000)
  })
})
