import { whyNoPostgres } from '@comanda/test-kit/postgres'
import { whyNoRedis } from '@comanda/test-kit/redis'
import type { StoreOfProcesses } from './stores.ts'

/** Why tests of a store are left out on this machine, or false if they run. */
export function whyNot({ needs = [] }: StoreOfProcesses): string | false {
  const reasons = { PostgreSQL: whyNoPostgres, Redis: whyNoRedis }
  return needs.map((need) => reasons[need]()).find((reason) => reason !== false) ?? false
}
