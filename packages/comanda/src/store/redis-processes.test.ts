import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import { storeProcesses } from '../testing/store-processes.ts'
import { createRedisStore } from './redis.ts'

if (whyNoRedis() === false)
  await storeProcesses('Redis', {
    file: import.meta.filename,
    newPlace: newRedisDatabase,
    async open(url) {
      const { client, close } = await openIovalkey(url)
      return { ...createRedisStore({ client }), close: async () => close() }
    },
  })
