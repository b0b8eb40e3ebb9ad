import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createSecrets } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import type { SessionStore } from '../store/store.ts'
import { countingStore } from '../testing/index.ts'
import { createVisitor } from '../testing/visitor.ts'
import { createEngine } from './engine.ts'
import { type Randomness, systemRandomness } from './token.ts'

const sealedCookie = { secrets: createSecrets(['a secret of thirty-two bytes and more, for tests']) }

describe('settings that make no sense', () => {
  test('S27 a store that lacks a call is refused when the app starts, by the name of the call', () => {
    for (const method of ['load', 'create', 'save', 'touch', 'destroy']) {
      const { [method as keyof SessionStore]: _, ...rest } = createMemoryStore()
      const incomplete = rest as unknown as SessionStore
      const refused = { code: 'session/bad-setting', message: new RegExp(`The store has no ${method}\\(\\)`) }
      assert.throws(() => createEngine({ store: incomplete }), refused)
      assert.throws(() => createEngine({ sealedCookie: { ...sealedCookie, epochs: incomplete } }), refused)
    }
    const { touch: _, ...withoutTouch } = createMemoryStore()
    // @ts-expect-error a store without touch is no SessionStore
    assert.throws(() => createEngine({ store: withoutTouch }))
  })

  test('a home is needed, and one is enough', () => {
    assert.throws(() => createEngine({}), { code: 'session/bad-setting' })
    assert.throws(() => createEngine({ store: createMemoryStore(), sealedCookie }), { code: 'session/bad-setting' })
  })
})

describe('a new id that is taken already', () => {
  /** Gives the same id again and again, until it was asked for `count` ids. */
  function repeating(count: number): Randomness {
    let asked = 0
    return (bytes) => {
      asked += 1
      return asked > count ? systemRandomness(bytes) : new Uint8Array(bytes)
    }
  }
  const idOf = (cookie: string | null) => cookie?.split('.')[0] ?? ''

  test('S42 is never shared: another one is tried, and the session that has it stays as it is', async () => {
    const store = countingStore(createMemoryStore())
    const ana = createVisitor(createEngine({ store, randomness: repeating(3) }))
    await ana.visit((session) => session.set('user', 'ana'))
    const before = await store.load(idOf(ana.cookie()))
    const bea = createVisitor(createEngine({ store, randomness: repeating(3) }))
    await bea.visit((session) => session.set('user', 'bea'))
    assert.equal(store.calls.create, 3)
    assert.notEqual(idOf(bea.cookie()), idOf(ana.cookie()))
    assert.deepEqual(await store.load(idOf(ana.cookie())), before)
    assert.equal(await bea.visit((session) => session.get('user')), 'bea')
  })

  test('S45 three times over is a broken source of randomness, which is told, and nothing is stored', async () => {
    const store = countingStore(createMemoryStore())
    const randomness: Randomness = (bytes) => new Uint8Array(bytes)
    await createVisitor(createEngine({ store, randomness })).visit((session) => session.set('user', 'ana'))
    const bea = createVisitor(createEngine({ store, randomness }))
    await assert.rejects(
      bea.visit((session) => session.set('user', 'bea')),
      { code: 'session/exhausted', message: /source of randomness/ },
    )
    assert.equal(store.calls.create, 4)
    assert.equal(bea.cookie(), null)
  })
})
