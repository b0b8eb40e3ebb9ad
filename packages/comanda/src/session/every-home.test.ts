/** What a session is, whatever keeps it: the same tests for each home. */
import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { everyStore, type OpenStore } from '../../proofs/every-store.ts'
import { createSecrets } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createVisitor, type Visitor } from '../testing/visitor.ts'
import { createEngine, type Engine, type EngineOptions } from './engine.ts'
import type { Json } from './json.ts'

const secrets = createSecrets(['a secret of thirty-two bytes and more, for tests'])
const memory = createMemoryStore()

/** What keeps a session, and how it is opened. */
interface Home {
  readonly name: string
  readonly whyNot: string | false
  open(): Promise<Pick<EngineOptions, 'store' | 'sealedCookie'>>
}

const stores = everyStore.map(({ name, whyNot, open }): Home => {
  let kept: Promise<OpenStore> | null = null
  const openOnce = async () => {
    kept ??= open(Date.now)
    const { store } = await kept
    return { store }
  }
  after(async () => (await kept)?.close())
  return { name, whyNot, open: openOnce }
})
const homes: readonly Home[] = [
  ...stores,
  { name: 'a sealed cookie', whyNot: false, open: async () => ({ sealedCookie: { secrets } }) },
  {
    name: 'a sealed cookie with epochs',
    whyNot: false,
    open: async () => ({ sealedCookie: { secrets, epochs: memory } }),
  },
]

for (const { name, whyNot, open } of homes) {
  describe(`a session in ${name}`, { skip: whyNot }, () => {
    let engine: Engine
    let ana: Visitor
    /** What was written since this was last asked: `created`, `saved`, `touched`, `destroyed`. */
    let written: () => string[]

    beforeEach(async () => {
      let kinds: string[] = []
      engine = createEngine({ ...(await open()), observe: ({ kind }) => kinds.push(kind) })
      ana = createVisitor(engine)
      written = () => {
        const found = kinds.filter((kind) => ['created', 'saved', 'touched', 'destroyed'].includes(kind))
        kinds = []
        return found
      }
    })

    /** A session with these values whose browser has come back once, so that no touch is due. */
    async function settled(values: Readonly<Record<string, Json>>): Promise<void> {
      await ana.visit((session) => {
        for (const [key, value] of Object.entries(values)) session.set(key, value)
      })
      await ana.visit((session) => session.keys())
      written()
    }
    const opens = (cookie: string | null) => createVisitor(engine, cookie).visit((session) => session.keys().length > 0)

    test('S1 S20 that is fresh is empty, and looking at it writes nothing and makes no cookie', async () => {
      await ana.visit((session) => {
        assert.deepEqual(session.entries(), [])
        assert.equal(session.expiry(), null)
      })
      assert.deepEqual(written(), [])
      assert.equal(ana.cookie(), null)
    })

    test('S2 S3 has undefined where there is nothing, so that a default is one ?? away', async () => {
      await settled({ zero: 0, empty: '', no: false })
      await ana.visit((session) => {
        assert.equal(session.get('absent'), undefined)
        assert.equal(session.get('absent') ?? 'default', 'default')
        for (const [key, value] of Object.entries({ zero: 0, empty: '', no: false }))
          assert.equal(session.get(key) ?? 'default', value)
      })
      assert.deepEqual(written(), [])
    })

    test('S4 has what was set, at once and in the next request', async () => {
      await settled({})
      await ana.visit((session) => {
        session.set('dish', { name: 'paella' })
        assert.deepEqual(session.get('dish'), { name: 'paella' })
      })
      assert.deepEqual(written(), ['created'])
      await ana.visit((session) => assert.deepEqual(session.get('dish'), { name: 'paella' }))
    })

    test('S5 gives a pulled value once and for all', async () => {
      await settled({ code: '1234', other: 1 })
      await ana.visit((session) => {
        assert.equal(session.pull('code'), '1234')
        assert.equal(session.has('code'), false)
      })
      assert.deepEqual(written(), ['saved'])
      assert.deepEqual(await ana.visit((session) => session.keys()), ['other'])
    })

    test('S6 writes nothing when a value is pulled that is not there', async () => {
      await settled({ other: 1 })
      assert.equal(await ana.visit((session) => session.pull('code') ?? 'default'), 'default')
      assert.deepEqual(written(), [])
    })

    test('S9 S10 takes a first value by update, and leaves the one it has without a write', async () => {
      await settled({ other: 1 })
      const firstValue = (value: string) =>
        ana.visit((session) => {
          session.update('plan', (plan = value) => plan)
          return session.get('plan')
        })
      assert.equal(await firstValue('a'), 'a')
      assert.deepEqual(written(), ['saved'])
      assert.equal(await firstValue('b'), 'a')
      assert.deepEqual(written(), [])
    })

    test('S11 takes several values in one write, beside those it has', async () => {
      await settled({ a: 1, b: 2 })
      await ana.visit((session) => {
        for (const [key, value] of Object.entries({ b: 3, c: 4 })) session.set(key, value)
      })
      assert.deepEqual(written(), ['saved'])
      assert.deepEqual(Object.fromEntries(await ana.visit((session) => session.entries())), { a: 1, b: 3, c: 4 })
    })

    test('S12 S13 S14 S15 writes nothing when it is asked for its keys and values, empty or not', async () => {
      const look = () =>
        ana.visit((session) => {
          session.has('a')
          session.keys()
          return session.entries()
        })
      assert.deepEqual(await look(), [])
      await settled({ a: 1 })
      assert.deepEqual(await look(), [['a', 1]])
      await ana.visit((session) => session.clear())
      written()
      assert.deepEqual(await look(), [])
      assert.deepEqual(written(), [])
    })

    test('S17 keeps a deletion, and writes none of what was not there', async () => {
      await settled({ a: 1, b: 2 })
      await ana.visit((session) => session.delete('a'))
      assert.deepEqual(written(), ['saved'])
      assert.deepEqual(await ana.visit((session) => session.keys()), ['b'])
      await ana.visit((session) => session.delete('a'))
      assert.deepEqual(written(), [])
    })

    test('S19 that was emptied is a session still, unlike that of a stranger', async () => {
      await settled({ a: 1 })
      await ana.visit((session) => session.clear())
      assert.notEqual(ana.cookie(), null)
      await ana.visit((session) => {
        assert.deepEqual(session.keys(), [])
        assert.notEqual(session.expiry(), null)
      })
    })

    test('S21 has an id that no handler can choose', async () => {
      await ana.visit((session) => {
        for (const name of ['id', 'key', 'token', 'verifier', 'cookie']) Reflect.set(session, name, 'chosen')
        session.set('a', 1)
      })
      assert.equal(await opens('chosen'), false)
      assert.equal(ana.cookie()?.includes('chosen'), false)
    })

    test('S29 S30 begins with its first value, and its cookie opens it', async () => {
      await ana.visit((session) => session.set('a', 1))
      assert.deepEqual(written(), ['created'])
      assert.equal(await opens(ana.cookie()), true)
    })

    test('S31 S34 that was destroyed has no data, no end and no cookie (CVE-2015-3982)', async () => {
      await settled({ a: 1 })
      await ana.visit(async (session) => {
        await session.destroy()
        assert.deepEqual(session.entries(), [])
        assert.equal(session.expiry(), null)
      })
      assert.deepEqual(written(), ['destroyed'])
      assert.equal(ana.cookie(), null)
      assert.equal(await opens(''), false, 'and the empty cookie is nobody')
    })

    test('S32 S33 can be destroyed where there is none, and twice', async () => {
      await ana.visit((session) => session.destroy())
      assert.deepEqual(written(), [])
      await settled({ a: 1 })
      const bea = createVisitor(engine, ana.cookie())
      await ana.visit(async (session) => {
        await bea.visit((other) => other.destroy())
        await session.destroy()
        await session.destroy()
      })
      assert.equal(ana.cookie(), null)
    })

    test('S37 shows the same before and after a commit', async () => {
      await ana.visit(async (session) => {
        session.set('a', 1)
        await session.commit()
        assert.equal(session.get('a'), 1)
        session.set('b', 2)
        await session.commit()
        assert.deepEqual(session.entries(), [
          ['a', 1],
          ['b', 2],
        ])
      })
    })

    test('S63 gives back any value as it was', async () => {
      const anyValue = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json)
      await fc.assert(
        fc.asyncProperty(fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }), anyValue, async (key, value) => {
          const visitor = createVisitor(engine)
          await visitor.visit((session) => session.set(key, value))
          assert.deepEqual(await visitor.visit((session) => session.get(key)), value)
        }),
        { numRuns: 50 },
      )
    })

    test('a new token and changes are one write (express-session 935)', async () => {
      await settled({ a: 1 })
      await ana.visit((session) => {
        session.regenerate()
        session.set('a', 2)
      })
      assert.deepEqual(written(), ['saved'])
    })
  })
}
