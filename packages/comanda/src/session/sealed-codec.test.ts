import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { COOKIE_BYTES_MAX, createSecrets, seal, serializeCookie, unseal } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createFakeClock, type FakeClock } from '../testing/index.ts'
import { createVisitor, type Visitor } from '../testing/visitor.ts'
import { openSession } from './active-session.ts'
import { createEngine, type Engine, type EngineOptions } from './engine.ts'
import { systemRandomness } from './token.ts'

const DAY_MS = 86_400_000
const [NEWER, OLDER] = [
  'the newer secret, which has more than 32 bytes',
  'the older secret, which has more than 32 bytes',
]
const secrets = createSecrets([NEWER])
let clock: FakeClock

const engineWith = (options: Partial<EngineOptions> = {}, name = 'session'): Engine =>
  createEngine({ sealedCookie: { secrets }, clock, ...options }, { name, persistent: true })

async function signedIn(engine: Engine): Promise<Visitor> {
  const ana = createVisitor(engine)
  await ana.visit((session) => session.set('user', 'ana'))
  return ana
}

const userOf = (engine: Engine, cookie: string | null) =>
  createVisitor(engine, cookie).visit((session) => session.get('user'))

beforeEach(() => {
  clock = createFakeClock()
})

describe('a session in a sealed cookie', () => {
  test('comes back as it was, whatever JSON it holds', async () => {
    const ana = createVisitor(engineWith())
    const values = { empty: '', zero: 0, none: null, text: 'ñandú 🧾 ;,="', deep: { list: [1, { a: false }] } }
    await ana.visit((session) => {
      for (const [key, value] of Object.entries(values)) session.set(key, value)
      session.set('__proto__', { polluted: true })
    })
    const entries = await ana.visit((session) => session.entries())
    assert.deepEqual(entries, [...Object.entries(values), ['__proto__', { polluted: true }]])
  })

  test('shows nothing of what it holds', async () => {
    const cookie = (await signedIn(engineWith())).cookie() ?? ''
    assert.doesNotMatch(Buffer.from(cookie.slice(3), 'base64url').toString('latin1'), /ana|user/)
  })

  test('that was tampered with, anywhere, is a stranger', async () => {
    const engine = engineWith()
    const cookie = (await signedIn(engine)).cookie() ?? ''
    assert.equal(await userOf(engine, cookie), 'ana')
    for (let place = 0; place < cookie.length; place += 1) {
      const other = cookie[place] === 'A' ? 'Q' : 'A'
      const forged = cookie.slice(0, place) + other + cookie.slice(place + 1)
      assert.equal(await userOf(engine, forged), undefined, `changed at ${place}`)
    }
    for (const forged of [cookie.slice(0, -1), `${cookie}A`, cookie.slice(3), '', 'e1.'])
      assert.equal(await userOf(engine, forged), undefined, forged)
  })

  test('of an app with another cookie name, or another cookie with the same secrets, is a stranger', async () => {
    const cookie = (await signedIn(engineWith({}, 'shop'))).cookie()
    assert.equal(await userOf(engineWith({}, 'shop'), cookie), 'ana')
    assert.equal(await userOf(engineWith({}, 'admin'), cookie), undefined)
    const value = unseal(secrets, { purpose: 'session', name: 'shop' }, cookie ?? '')?.value
    const preferences = seal(secrets, { purpose: 'preferences', name: 'shop' }, value, clock(), systemRandomness)
    assert.equal(await userOf(engineWith({}, 'shop'), preferences), undefined)
  })

  test('that is of no shape we write is a stranger, though one of our secrets sealed it', async () => {
    for (const value of [null, 'text', {}, [], ['too', 'short']]) {
      const text = seal(secrets, { purpose: 'session', name: 'session' }, value, clock(), systemRandomness)
      assert.equal(await userOf(engineWith(), text), undefined)
    }
  })

  test('outlives a rotation of secrets, is sealed anew when it changes, and ends with the last secret that knew it', async () => {
    const before = engineWith({ sealedCookie: { secrets: createSecrets([OLDER]) } })
    const during = engineWith({ sealedCookie: { secrets: createSecrets([NEWER, OLDER]) } })
    const after = engineWith({ sealedCookie: { secrets: createSecrets([NEWER]) } })
    const old = (await signedIn(before)).cookie()
    const ana = createVisitor(during, old)
    await ana.visit((session) => session.set('language', 'es'))
    assert.equal(await userOf(after, ana.cookie()), 'ana')
    assert.equal(await userOf(after, old), undefined)
  })

  test('ends when the clock of the server says so, however long the browser keeps the cookie', async () => {
    const engine = engineWith({ idleTimeoutSeconds: 10 })
    const cookie = (await signedIn(engine)).cookie()
    clock.advance(9_999)
    assert.equal(await userOf(engine, cookie), 'ana')
    clock.advance(1)
    assert.equal(await userOf(engine, cookie), undefined)
  })

  test('moves its idle end on by sending the cookie again, and only when that is due', async () => {
    const engine = engineWith({ idleTimeoutSeconds: 100 })
    const ana = await signedIn(engine)
    const first = ana.cookie()
    clock.advance(4_000)
    await ana.visit((session) => session.get('user'))
    assert.equal(ana.cookie(), first, 'a twentieth of the idle time has not passed')
    clock.advance(2_000)
    await ana.visit((session) => session.get('user'))
    assert.notEqual(ana.cookie(), first)
    clock.advance(99_999)
    assert.equal(await userOf(engine, first), undefined)
    assert.equal(await ana.visit((session) => session.get('user')), 'ana')
  })

  test('HAS RACE CONDITION: a slow reader that moves the end on puts back what it had read', async () => {
    const ana = await signedIn(engineWith({ idleTimeoutSeconds: 100 }))
    clock.advance(6_000)
    await ana.visit(async (session) => {
      session.get('user')
      await ana.visit((other) => other.set('user', 'bea'))
    })
    assert.equal(await ana.visit((session) => session.get('user')), 'ana')
  })

  test('signed out without epochs is only forgotten by the browser: WARNING, an old cookie still opens it', async () => {
    const engine = engineWith()
    const ana = await signedIn(engine)
    const old = ana.cookie()
    await ana.visit((session) => session.destroy())
    assert.equal(ana.cookie(), null)
    assert.equal(await userOf(engine, old), 'ana')
  })

  test('with a new token but without epochs is opened by the old cookie too: WARNING, as above', async () => {
    const engine = engineWith()
    const ana = await signedIn(engine)
    const old = ana.cookie()
    await ana.visit((session) => session.regenerate())
    assert.notEqual(ana.cookie(), old)
    assert.equal(await userOf(engine, old), 'ana')
  })

  test('gives what is set after a sign-out a session of its own', async () => {
    const ana = await signedIn(engineWith())
    await ana.visit(async (session) => {
      await session.destroy()
      session.set('goodbye', true)
    })
    assert.deepEqual(await ana.visit((session) => session.entries()), [['goodbye', true]])
  })
})

describe('a sealed cookie that would be too large', () => {
  const fill = (length: number) => (session: { set(key: string, value: unknown): void }) =>
    session.set('a', 'x'.repeat(length))

  /** The longest text that a new session of a cookie of that name can hold. */
  async function longestText(engine: Engine): Promise<number> {
    const fits = async (length: number) => {
      const session = await openSession(engine, null)
      session.set('a', 'x'.repeat(length))
      return session.finish(200).then(
        () => true,
        () => false,
      )
    }
    let [some, tooMany] = [0, COOKIE_BYTES_MAX]
    while (tooMany - some > 1) {
      const middle = Math.floor((some + tooMany) / 2)
      if (await fits(middle)) some = middle
      else tooMany = middle
    }
    return some
  }

  test('is told at 4097 bytes of name and value; 4096 are kept, and browsers take them', async () => {
    const name = '__Host-session7'
    const engine = engineWith({}, name)
    const longest = await longestText(engine)
    const ana = createVisitor(engine)
    await ana.visit(fill(longest))
    const cookie = ana.cookie() ?? ''
    assert.equal(name.length + cookie.length, COOKIE_BYTES_MAX)
    assert.ok(serializeCookie(name, cookie).startsWith(`${name}=${cookie};`))
    assert.equal(await ana.visit((session) => session.get('a')), 'x'.repeat(longest))
    await assert.rejects(createVisitor(engine).visit(fill(longest + 1)), {
      code: 'session/too-large',
      message: 'The session would make a cookie of 4097 bytes; browsers keep 4096. Keep less in it, or use a store.',
    })
  })

  test('leaves the browser with the session it had', async () => {
    const engine = engineWith()
    const ana = await signedIn(engine)
    const session = await openSession(engine, ana.cookie())
    session.set('user', 'x'.repeat(5_000))
    await assert.rejects(session.finish(200), { code: 'session/too-large' })
    assert.deepEqual(session.cookieChange, { kind: 'none' })
    assert.equal(await userOf(engine, ana.cookie()), 'ana')
  })

  test('locks nobody out when a new token came with it: nothing is half done', async () => {
    const engine = engineWith({ sealedCookie: { secrets, epochs: createMemoryStore({ clock }) } })
    const ana = await signedIn(engine)
    const attempt = ana.visit((session) => {
      session.set('a', 'x'.repeat(5_000))
      session.regenerate()
    })
    await assert.rejects(attempt, { code: 'session/too-large' })
    assert.equal(await ana.visit((session) => session.get('user')), 'ana')
  })

  test('makes no session of a stranger', async () => {
    const ana = createVisitor(engineWith())
    await assert.rejects(ana.visit(fill(5_000)), { code: 'session/too-large' })
    assert.equal(ana.cookie(), null)
  })
})

test('sessions that are told neither of a store nor of a sealed cookie, or of both, are refused', () => {
  assert.throws(() => createEngine({}), { code: 'session/bad-setting' })
  assert.throws(() => createEngine({ store: createMemoryStore(), sealedCookie: { secrets } }), {
    code: 'session/bad-setting',
  })
})

test('a long-lived cookie is worth no more than the absolute end', async () => {
  const engine = engineWith({ renewOnEveryRequest: true })
  const ana = await signedIn(engine)
  for (let day = 0; day < 30; day += 1) {
    assert.equal(await ana.visit((session) => session.get('user')), 'ana', `day ${day}`)
    clock.advance(DAY_MS - 1)
  }
  clock.advance(DAY_MS)
  assert.equal(await ana.visit((session) => session.get('user')), undefined)
})
