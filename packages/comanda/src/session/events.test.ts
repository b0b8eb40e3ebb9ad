import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { createSecrets } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import type { SessionStore } from '../store/store.ts'
import { createVisitor, type Visitor } from '../testing/visitor.ts'
import { createEngine, type Engine } from './engine.ts'
import type { SessionEvent } from './events.ts'

let events: SessionEvent[]
let store: SessionStore
let engine: Engine
let ana: Visitor

beforeEach(async () => {
  events = []
  store = createMemoryStore()
  engine = createEngine({ store, observe: (event) => events.push(event) })
  ana = createVisitor(engine)
  await ana.visit((session) => session.set('a', 1))
})

const told = () => events.splice(0).map((event) => ('reason' in event ? `${event.kind} ${event.reason}` : event.kind))

test('the life of a session is told as it happens', async () => {
  await ana.visit((session) => session.get('a'))
  await ana.visit((session) => session.set('a', 2))
  await ana.visit((session) => session.regenerate())
  await ana.visit((session) => session.destroy())
  assert.deepEqual(told(), [
    'created',
    ...['loaded', 'touched'],
    ...['loaded', 'saved'],
    ...['loaded', 'saved', 'regenerated'],
    ...['loaded', 'destroyed'],
  ])
})

test('a conflict and the replay after it are told, with the attempts', async () => {
  const bea = createVisitor(createEngine({ store }), ana.cookie())
  await ana.visit(async (session) => {
    session.update('a', (n) => (n as number) + 1)
    await bea.visit((other) => other.set('b', 1))
  })
  const saved = events.find((event) => event.kind === 'saved')
  assert.equal(saved?.attempts, 2)
  assert.deepEqual(told(), ['created', 'loaded', 'conflict', 'saved'])
})

test('a commit that is refused is told by its code', async () => {
  const bea = createVisitor(createEngine({ store }), ana.cookie())
  const lost = ana.visit(async (session) => {
    session.set('a', 2)
    await bea.visit((other) => other.destroy())
  })
  await assert.rejects(lost)
  const refused = events.find((event) => event.kind === 'refused')
  assert.equal(refused?.code, 'session/gone')
})

test('S64 why a cookie opens nothing is told: guessing looks different from an old tab', async () => {
  const old = ana.cookie() ?? ''
  const [id] = old.split('.')
  await ana.visit((session) => session.regenerate())
  told()
  const other = 'BBBBBBBBBBBBBBBBBBBBBA'
  for (const cookie of ['nonsense', `${other}.${other}`, `${id}.${other}`, old]) {
    assert.equal(await createVisitor(engine, cookie).visit((session) => session.get('a')), undefined)
  }
  assert.deepEqual(told(), [
    'stranger malformed',
    'stranger unknown',
    'stranger wrong-verifier',
    'stranger stale-token',
  ])
})

test('a sealed cookie of nobody here, and one of an old secret, are told', async () => {
  const [newer, older] = ['the newer secret of more than 32 bytes', 'the older secret of more than 32 bytes']
  const engineWith = (...list: string[]) =>
    createEngine({ sealedCookie: { secrets: createSecrets(list) }, observe: (event) => events.push(event) })
  const bea = createVisitor(engineWith(older))
  await bea.visit((session) => session.set('a', 1))
  told()
  await createVisitor(engineWith(newer), bea.cookie()).visit((session) => session.get('a'))
  assert.deepEqual(told(), ['stranger bad-signature'])
  await createVisitor(engineWith(newer, older), bea.cookie()).visit((session) => session.get('a'))
  assert.deepEqual(told().slice(0, 2), ['old-secret', 'loaded'])
})

test('an observer that throws is reported and spoils no request', async () => {
  const reported: unknown[] = []
  const broken = createEngine({
    store,
    report: (error) => reported.push(error),
    observe: () => {
      throw new RangeError('a mistake of the observer')
    },
  })
  assert.equal(await createVisitor(broken, ana.cookie()).visit((session) => session.get('a')), 1)
  assert.ok(reported[0] instanceof RangeError)
})
