import assert from 'node:assert/strict'
import { after } from 'node:test'
import { Cluster, Redis } from 'iovalkey'
import { newRedisDatabase, redisTest, startRedis, startRedisCluster } from './redis.ts'

const open: Redis[] = []
after(() => {
  for (const client of open) client.disconnect()
})

function clientOf(url: string): Redis {
  const client = new Redis(url)
  open.push(client)
  return client
}

redisTest('each test file has a database of its own', async () => {
  const [one, two] = (await Promise.all([newRedisDatabase(), newRedisDatabase()])).map(clientOf)
  await one?.set('note', 'mine')
  assert.equal(await two?.get('note'), null)
  assert.equal(await one?.get('note'), 'mine')
})

redisTest('a server of its own keeps what it acknowledged through a kill', async () => {
  const server = await startRedis({ durable: true, settings: { maxmemory: '8mb' } })
  try {
    const client = clientOf(server.url)
    assert.deepEqual(await client.config('GET', 'maxmemory'), ['maxmemory', String(8 * 1024 * 1024)])
    await client.set('note', 'kept')
    client.disconnect()
    await server.kill()
    await server.restart()
    const another = clientOf(server.url)
    assert.equal(await another.get('note'), 'kept')
    await another.quit()
  } finally {
    await server.stop()
    await server.stop()
  }
})

redisTest('a cluster knows all its slots when it is handed over', async () => {
  const cluster = await startRedisCluster()
  try {
    const client = new Cluster(cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port })))
    await Promise.all(Array.from({ length: 20 }, (_, key) => client.set(`key-${key}`, key)))
    assert.equal(await client.get('key-19'), '19')
    await client.quit()
  } finally {
    await cluster.stop()
  }
})
