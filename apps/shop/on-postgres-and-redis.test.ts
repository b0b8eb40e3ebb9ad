/** The shop's promises, its starts and its commands on PostgreSQL and Redis: see the files that are loaded. */
import { test } from 'node:test'
import { again } from './app/data/testing/again.ts'
import { testOnPostgresAndRedis } from './app/data/testing/new-database.ts'

const whyNot = testOnPostgresAndRedis()
if (whyNot !== false) test('the shop as a process, on PostgreSQL and Redis', { skip: whyNot }, () => {})
else {
  again('proofs', () => import('./proofs.test.ts'))
  again('server', () => import('./server.test.ts'))
  again('cli', () => import('./cli.test.ts'))
}
