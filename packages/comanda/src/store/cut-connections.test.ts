/**
 * A save whose connection is cut, after every number of bytes of its answer, and all over its question: it is done once and
 * acknowledged. Two mistakes that are often made show that these tests would find one.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CutOne, type FaultProxy, startFaultProxy } from '@comanda/test-kit/fault-proxy'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { redisClients } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { createSessions, headOf, text, withSession } from '../http/index.ts'
import { createWriteIds, systemRandomness } from '../session/token.ts'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { createPostgresStore, migratePostgresStore } from './postgres.ts'
import { createRedisStore } from './redis.ts'
import { type SessionStore, StoreUnavailable } from './store.ts'

/** So many places a question is cut in, at a distance that begins elsewhere in each run. */
const QUESTION_CUTS = 16
const NOBODY = 'A'.repeat(22)
const RECOVERY_MS_MAX = 60_000
const BYS = ['reset', 'end'] as const

/** Saves as `inner` does, or with a mistake. `recovered` resolves when the store can be asked again. */
type Saving = (inner: SessionStore, recovered: () => Promise<void>) => SessionStore['save']

/**
 * Right: fails, but only once the store can be asked again. A client that has just lost its connection refuses the next try
 * at once, and a try that never reaches the server would show no mistake.
 */
const failing: Saving = (inner, recovered) => (record, ifVersion) =>
  inner.save(record, ifVersion).catch(async (error: unknown) => {
    await recovered()
    throw error
  })

const newWriteId = createWriteIds(systemRandomness)

/** Writes what the engine cannot recognise as its own. */
const forgettingWriteIds: Saving = (inner, recovered) => {
  const save = failing(inner, recovered)
  return (record, ifVersion) => save({ ...record, writeId: newWriteId() }, ifVersion)
}

/** Sends again by itself and tells nobody, as clients do that are not told otherwise. */
const sendingAgain: Saving = (inner, recovered) => (record, ifVersion) =>
  inner.save(record, ifVersion).catch(async () => {
    await recovered()
    return inner.save(record, ifVersion)
  })

/** A visitor of an app whose store is behind a proxy. */
interface Bench {
  /** Adds one, and the connection is cut as it is saved: it must be acknowledged and be there once. Answers how often it was tried. */
  addCut(cut: CutOne): Promise<number>
  /** How many bytes the question and the answer of such a save have. */
  measure(): Promise<{ readonly questions: number; readonly answers: number }>
}

function newBench(proxy: FaultProxy, store: SessionStore, saving: Saving): Bench {
  let cookie = ''
  let count = 1_000
  let cut: CutOne | null = null
  let saves = 0

  const cutting: SessionStore = {
    ...store,
    save(record, ifVersion) {
      saves += 1
      // Only now: otherwise the answer that is cut would be that of a load.
      if (cut !== null) proxy.set(cut)
      cut = null
      return store.save(record, ifVersion)
    },
  }
  const save = saving(cutting, () => recovered(store))
  const sessions = createSessions<{ count: number }>({ store: { ...store, save }, baseUrl: 'https://shop.example' })

  async function add(by: number): Promise<Response> {
    const head = headOf(new Request('https://shop.example/', { headers: { cookie } }))
    const response = await withSession(sessions, head, async (visit) => {
      const session = await visit.session()
      session.update('count', (found = 0) => found + by)
      await session.commit()
      return text(String(session.get('count')))
    })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return response
  }

  return {
    async addCut(wanted) {
      await newConnection()
      if (cookie === '') await begin()
      cut = wanted
      saves = 0
      const response = await add(1)
      count += 1
      const how = JSON.stringify(wanted)
      assert.equal(response.status, 200, `${how}: it is not acknowledged`)
      assert.equal(Number(await response.text()), count, `${how}: it was not added once`)
      return saves
    },
    async measure() {
      await newConnection()
      await begin()
      // The first save of all tells the server of a script.
      assert.equal((await add(1)).status, 200)
      const record = await store.load(/=([\w-]+)\./.exec(cookie)?.[1] ?? '')
      assert.ok(record !== null)
      await newConnection()
      proxy.heard()
      proxy.answered()
      await store.save({ ...record, version: record.version + 1, writeId: newWriteId() }, record.version)
      return { questions: proxy.heard().length, answers: proxy.answered().length }
    },
  }

  async function begin(): Promise<void> {
    assert.equal((await add(count)).status, 200)
    await newConnection()
  }

  /** On which the server has prepared no statement of a save yet: that makes its questions and answers longer. */
  async function newConnection(): Promise<void> {
    proxy.reset()
    await recovered(store)
  }
}

/** Resolves when the store can be asked. */
async function recovered(store: SessionStore): Promise<void> {
  const started = performance.now()
  for (;;) {
    try {
      await store.load(NOBODY)
      return
    } catch (error) {
      assert.ok(error instanceof StoreUnavailable && performance.now() - started < RECOVERY_MS_MAX, String(error))
      await sleep(5)
    }
  }
}

async function cutAnswers(proxy: FaultProxy, store: SessionStore, saving: Saving): Promise<number> {
  const { answers } = await newBench(proxy, store, failing).measure()
  const bench = newBench(proxy, store, saving)
  for (let bytes = 0; bytes < answers; bytes += 1)
    for (const by of BYS) {
      const tries = await bench.addCut({ cutOneAfterBytes: bytes, of: 'answers', by })
      // Of the end of its last line some clients need no more to understand it.
      assert.ok(tries === 2 || bytes >= answers - 2, `the answer was not cut after ${bytes} bytes of ${answers}`)
    }
  return answers
}

/** A store whose server is behind a proxy. */
interface StoreToCut {
  readonly url: string
  open(url: string): Promise<{ readonly store: SessionStore; close(): unknown }>
}

function cutConnections(name: string, { url, open }: StoreToCut): void {
  describe(`cut connections: ${name}`, () => {
    let proxy: FaultProxy
    let opened: { readonly store: SessionStore; close(): unknown }

    before(async () => {
      proxy = await startFaultProxy(Number(new URL(url).port))
      opened = await open(proxy.through(url))
    })
    after(async () => {
      await opened?.close()
      await proxy?.close()
    })

    test('the answer of a save, cut after any number of bytes, in good order or not: added once and acknowledged', async (context) => {
      const answers = await cutAnswers(proxy, opened.store, failing)
      context.diagnostic(`an answer has ${answers} bytes`)
      assert.ok(answers > 10)
    })

    test('the question of a save, cut anywhere: nothing of it is done, and the next try adds once', async (context) => {
      const bench = newBench(proxy, opened.store, failing)
      const { questions } = await newBench(proxy, opened.store, failing).measure()
      const distance = Math.floor(questions / QUESTION_CUTS)
      const first = Date.now() % distance
      context.diagnostic(`a question has ${questions} bytes, cut after ${first} and each ${distance} more`)
      assert.ok(questions > 200)
      const places = Array.from({ length: QUESTION_CUTS }, (_, nth) => first + nth * distance)
      for (const [nth, bytes] of [...places, questions - 1].entries())
        assert.equal(await bench.addCut({ cutOneAfterBytes: bytes, of: 'questions', by: BYS[nth % 2] ?? 'end' }), 2)
    })

    for (const [mistake, saving] of [
      ['does not recognise what it wrote itself', forgettingWriteIds],
      ['has a client that sends again by itself', sendingAgain],
    ] as const)
      test(`a store that ${mistake} is found`, async () => {
        await assert.rejects(cutAnswers(proxy, opened.store, saving), /it was not added once\n\n1002 !== 1001/)
        proxy.set('pass')
        await recovered(opened.store)
      })
  })
}

const noPostgres = whyNoPostgres()
if (noPostgres !== false) test('cut connections: PostgreSQL', { skip: noPostgres }, () => {})
else {
  const url = await newPostgresDatabase('cuts')
  const direct = new pg.Pool({ connectionString: url })
  await migratePostgresStore(direct)
  await direct.end()
  cutConnections('PostgreSQL', {
    url,
    async open(through) {
      const pool = new pg.Pool({ ...PATIENT_POOL, connectionString: through })
      return { store: createPostgresStore({ ...PATIENT, pool }), close: () => pool.end() }
    },
  })
}

const noRedis = whyNoRedis()
if (noRedis !== false) test('cut connections: Redis', { skip: noRedis }, () => {})
else
  for (const { name, open: openClient } of redisClients)
    cutConnections(`Redis by ${name}`, {
      url: await newRedisDatabase(),
      async open(through) {
        const { client, close } = await openClient(through)
        return { store: createRedisStore({ ...PATIENT, client }), close }
      },
    })
