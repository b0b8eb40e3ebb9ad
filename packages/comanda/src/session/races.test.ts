import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { createSqliteStore, type SqliteStore } from '../store/sqlite.node.ts'
import type { SessionStore } from '../store/store.ts'
import { createGate, gatedStore, type StorePoint } from '../testing/index.ts'
import { createVisitor } from '../testing/visitor.ts'
import { createEngine } from './engine.ts'

const addOne = (n: unknown) => ((n as number | undefined) ?? 0) + 1
const push = (item: string) => (list: unknown) => [...((list as string[] | undefined) ?? []), item]
const idOf = (cookie: string | null) => (cookie ?? '').split('.')[0] ?? ''

/** The two engines stand for two processes: they share the store and nothing else. */
function raceTests(name: string, storeOf: () => SessionStore): void {
  describe(`${name}: two requests of one visitor`, () => {
    const engineHere = () => createEngine({ store: storeOf() })

    async function signedIn() {
      const ana = createVisitor(engineHere())
      await ana.visit((session) => session.set('user', 'ana'))
      return { ana, cookie: ana.cookie() }
    }

    test('that add to one list both keep their item', async () => {
      const { ana, cookie } = await signedIn()
      const bea = createVisitor(engineHere(), cookie)
      await ana.visit(async (session) => {
        session.update('cart', push('A'))
        await bea.visit((other) => other.update('cart', push('B')))
      })
      assert.deepEqual(await ana.visit((session) => session.get('cart')), ['B', 'A'])
    })

    test('that set different keys both keep theirs', async () => {
      const { ana, cookie } = await signedIn()
      const bea = createVisitor(engineHere(), cookie)
      await ana.visit(async (session) => {
        session.set('x', 1)
        await bea.visit((other) => other.set('y', 2))
      })
      assert.deepEqual(await ana.visit((session) => session.entries()), [
        ['user', 'ana'],
        ['y', 2],
        ['x', 1],
      ])
    })

    test('a slow reader undoes nothing', async () => {
      const { ana, cookie } = await signedIn()
      const bea = createVisitor(engineHere(), cookie)
      await ana.visit(async (session) => {
        session.get('cart')
        await bea.visit((other) => other.update('cart', push('B')))
      })
      assert.deepEqual(await ana.visit((session) => session.get('cart')), ['B'])
    })

    test('a sign-out during a slow writer is final: the old cookie is a stranger and the row is gone', async () => {
      const { ana, cookie } = await signedIn()
      const bea = createVisitor(engineHere(), cookie)
      const slow = ana.visit(async (session) => {
        session.update('cart', push('A'))
        await bea.visit((other) => other.destroy())
      })
      await assert.rejects(slow, { code: 'session/gone' })
      assert.equal(await storeOf().load(idOf(cookie)), null)
      assert.equal(await createVisitor(engineHere(), cookie).visit((session) => session.has('user')), false)
    })

    test('a sign-out during a slow reader is final: the old cookie is a stranger and the row is gone', async () => {
      const { ana, cookie } = await signedIn()
      const bea = createVisitor(engineHere(), cookie)
      await ana.visit(async (session) => {
        session.get('user')
        await bea.visit((other) => other.destroy())
      })
      assert.equal(await storeOf().load(idOf(cookie)), null)
      assert.equal(await createVisitor(engineHere(), cookie).visit((session) => session.has('user')), false)
    })

    test('a sign-out that lands between the load and the save of a commit is final', async () => {
      const { cookie } = await signedIn()
      const gate = createGate<StorePoint>()
      const slow = createVisitor(createEngine({ store: gatedStore(storeOf(), gate) }), cookie)
      gate.hold('save')
      const writing = slow.visit((session) => session.update('cart', push('A')))
      await gate.reached('save')
      await createVisitor(engineHere(), cookie).visit((session) => session.destroy())
      gate.release('save')
      await assert.rejects(writing, { code: 'session/gone' })
      assert.equal(await storeOf().load(idOf(cookie)), null)
    })

    test('100 parallel updates of one engine make 100', async () => {
      const { ana } = await signedIn()
      await Promise.all(Array.from({ length: 100 }, () => ana.visit((session) => session.update('count', addOne))))
      assert.equal(await ana.visit((session) => session.get('count')), 100)
    })

    test('100 parallel updates spread over four engines make 100', async () => {
      const { ana, cookie } = await signedIn()
      const visitors = Array.from({ length: 4 }, () => createVisitor(engineHere(), cookie))
      const visits = Array.from({ length: 100 }, (_, nth) =>
        visitors[nth % 4]?.visit((session) => session.update('count', addOne)),
      )
      await Promise.all(visits)
      assert.equal(await ana.visit((session) => session.get('count')), 100)
    })

    test('writers that wait in the queue run into no conflict', async () => {
      const { cookie } = await signedIn()
      let conflicts = 0
      const store = storeOf()
      const watched: SessionStore = {
        ...store,
        async save(record, ifVersion) {
          const saved = await store.save(record, ifVersion)
          if (saved.kind === 'conflict') conflicts += 1
          return saved
        },
      }
      const ana = createVisitor(createEngine({ store: watched }), cookie)
      await Promise.all(Array.from({ length: 50 }, () => ana.visit((session) => session.update('count', addOne))))
      assert.equal(conflicts, 0)
    })
  })
}

raceTests(
  'memory',
  (() => {
    const store = createMemoryStore()
    return () => store
  })(),
)

let folder: string
let sqlite: SqliteStore
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'comanda-races-'))
  sqlite = createSqliteStore({ path: join(folder, 'sessions.sqlite') })
})
after(async () => {
  await sqlite.close()
  rmSync(folder, { recursive: true })
})
raceTests('sqlite', () => sqlite)

test('a session that others never leave alone ends in "exhausted", not in an endless loop', async () => {
  const store = createMemoryStore()
  const ana = createVisitor(createEngine({ store }))
  await ana.visit((session) => session.set('a', 1))
  const busy: SessionStore = {
    ...store,
    async save(record) {
      const current = await store.load(record.id)
      assert.ok(current)
      return { kind: 'conflict', current: { ...current, version: record.version + 1, writeId: 'somebody else' } }
    },
  }
  const engine = { ...createEngine({ store: busy }), pause: async () => {} }
  await assert.rejects(
    createVisitor(engine, ana.cookie()).visit((session) => session.set('a', 2)),
    { code: 'session/exhausted' },
  )
})
