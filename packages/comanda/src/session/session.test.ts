import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { type CountingStore, countingStore, createFakeClock, type FakeClock } from '../testing/index.ts'
import { createVisitor, type Visitor } from '../testing/visitor.ts'
import { openSession } from './active-session.ts'
import { createEngine, type Engine } from './engine.ts'
import { DATA_BYTES_MAX } from './slots.ts'

let clock: FakeClock
let store: CountingStore
let engine: Engine
let ana: Visitor

beforeEach(() => {
  clock = createFakeClock()
  store = countingStore(createMemoryStore({ clock }))
  engine = createEngine({ store, clock, report: (error) => assert.fail(`reported: ${error}`) })
  ana = createVisitor(engine)
})

describe('a session as a map', () => {
  test('keeps values across requests without any "modified" flag', async () => {
    await ana.visit((session) => session.set('dish', { name: 'paella', tags: ['rice'] }))
    assert.deepEqual(await ana.visit((session) => session.get('dish')), { name: 'paella', tags: ['rice'] })
  })

  test('tells a value that is there from one that is not, whatever the value', async () => {
    await ana.visit((session) => {
      for (const [key, value] of Object.entries({ zero: 0, empty: '', no: false, nothing: null }))
        session.set(key, value)
    })
    await ana.visit((session) => {
      assert.deepEqual(session.entries(), [
        ['zero', 0],
        ['empty', ''],
        ['no', false],
        ['nothing', null],
      ])
      assert.deepEqual(session.keys(), ['zero', 'empty', 'no', 'nothing'])
      assert.equal(session.has('zero'), true)
      assert.equal(session.has('absent'), false)
      assert.equal(session.get('absent'), undefined)
    })
  })

  test('pull takes a value away, delete and clear remove', async () => {
    await ana.visit((session) => {
      for (const key of ['a', 'b', 'c']) session.set(key, key)
    })
    assert.equal(await ana.visit((session) => session.pull('a')), 'a')
    await ana.visit((session) => session.delete('b'))
    assert.deepEqual(await ana.visit((session) => session.keys()), ['c'])
    await ana.visit((session) => session.clear())
    assert.deepEqual(await ana.visit((session) => session.keys()), [])
    assert.notEqual(ana.cookie(), null, 'clear keeps the session')
  })

  test('S112 a value that is read cannot be changed in place: nobody would save it', async () => {
    await ana.visit((session) => session.set('cart', { lines: [1] }))
    await ana.visit((session) => {
      assert.throws(() => (session.get('cart') as { lines: number[] }).lines.push(2), TypeError)
    })
  })

  test('undefined, empty keys and endless keys are refused where they are given', async () => {
    await ana.visit((session) => {
      assert.throws(() => session.set('a', undefined), { code: 'session/not-json' })
      assert.throws(() => session.set('', 1), { code: 'session/bad-key' })
      assert.throws(() => session.update('k'.repeat(257), () => 1), { code: 'session/bad-key' })
    })
    assert.equal(ana.cookie(), null)
  })

  test('__proto__ and constructor are ordinary keys', async () => {
    await ana.visit((session) => {
      session.set('__proto__', { admin: true })
      session.set('constructor', 'mine')
    })
    await ana.visit((session) => {
      assert.deepEqual(session.get('__proto__'), { admin: true })
      assert.equal(session.get('constructor'), 'mine')
      assert.equal(session.get('admin'), undefined)
      assert.equal(session.has('toString'), false)
    })
  })

  test('data over the limit is refused as a whole, with its size (CVE-2016-4423)', async () => {
    await ana.visit((session) => session.set('small', 1))
    const tooMuch = ana.visit((session) => session.set('text', 'é'.repeat(DATA_BYTES_MAX / 2)))
    await assert.rejects(tooMuch, { code: 'session/too-large', message: /65\d+ bytes; the limit is 65536/ })
    assert.deepEqual(await ana.visit((session) => session.keys()), ['small'])
  })

  test('a change after the answer is an error, not a change that vanishes', async () => {
    const session = await openSession(engine, null)
    await session.finish(200)
    assert.throws(() => session.set('late', 1), { code: 'session/answered' })
    assert.throws(() => session.update('late', () => 1), { code: 'session/answered' })
    assert.throws(() => session.destroy(), { code: 'session/answered' })
  })
})

describe('what a request costs', () => {
  test('a stranger who changes nothing costs no store call and gets no cookie', async () => {
    await ana.visit((session) => {
      session.get('cart')
      session.delete('cart')
      session.clear()
      session.update('cart', () => undefined)
      session.regenerate()
    })
    assert.equal(store.calls.total, 0)
    assert.equal(ana.cookie(), null)
  })

  test('a read is one load and nothing else', async () => {
    await ana.visit((session) => session.set('a', 1))
    await ana.visit((session) => session.get('a'))
    const before = { ...store.calls }
    await ana.visit((session) => session.get('a'))
    assert.deepEqual({ ...store.calls }, { ...before, load: before.load + 1, total: before.total + 1 })
  })

  test('writing what is there already writes nothing', async () => {
    await ana.visit((session) => session.set('a', { b: 1 }))
    await ana.visit((session) => session.get('a'))
    await ana.visit((session) => session.set('a', { b: 1 }))
    assert.equal(store.calls.save, 0)
  })

  test('S39 S40 S41 an unknown, forged or broken cookie makes a stranger: never a record, never a cookie (CVE-2015-5143)', async () => {
    await ana.visit((session) => session.set('a', 1))
    const [id, verifier] = (ana.cookie() ?? '').split('.')
    const stranger = 'BBBBBBBBBBBBBBBBBBBBBA'
    for (const cookie of ['', 'x', `${id}`, `${id}.${stranger}`, `${stranger}.${verifier}`, `${id}.${id}`]) {
      const creates = store.calls.create
      const mallory = createVisitor(engine, cookie)
      assert.equal(await mallory.visit((session) => session.get('a')), undefined, cookie)
      assert.equal(await mallory.visit((session) => session.expiry()), null)
      assert.equal(mallory.cookie(), cookie)
      assert.equal(store.calls.create, creates)
    }
  })

  test('S38 a session is never given an id that the browser chose (fixation: CVE-2015-8124, CVE-2018-11385, CVE-2023-46733)', async () => {
    for (const chosen of ['BBBBBBBBBBBBBBBBBBBBBA.BBBBBBBBBBBBBBBBBBBBBA', 'BBBBBBBBBBBBBBBBBBBBBA', '1']) {
      const mallory = createVisitor(engine, chosen)
      await mallory.visit((session) => session.set('a', 1))
      assert.notEqual(mallory.cookie(), chosen)
      assert.match(mallory.cookie() ?? '', /^(?!.*BBBBBBBB)[\w-]{22}\.[\w-]{22}$/)
      assert.equal(await createVisitor(engine, chosen).visit((session) => session.has('a')), false)
    }
  })

  test('S98 S99 an answer that failed (5xx) stores nothing', async () => {
    await ana.visit((session) => session.set('a', 1), 500)
    await ana.visit((session) => session.set('a', 1), 503)
    assert.equal(store.calls.total, 0)
  })
})

describe('commit before the answer', () => {
  test('a handler that commits sees the merged truth', async () => {
    await ana.visit((session) => session.set('count', 1))
    const bea = createVisitor(engine, ana.cookie())
    await ana.visit(async (session) => {
      session.update('count', (n) => (n as number) + 1)
      await bea.visit((other) => other.update('count', (n) => (n as number) + 10))
      await session.commit()
      assert.equal(session.get('count'), 12)
      session.update('count', (n) => (n as number) + 100)
    })
    assert.equal(await ana.visit((session) => session.get('count')), 112)
  })

  test('S70 each request sees what others have stored by then', async () => {
    await ana.visit((session) => session.set('plan', 'a'))
    const elsewhere = createVisitor(createEngine({ store, clock }), ana.cookie())
    for (const plan of ['b', 'c']) {
      await elsewhere.visit((session) => session.set('plan', plan))
      assert.equal(await ana.visit((session) => session.get('plan')), plan)
    }
  })

  test('S16 clear counts on nothing that was read: what another request has added goes too', async () => {
    await ana.visit((session) => session.set('a', 1))
    const bea = createVisitor(engine, ana.cookie())
    await ana.visit(async (session) => {
      session.get('a')
      await bea.visit((other) => other.set('b', 2))
      session.clear()
    })
    assert.deepEqual(await ana.visit((session) => session.keys()), [])
  })

  test('set after get counts on what was read: a change in between is a conflict', async () => {
    await ana.visit((session) => session.set('plan', 'a'))
    const bea = createVisitor(engine, ana.cookie())
    const lost = ana.visit(async (session) => {
      const plan = session.get('plan')
      await bea.visit((other) => other.set('plan', 'z'))
      session.set('plan', `${plan}b`)
    })
    await assert.rejects(lost, { code: 'session/conflict', message: /session\.update\("plan"/ })
    assert.equal(await ana.visit((session) => session.get('plan')), 'z')
  })

  test('a conflict is not hidden by a handler that catches it: the request still fails', async () => {
    await ana.visit((session) => session.set('plan', 'a'))
    const bea = createVisitor(engine, ana.cookie())
    const lost = ana.visit(async (session) => {
      session.get('plan')
      await bea.visit((other) => other.set('plan', 'z'))
      session.set('plan', 'b')
      await session.commit().catch(() => {})
    })
    await assert.rejects(lost, { code: 'session/conflict' })
  })

  test('reading what this request itself wrote counts on nobody else', async () => {
    await ana.visit((session) => session.set('plan', 'a'))
    const bea = createVisitor(engine, ana.cookie())
    await ana.visit(async (session) => {
      session.set('plan', 'b')
      await bea.visit((other) => other.set('plan', 'z'))
      session.set('plan', `${session.get('plan')}!`)
    })
    assert.equal(await ana.visit((session) => session.get('plan')), 'b!')
  })

  test('of two requests that pull a one-time code one gets it (GHSA-392p-2q2v-4372)', async () => {
    await ana.visit((session) => session.set('code', '1234'))
    const bea = createVisitor(engine, ana.cookie())
    const second = ana.visit(async (session) => {
      await bea.visit((other) => assert.equal(other.pull('code'), '1234'))
      session.pull('code')
      await session.commit()
    })
    await assert.rejects(second, { code: 'session/conflict' })
    assert.equal(await ana.visit((session) => session.has('code')), false)
  })

  test('an error that an update throws reaches the app and stores nothing', async () => {
    const failed = ana.visit((session) => {
      session.set('a', 1)
      session.update('b', () => {
        throw new RangeError('too many')
      })
    })
    await assert.rejects(failed, RangeError)
    assert.equal(store.calls.total, 0)
  })

  test('a commit nobody awaits does not end the process when it fails, and the answer still tells', async () => {
    await ana.visit((session) => session.set('plan', 'a'))
    const bea = createVisitor(engine, ana.cookie())
    const lost = ana.visit(async (session) => {
      session.get('plan')
      await bea.visit((other) => other.set('plan', 'z'))
      session.set('plan', 'b')
      session.commit()
    })
    await assert.rejects(lost, { code: 'session/conflict' })
  })
})

describe('a new token', () => {
  test('S35 S36 the old token opens nothing, the data stays (CVE-2022-25896, CVE-2023-29019, fastify-session bbcdb3e)', async () => {
    await ana.visit((session) => session.set('cart', [1]))
    const old = ana.cookie()
    await ana.visit((session) => session.regenerate())
    assert.notEqual(ana.cookie(), old)
    assert.deepEqual(await ana.visit((session) => session.get('cart')), [1])
    const thief = createVisitor(engine, old)
    assert.equal(await thief.visit((session) => session.get('cart')), undefined)
    assert.equal(thief.cookie(), old, 'and nothing is set or cleared for it')
  })

  test('a request that still carries the old token makes no session, whose cookie would push out the new one', async () => {
    await ana.visit((session) => session.set('a', 1))
    const late = createVisitor(engine, ana.cookie())
    await ana.visit((session) => session.regenerate())
    await assert.rejects(
      late.visit((session) => session.set('b', 1)),
      { code: 'session/gone' },
    )
    assert.equal(await late.visit((session) => session.get('a')), undefined, 'and reads as a stranger')
    clock.advance(30_001)
    await late.visit((session) => session.set('b', 1))
    assert.equal(
      await late.visit((session) => session.get('b')),
      1,
      'whoever never got the new token is not locked out',
    )
  })

  test('of two regenerations at once one wins: never two live tokens', async () => {
    await ana.visit((session) => session.set('a', 1))
    const bea = createVisitor(engine, ana.cookie())
    const second = ana.visit(async (session) => {
      await bea.visit((other) => other.regenerate())
      session.regenerate()
    })
    await assert.rejects(second, { code: 'session/gone' })
    assert.equal(await bea.visit((session) => session.get('a')), 1)
    assert.equal(await ana.visit((session) => session.get('a')), undefined)
  })

  test('a write of a request that held the old token is refused as gone', async () => {
    await ana.visit((session) => session.set('a', 1))
    const bea = createVisitor(engine, ana.cookie())
    const slow = ana.visit(async (session) => {
      await bea.visit((other) => other.regenerate())
      session.set('a', 2)
    })
    await assert.rejects(slow, { code: 'session/gone' })
    assert.equal(await bea.visit((session) => session.get('a')), 1)
  })
})

describe('the end', () => {
  test('destroy ends the session at once: the row is gone and the cookie opens nothing', async () => {
    await ana.visit((session) => session.set('a', 1))
    const old = ana.cookie() ?? ''
    await ana.visit((session) => session.destroy())
    assert.equal(ana.cookie(), null)
    assert.equal(await store.load(old.split('.')[0] ?? ''), null)
    assert.equal(await createVisitor(engine, old).visit((session) => session.get('a')), undefined)
  })

  test('what is set after destroy begins a new session with a new token', async () => {
    await ana.visit((session) => session.set('a', 1))
    const old = ana.cookie()
    await ana.visit(async (session) => {
      await session.destroy()
      session.set('goodbye', 'Until soon')
    })
    assert.notEqual(ana.cookie(), old)
    assert.deepEqual(await ana.visit((session) => session.entries()), [['goodbye', 'Until soon']])
  })

  test('destroy works even when a commit has failed before: nobody stays signed in by accident', async () => {
    await ana.visit((session) => session.set('plan', 'a'))
    const old = ana.cookie() ?? ''
    const bea = createVisitor(engine, old)
    await ana.visit(async (session) => {
      session.get('plan')
      await bea.visit((other) => other.set('plan', 'z'))
      session.set('plan', 'b')
      await assert.rejects(session.commit(), { code: 'session/conflict' })
      await session.destroy()
    })
    assert.equal(await store.load(old.split('.')[0] ?? ''), null)
  })

  test('a session made and destroyed in one request leaves nothing, and no cookie to delete', async () => {
    const session = await openSession(engine, null)
    session.set('a', 1)
    await session.commit()
    await session.destroy()
    await session.finish(200)
    assert.deepEqual(session.cookieChange, { kind: 'none' })
  })

  test('a session ends when idle for too long, and use moves that on, but never past its absolute end (CVE-2024-35220)', async () => {
    const day = 86_400_000
    await ana.visit((session) => session.set('a', 1))
    await ana.visit((session) => session.get('a'))
    for (const days of [13, 13]) {
      clock.advance(days * day)
      assert.equal(await ana.visit((session) => session.get('a')), 1)
    }
    clock.advance(4 * day - 1)
    assert.equal(await ana.visit((session) => session.get('a')), 1)
    clock.advance(1)
    assert.equal(await ana.visit((session) => session.get('a')), undefined, '30 days after it began')
  })

  test('a record that expires while the request is under way is gone', async () => {
    await ana.visit((session) => session.set('a', 1))
    const slow = ana.visit((session) => {
      clock.advance(86_400_000)
      session.set('a', 2)
    })
    await assert.rejects(slow, { code: 'session/gone' })
  })
})
