/**
 * `npm run bench:sessions`: what requests, and calls of the stores, cost in SQLite and PostgreSQL with ten thousand sessions
 * and with a million, and what requests notice of a sweep. Ends with 1 if a request, a load, save or touch by itself, or a
 * session that is swept costs more than 1.5 times as much. `-- --write` puts the tables into docs/performance.md;
 * `-- --quick` makes a hundred thousand; `-- sqlite` and `-- postgres` leave the other one out.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres } from '@comanda/test-kit/servers'
import { replaceSection } from '../document.ts'
import { type CpuMeter, childrenCpu, ownCpu } from './cpu.ts'
import { type Contestant, openPostgres, openSqlite } from './homes.ts'
import { type Figures, measure, type Plan } from './measure.ts'
import { besideTable, costTable, missed } from './verdict.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const DOCUMENT = join(ROOT, 'docs', 'performance.md')
const FOLDER = join(ROOT, 'var', 'bench-sessions')
const SMALL = 10_000
const isQuick = process.argv.includes('--quick')
const LARGE = isQuick ? 100_000 : 1_000_000
const PLAN: Plan = {
  warmUpRounds: 3,
  rounds: isQuick ? 7 : 15,
  readsAlone: 4_096,
  writesAlone: 64,
  readsTogether: 4_096,
  writesTogether: 512,
  beside: { seconds: 2, turns: isQuick ? 2 : 4 },
  checked: 5_000,
}

const figures: Figures[] = []
if (!process.argv.includes('postgres')) {
  tell(`SQLite: makes ${LARGE.toLocaleString('en')} sessions, if they are not there.`)
  figures.push(await measureBoth('SQLite', (count) => openSqlite(FOLDER, count), ownCpu))
}
if (!process.argv.includes('sqlite')) {
  const server = await startPostgres({ durable: true })
  tell(`PostgreSQL: makes ${LARGE.toLocaleString('en')} sessions.`)
  try {
    figures.push(await measureBoth('PostgreSQL', (count) => openPostgres(server.url, count), childrenCpu(server.pid())))
  } finally {
    await server.stop()
  }
}

const tables = [
  'Whole requests, and a session that is swept:',
  costTable(figures, 'requests', SMALL, LARGE),
  'Requests beside a sweep:',
  besideTable(figures),
  'Calls of the store by themselves:',
  costTable(figures, 'calls', SMALL, LARGE),
].join('\n\n')
console.log(`\n${tables}\n`)
for (const sentence of missed(figures)) {
  console.error(sentence)
  process.exitCode = 1
}
if (process.argv.includes('--write')) {
  writeFileSync(DOCUMENT, replaceSection(readFileSync(DOCUMENT, 'utf8'), 'sessions', tables))
  console.log('docs/performance.md has the tables.')
}

async function measureBoth(
  store: string,
  open: (count: number) => Promise<Contestant>,
  cpu: CpuMeter,
): Promise<Figures> {
  const small = await open(SMALL)
  const large = await open(LARGE)
  try {
    tell(`${store}: measures.`)
    return await measure(store, { small, large }, cpu, PLAN, tell)
  } finally {
    await small.close()
    await large.close()
  }
}

function tell(line: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${line}`)
}
