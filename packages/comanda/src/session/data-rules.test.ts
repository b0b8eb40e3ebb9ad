import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { addMessage, takeMessages } from '../message/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import type { SessionStore } from '../store/store.ts'
import { createVisitor } from '../testing/visitor.ts'
import type { StandardSchema } from './data-rules.ts'
import { createEngine } from './engine.ts'

interface Data {
  readonly visits: number
  readonly dishes: readonly string[]
}

/** A schema as the libraries make them: visits must be a whole number, dishes default to none. */
const schema: StandardSchema<Data> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => {
      const { visits = 0, dishes = [], ...other } = value as Partial<Data>
      const issues = [
        ...(Number.isInteger(visits) ? [] : [{ message: 'not a whole number', path: ['visits'] }]),
        ...(Array.isArray(dishes) ? [] : [{ message: 'not a list', path: [{ key: 'dishes' }] }]),
        ...Object.keys(other).map((key) => ({ message: 'unknown', path: [key] })),
      ]
      return issues.length > 0 ? { issues } : { value: { visits, dishes } }
    },
  },
}

let store: SessionStore
beforeEach(() => {
  store = createMemoryStore()
})

describe('a schema of the data', () => {
  test('is checked when a session is loaded, and may fill in defaults', async () => {
    const ana = createVisitor(createEngine({ store, schema }))
    await ana.visit((session) => session.set('visits', 1))
    assert.deepEqual(await ana.visit((session) => session.get('dishes')), [])
  })

  test('that stored data does not fit is an error, never an empty session that would be saved over it', async () => {
    const old = createVisitor(createEngine({ store }))
    await old.visit((session) => session.set('visits', 'many, and secret'))
    const ana = createVisitor(createEngine({ store, schema }), old.cookie())
    await assert.rejects(
      ana.visit((session) => session.get('visits')),
      (error: Error) => {
        assert.match(error.message, /does not fit the schema \(at visits\)/)
        assert.equal(error.message.includes('secret'), false, 'no value is told')
        return 'code' in error && error.code === 'session/unreadable'
      },
    )
    assert.equal(await old.visit((session) => session.get('visits')), 'many, and secret')
  })

  test('is checked before anything is stored, so that no session becomes unreadable', async () => {
    const ana = createVisitor(createEngine({ store, schema }))
    await ana.visit((session) => session.set('visits', 1))
    const cases: [string, unknown][] = [
      ['visits', 1.5],
      ['dishes', 'paella'],
      ['typo', 1],
    ]
    for (const [key, value] of cases) {
      await assert.rejects(
        ana.visit((session) => session.set(key, value)),
        { code: 'session/bad-data' },
      )
    }
    await assert.rejects(
      createVisitor(createEngine({ store, schema })).visit((session) => session.set('typo', 1)),
      {
        code: 'session/bad-data',
      },
    )
    assert.equal(await ana.visit((session) => session.get('visits')), 1)
  })

  test('says nothing of what modules keep: messages and carts have slots of their own', async () => {
    const ana = createVisitor(createEngine({ store, schema }))
    await ana.visit((session) => addMessage(session, 'info', 'hello'))
    assert.equal((await ana.visit(takeMessages)).length, 1)
  })

  test('that validates asynchronously is refused with a sentence', async () => {
    const later: StandardSchema<Data> = {
      '~standard': { ...schema['~standard'], validate: async () => ({ value: {} }) },
    }
    const ana = createVisitor(createEngine({ store, schema: later }))
    await assert.rejects(
      ana.visit((session) => session.set('visits', 1)),
      { code: 'session/bad-setting' },
    )
  })
})

describe('a version of the data', () => {
  const migrate = (data: Readonly<Record<string, unknown>>, from: number) => ({
    visits: from === 0 ? Number(data['count']) : (data['visits'] as number),
    dishes: [],
  })

  test('older data is migrated when it is loaded, and stored so with the next change', async () => {
    const old = createVisitor(createEngine({ store }))
    await old.visit((session) => {
      session.set('count', '7')
      addMessage(session, 'info', 'kept')
    })
    const ana = createVisitor(createEngine({ store, schema, dataVersion: 2, migrate }), old.cookie())
    assert.equal(await ana.visit((session) => session.get('visits')), 7)
    await ana.visit((session) => session.update('visits', (n) => (n as number) + 1))
    assert.equal(await ana.visit((session) => session.get('visits')), 8)
    assert.equal((await ana.visit(takeMessages)).length, 1)
  })

  test('parallel updates across a migration lose nothing', async () => {
    const old = createVisitor(createEngine({ store }))
    await old.visit((session) => session.set('count', '7'))
    const engine = createEngine({ store, dataVersion: 2, migrate })
    const ana = createVisitor(engine, old.cookie())
    const add = () => ana.visit((session) => session.update('visits', (n) => (n as number) + 1))
    await Promise.all(Array.from({ length: 20 }, add))
    assert.equal(await ana.visit((session) => session.get('visits')), 27)
  })

  test('newer data is left alone: an app that was rolled back does not spoil it', async () => {
    const newer = createVisitor(createEngine({ store, dataVersion: 3 }))
    await newer.visit((session) => session.set('a', 1))
    const rolledBack = createVisitor(createEngine({ store, dataVersion: 2, migrate }), newer.cookie())
    await assert.rejects(
      rolledBack.visit((session) => session.get('a')),
      { code: 'session/unreadable', message: /version 3/ },
    )
    assert.equal(await newer.visit((session) => session.get('a')), 1)
  })

  test('that is no whole number is refused when the app starts', () => {
    assert.throws(() => createEngine({ store, dataVersion: 1.5 }), { code: 'session/bad-setting' })
  })
})
