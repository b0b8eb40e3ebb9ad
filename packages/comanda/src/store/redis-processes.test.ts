import { test } from 'node:test'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import { PATIENT } from '../testing/patience.ts'
import { storeProcesses } from '../testing/store-processes.ts'
import { createRedisStore } from './redis.ts'

const reason = whyNoRedis()
if (reason !== false) test('several processes: Redis', { skip: reason }, () => {})
else
  await storeProcesses('Redis', {
    file: import.meta.filename,
    newPlace: newRedisDatabase,
    async open(url) {
      const { client, close } = await openIovalkey(url)
      return { ...createRedisStore({ ...PATIENT, client }), close: async () => close() }
    },
  })
