import {
  findPostgres,
  findRedis,
  howToGetPostgres,
  howToGetRedis,
  type Server,
  startPostgres,
  startRedis,
} from '@comanda/test-kit/servers'
import type { Need, Provided } from './need.ts'

/** One PostgreSQL for the run; each test file makes a database of its own in it. */
export const postgres: Need = {
  name: 'PostgreSQL',
  debianPackages: ['postgresql'],
  find: findPostgres,
  variable: 'COMANDA_POSTGRES_URL',
  howToGet: howToGetPostgres,
  provide: async () => provided(await startPostgres()),
}

/** One Redis for the run; each test file takes a database number of its own. */
export const redis: Need = {
  name: 'Redis',
  debianPackages: ['redis-server'],
  find: findRedis,
  variable: 'COMANDA_REDIS_URL',
  howToGet: howToGetRedis,
  provide: async () => provided(await startRedis()),
}

function provided({ url, stop }: Server): Provided {
  return { value: url, stop }
}
