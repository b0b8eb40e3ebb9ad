/** The shop's promises, its starts and its commands on PostgreSQL: see the files that are loaded. */
import { test } from 'node:test'
import { again } from './app/data/testing/again.ts'
import { testOnPostgres } from './app/data/testing/new-database.ts'

const whyNot = testOnPostgres()
if (whyNot !== false) test('the shop as a process, on PostgreSQL', { skip: whyNot }, () => {})
else {
  again('proofs', () => import('./proofs.test.ts'))
  again('server', () => import('./server.test.ts'))
  again('cli', () => import('./cli.test.ts'))
}
