import assert from 'node:assert/strict'
import { redisTest, startRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import { nextRecord, sampleRecord } from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { createRedisStore } from './redis.ts'
import { type SessionRecord, type SessionStore, StoreUnavailable } from './store.ts'

const WRITERS = 8
const CRASHES = 3
const WRITES_BEFORE_CRASH = 400

/** The version that was acknowledged last, of each session; `ended` if its destroy was. */
type Acknowledged = Map<string, number | 'ended'>

/** Creates, saves and destroys until the server is gone. */
async function write(store: SessionStore, acknowledged: Acknowledged): Promise<void> {
  try {
    for (;;) {
      let record: SessionRecord = sampleRecord(Date.now())
      if (await store.create(record)) acknowledged.set(record.id, 1)
      for (let save = 0; save < 3; save += 1) {
        record = nextRecord(record)
        const { kind } = await store.save(record, record.version - 1)
        if (kind === 'saved') acknowledged.set(record.id, record.version)
      }
      if (acknowledged.size % 3 !== 0) continue
      // The crash may come after it was done and before it was answered.
      acknowledged.delete(record.id)
      await store.destroy(record.id)
      acknowledged.set(record.id, 'ended')
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
  }
}

redisTest('a Redis that is killed under load has all that it acknowledged, with its file written always', async () => {
  const server = await startRedis({ durable: true })
  try {
    for (let crash = 0; crash < CRASHES; crash += 1) {
      const { client, close } = await openIovalkey(server.url)
      const store = createRedisStore({ ...PATIENT, client })
      const acknowledged: Acknowledged = new Map()
      const writers = Array.from({ length: WRITERS }, () => write(store, acknowledged))
      while (acknowledged.size < WRITES_BEFORE_CRASH) await new Promise((resolve) => setTimeout(resolve, 1))
      await server.kill()
      await Promise.all(writers)
      close()
      await server.restart()
      const again = await openIovalkey(server.url)
      await checkKept(createRedisStore({ ...PATIENT, client: again.client }), acknowledged)
      again.close()
    }
  } finally {
    await server.stop()
  }
})

async function checkKept(store: SessionStore, acknowledged: Acknowledged): Promise<void> {
  assert.ok([...acknowledged.values()].includes('ended'))
  for (const [id, version] of acknowledged) {
    const record = await store.load(id)
    if (version === 'ended') assert.equal(record, null, `${id} came back`)
    else assert.ok(record !== null && record.version >= version, `${id} lost version ${version}`)
  }
}
