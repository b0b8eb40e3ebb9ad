import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createSecrets } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createSqliteStore, type SqliteStore } from '../store/sqlite.node.ts'
import type { SessionStore } from '../store/store.ts'
import { createGate, gatedStore, type StorePoint } from '../testing/index.ts'
import { createVisitor, type Visitor } from '../testing/visitor.ts'
import { openSession } from './active-session.ts'
import { createEngine } from './engine.ts'

const addOne = (n: unknown) => ((n as number | undefined) ?? 0) + 1
const idOf = (cookie: string | null) => (cookie ?? '').split('.')[0] ?? ''

let folder: string
let sqlite: SqliteStore
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'comanda-commit-'))
  sqlite = createSqliteStore({ path: join(folder, 'sessions.sqlite') })
})
after(async () => {
  await sqlite.close()
  rmSync(folder, { recursive: true })
})

const memory = createMemoryStore()
for (const [name, storeOf] of [
  ['memory', () => memory],
  ['sqlite', () => sqlite],
] as const) {
  describe(`a commit on ${name}`, () => {
    async function signedIn(): Promise<Visitor> {
      const ana = createVisitor(createEngine({ store: storeOf() }))
      await ana.visit((session) => session.set('user', 'ana'))
      return ana
    }

    test('into which a sign-out comes, between its load and its save, stores nothing', async () => {
      const ana = await signedIn()
      const cookie = ana.cookie()
      const gate = createGate<StorePoint>()
      const slow = createVisitor(createEngine({ store: gatedStore(storeOf(), gate) }), cookie)
      gate.hold('save')
      const writing = slow.visit((session) => session.update('count', addOne))
      await gate.reached('save')
      await ana.visit((session) => session.destroy())
      gate.release('save')
      await assert.rejects(writing, { code: 'session/gone' })
      assert.equal(await storeOf().load(idOf(cookie)), null)
    })

    test('that waits in the queue runs into no conflict', async () => {
      const cookie = (await signedIn()).cookie()
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
      assert.equal(await ana.visit((session) => session.get('count')), 50)
    })

    test('among 100 of four processes at once is lost no more than the others', async () => {
      const ana = await signedIn()
      const visitors = Array.from({ length: 4 }, () => createVisitor(createEngine({ store: storeOf() }), ana.cookie()))
      const visits = Array.from({ length: 100 }, (_, nth) =>
        visitors[nth % 4]?.visit((session) => session.update('count', addOne)),
      )
      await Promise.all(visits)
      assert.equal(await ana.visit((session) => session.get('count')), 100)
    })
  })
}

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

test('a commit that is stored does not fail for what its request did meanwhile: that is for the next one to tell', async () => {
  const store = createMemoryStore()
  const ana = createVisitor(createEngine({ store }))
  await ana.visit((session) => session.set('a', 1))
  const gate = createGate<StorePoint>()
  const session = await openSession(createEngine({ store: gatedStore(store, gate) }), ana.cookie())
  session.get('a')
  session.update('b', addOne)
  gate.hold('save')
  const first = session.commit()
  await gate.reached('save')
  await ana.visit((other) => other.set('a', 'changed meanwhile'))
  session.set('a', 2)
  gate.release('save')
  await first
  await assert.rejects(session.finish(200), { code: 'session/conflict' })
  assert.deepEqual(await ana.visit((other) => other.entries()), [
    ['a', 'changed meanwhile'],
    ['b', 1],
  ])
})

test('what another request keeps in a sealed cookie of its own is not taken for stored', async () => {
  const secrets = createSecrets(['a secret of this test, more than 32 bytes'])
  const engine = createEngine({ sealedCookie: { secrets } })
  const ana = createVisitor(engine)
  await ana.visit((session) => session.set('user', 'ana'))
  const tabs = Array.from({ length: 3 }, () => createVisitor(engine, ana.cookie()))
  await Promise.all(tabs.map((tab) => tab.visit((session) => session.set('language', 'es'))))
  for (const tab of tabs) {
    assert.equal(await createVisitor(engine, tab.cookie()).visit((session) => session.get('language')), 'es')
  }
})
