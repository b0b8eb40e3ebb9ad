/**
 * `npm run bench`: checks the answers of everybody, times them, and says whether Comanda reaches its targets.
 *
 * `--quick` takes fewer and shorter rounds; `--write` puts the tables into docs/performance.md. Ends with 1 if a
 * required target is missed.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkAnswers } from './checks.ts'
import { type Cores, chooseCores, moveTo } from './cores.ts'
import { replaceSection } from './document.ts'
import { addToHotSession, type HotSession } from './hot-session.ts'
import { type Server, startServer } from './server.ts'
import { SESSION_STACKS, STACKS } from './stacks/stack.ts'
import { assertNothingLost, storedCounts } from './stored-counts.ts'
import { hotTable, noiseSentence, timingTable, verdictTable } from './tables.ts'
import { type Subject, type Timing, type TimingPlan, timeAll } from './timing.ts'
import { verdict } from './verdict.ts'
import { beginVisitors } from './visitors.ts'
import { CONNECTIONS, ensureWrk } from './wrk.ts'

const PLAN: TimingPlan = { rounds: 5, secondsEach: 3, warmUpSeconds: 3 }
const QUICK_PLAN: TimingPlan = { rounds: 3, secondsEach: 1, warmUpSeconds: 1 }
const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'performance.md')

const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, write: { type: 'boolean' } } })
const plan = options.quick ? QUICK_PLAN : PLAN

ensureWrk()
const cores = chooseCores()
if (cores.server === null) say('Without two cores and taskset, servers and load share cores: the figures say little.')
moveTo(cores.load)
const folder = temporaryFolder()
try {
  const servers = await startServers(folder, cores)
  const timings = await timed(servers, folder, cores)
  const hot: HotSession[] = []
  for (const name of SESSION_STACKS) hot.push(await addToHotSession(name, cores.server, join(folder, 'hot.sqlite')))
  const findings = verdict(timings)

  const tables = [timingTable(timings), noiseSentence(timings), hotTable(hot), verdictTable(findings)]
  say(`\n${tables.join('\n\n')}\n`)
  if (options.write) writeDocument(timings, hot)
  if (findings.some(({ required, reached }) => required && !reached)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** On the disk the project is on: a temporary folder may be in memory, where nothing is durable and all is fast. */
function temporaryFolder(): string {
  const parent = join(import.meta.dirname, '..', 'var')
  mkdirSync(parent, { recursive: true })
  return mkdtempSync(join(parent, 'bench-'))
}

async function startServers(folder: string, cores: Cores): Promise<Server[]> {
  const servers: Server[] = []
  for (const name of STACKS) {
    const server = await startServer(name, cores.server, { file: join(folder, 'sessions.sqlite') })
    await checkAnswers(server)
    servers.push(server)
  }
  say(`${servers.length} servers give the right answers. Timing: ${plan.rounds} rounds of ${plan.secondsEach} s each.`)
  return servers
}

async function timed(servers: readonly Server[], folder: string, cores: Cores): Promise<Timing[]> {
  const subjects: Subject[] = []
  for (const server of servers) {
    const cookiesFile = join(folder, `${server.name}.cookies`)
    writeFileSync(cookiesFile, `${(await beginVisitors(server)).join('\n')}\n`)
    for (const action of actionsOf(server)) subjects.push({ server, action, cookiesFile })
  }
  const before = await Promise.all(servers.map(async (server) => (await server.facts()).writesBegun))
  const timings = await timeAll(subjects, plan, cores, say)
  for (const [at, server] of servers.entries()) {
    const { writesBegun } = await server.facts()
    await server.stop()
    if (server.name !== 'comanda-sqlite') continue
    const answered = (before[at] ?? 0) + requestsOf(timings, server, 'write')
    const stored = storedCounts(join(folder, 'sessions.sqlite'))
    assertNothingLost(stored, answered, writesBegun, CONNECTIONS * (plan.rounds * 2 + 1))
    say(`SQLite holds all ${whole(answered)} writes that were answered, read from the file after the server ended.`)
  }
  return timings
}

/** Routes without a session are the same whatever the store: they are timed once. */
function actionsOf({ name }: Server): readonly Subject['action'][] {
  switch (name) {
    case 'bare':
    case 'hono':
      return ['plain']
    case 'comanda-memory':
      return ['plain', 'read', 'write']
    case 'comanda-sqlite':
    case 'fastify-memory':
    case 'express-memory':
      return ['read', 'write']
  }
}

function requestsOf(timings: readonly Timing[], server: Server, action: Subject['action']): number {
  const timing = timings.find(({ subject }) => subject.server === server && subject.action === action)
  return timing?.requests ?? 0
}

function writeDocument(timings: readonly Timing[], hot: readonly HotSession[]): void {
  let document = readFileSync(DOCUMENT, 'utf8')
  document = replaceSection(document, 'timings', `${timingTable(timings)}\n\n${noiseSentence(timings)}`)
  document = replaceSection(document, 'hot session', hotTable(hot))
  document = replaceSection(document, 'targets', verdictTable(verdict(timings)))
  writeFileSync(DOCUMENT, document)
  say('docs/performance.md has the new figures.')
}

function whole(value: number): string {
  return value.toLocaleString('en')
}

function say(line: string): void {
  console.log(line)
}
