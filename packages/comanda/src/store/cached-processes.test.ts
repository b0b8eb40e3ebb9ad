import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import { PATIENT } from '../testing/patience.ts'
import { storeProcesses } from '../testing/store-processes.ts'
import { createCachedStore } from './cached.ts'
import { createRedisCache } from './redis.ts'
import { createSqliteStore } from './sqlite.node.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const reason = whyNoRedis()
if (reason !== false) test('several processes: Redis in front of SQLite', { skip: reason }, () => {})
else
  await storeProcesses('Redis in front of SQLite', {
    file: import.meta.filename,
    async newPlace() {
      const folder = mkdtempSync(join(tmpdir(), 'comanda-cached-processes-'))
      folders.push(folder)
      return `${await newRedisDatabase()} ${join(folder, 'sessions.sqlite')}`
    },
    async open(place) {
      const [url = '', path = ''] = place.split(' ')
      const { client, close } = await openIovalkey(url)
      const durable = createSqliteStore({ path })
      // What goes wrong shows in what the processes find.
      const report = (): void => {}
      return {
        ...createCachedStore({ ...PATIENT, fast: createRedisCache({ client }), durable, report }),
        async close() {
          close()
          await durable.close()
        },
      }
    },
  })
