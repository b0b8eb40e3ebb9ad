import { test } from 'node:test'
import { createEnds } from '@comanda/test-kit/ends'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { redisClients } from '@comanda/test-kit/redis-clients'
import { historyContract, raceContract, restlessHome, storeContract } from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { storeHome } from '../testing/races/engine-home.ts'
import { createRedisStore, type RedisStore } from './redis.ts'

const reason = whyNoRedis()
const atEnd = createEnds()

if (reason !== false) test('Redis', { skip: reason }, () => {})
else {
  const url = await newRedisDatabase()
  for (const { name, open } of redisClients) {
    const { client, close } = await open(url)
    atEnd(close)
    const anew = async () => {
      const another = await open(url)
      atEnd(another.close)
      return another.client
    }
    storeContract(`Redis by ${name}`, ({ clock }) => ({
      store: createRedisStore({ ...PATIENT, client, clock }),
      reopen: async () => createRedisStore({ ...PATIENT, client: await anew(), clock }),
    }))
    const stores: readonly [RedisStore, RedisStore] = [
      createRedisStore({ ...PATIENT, client }),
      createRedisStore({ ...PATIENT, client: await anew() }),
    ]
    raceContract(`Redis by ${name}, two connections`, (context) => ({ home: storeHome(stores, context) }))
    historyContract(`Redis by ${name}, two connections`, (unrest) => ({ home: restlessHome(stores, unrest) }), {
      rounds: 2,
      operations: 300,
    })
  }
}
