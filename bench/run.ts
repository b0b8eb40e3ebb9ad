/**
 * `npm run bench`: checks the answers of everybody, times them, and says whether Comanda reaches its targets.
 *
 * `--quick` takes fewer and shorter rounds; `--only redis` takes those whose name has the text in it, and bare node:http;
 * `--write` puts the tables into docs/performance.md. Ends with 1 if a required target is missed.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkAnswers } from './checks.ts'
import { chooseCores, moveTo } from './cores.ts'
import { createDatabases, type Databases } from './databases.ts'
import { findDjango, howToGetDjango } from './django/find-django.ts'
import { replaceSection } from './document.ts'
import { addToHotSession, type HotSession } from './hot-session.ts'
import { type Server, startServer } from './server.ts'
import { hasSessions, type Place, planOf, STACK_NAMES } from './stacks/stack.ts'
import { assertNothingLost, storedCounts } from './stored-counts.ts'
import { hotTable, noiseSentence, timingTable, verdictTable } from './tables.ts'
import { type Subject, type Timing, type TimingPlan, timeAll } from './timing.ts'
import { type Finding, verdict } from './verdict.ts'
import { beginVisitors } from './visitors.ts'
import { CONNECTIONS, ensureWrk } from './wrk.ts'

const PLAN: TimingPlan = { rounds: 5, secondsEach: 2, warmUpSeconds: 3 }
const QUICK_PLAN: TimingPlan = { rounds: 3, secondsEach: 1, warmUpSeconds: 1 }
const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'performance.md')

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, only: { type: 'string', default: '' } },
})
const plan = options.quick ? QUICK_PLAN : PLAN
const hasDjango = findDjango() !== null
if (!hasDjango) say(`Django is left out. ${howToGetDjango}`)
const names = STACK_NAMES.filter(
  (name) => (name === 'bare' || name.includes(options.only)) && (hasDjango || planOf(name).library !== 'django'),
)
if (options.write && names.length < STACK_NAMES.length)
  throw new Error('The document has all stacks: --write without --only, and with Django.')

ensureWrk()
const cores = chooseCores()
if (cores.server === null) say('Without two cores and taskset, servers and load share cores: the figures say little.')
moveTo(cores.load)
const folder = temporaryFolder()
const databases = createDatabases(folder)
try {
  const contenders = await startServers(databases)
  const timings = await timed(contenders, databases)
  const hot = await addedToHotSessions(databases)
  const findings = verdict(timings, hot).filter(isAsked)

  const tables = [timingTable(timings), noiseSentence(timings), hotTable(hot), verdictTable(findings)]
  say(`\n${tables.join('\n\n')}\n`)
  if (options.write) writeDocument(timings, hot, findings)
  if (findings.some(({ required, reached }) => required && !reached)) process.exitCode = 1
} finally {
  await databases.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** A server that runs, and where its sessions are. */
interface Contender {
  readonly server: Server
  readonly place: Place
}

/** On the disk the project is on: a temporary folder may be in memory, where nothing is durable and all is fast. */
function temporaryFolder(): string {
  const parent = join(import.meta.dirname, '..', 'var')
  mkdirSync(parent, { recursive: true })
  return mkdtempSync(join(parent, 'bench-'))
}

async function startServers(databases: Databases): Promise<Contender[]> {
  const contenders: Contender[] = []
  for (const name of names) {
    const place = await databases.newPlace(planOf(name).store)
    const server = await startServer(name, cores.server, place)
    await checkAnswers(server)
    contenders.push({ server, place })
  }
  say(
    `${contenders.length} servers give the right answers. Timing: ${plan.rounds} rounds of ${plan.secondsEach} s each.`,
  )
  return contenders
}

async function timed(contenders: readonly Contender[], databases: Databases): Promise<Timing[]> {
  const subjects: Subject[] = []
  for (const { server } of contenders) {
    const cookiesFile = join(folder, `${server.name}.cookies`)
    writeFileSync(cookiesFile, `${(await beginVisitors(server)).join('\n')}\n`)
    for (const action of planOf(server.name).timed) subjects.push({ server, action, cookiesFile })
  }
  const before = await Promise.all(contenders.map(async ({ server }) => (await server.facts()).writesBegun))
  const around = { cores, databaseMicroseconds: databases.cpuMicroseconds }
  const timings = await timeAll(subjects, plan, around, say)
  for (const [at, contender] of contenders.entries()) await checkKept(contender, before[at] ?? 0, timings)
  return timings
}

/** Ends the server and looks whether Comanda's store has every write that was answered. */
async function checkKept({ server, place }: Contender, before: number, timings: readonly Timing[]): Promise<void> {
  const { writesBegun } = await server.facts()
  await server.stop()
  const { library, store, label } = planOf(server.name)
  const stored = library === 'comanda' ? await storedCounts(store, place) : null
  if (stored === null) return
  const answered = before + requestsOf(timings, server, 'write')
  assertNothingLost(stored, answered, writesBegun, CONNECTIONS * (plan.rounds * 2 + 1))
  say(`${label}: all ${answered.toLocaleString('en')} writes that were answered are there, read without the library.`)
}

function requestsOf(timings: readonly Timing[], server: Server, action: Subject['action']): number {
  const timing = timings.find(({ subject }) => subject.server === server && subject.action === action)
  return timing?.requests ?? 0
}

async function addedToHotSessions(databases: Databases): Promise<HotSession[]> {
  const hot: HotSession[] = []
  for (const name of names.filter(hasSessions)) {
    hot.push(await addToHotSession(name, cores.server, await databases.newPlace(planOf(name).store)))
  }
  return hot
}

/** Of some stacks alone, only what was timed is asked for. */
function isAsked({ value }: Finding): boolean {
  return names.length === STACK_NAMES.length || Number.isFinite(value)
}

function writeDocument(timings: readonly Timing[], hot: readonly HotSession[], findings: readonly Finding[]): void {
  let document = readFileSync(DOCUMENT, 'utf8')
  document = replaceSection(document, 'timings', `${timingTable(timings)}\n\n${noiseSentence(timings)}`)
  document = replaceSection(document, 'hot session', hotTable(hot))
  document = replaceSection(document, 'targets', verdictTable(findings))
  writeFileSync(DOCUMENT, document)
  say('docs/performance.md has the new figures.')
}

function say(line: string): void {
  console.log(line)
}
