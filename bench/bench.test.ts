import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { whyNoPostgres } from '@comanda/test-kit/postgres'
import { whyNoRedis } from '@comanda/test-kit/redis'
import { createMemoryStore } from 'comanda/store/memory'
import { nextRecord, sampleRecord } from 'comanda/testing'
import { checkAnswers } from './checks.ts'
import { onCore } from './cores.ts'
import { createDatabases } from './databases.ts'
import { whyNoDjango } from './django/find-django.ts'
import { replaceSection } from './document.ts'
import { foreignShare, parseCpuTimes } from './foreign-load.ts'
import { addToHotSession, type HotSession } from './hot-session.ts'
import { cpuOfTree, parseProcess, ticksOfTree } from './process-cpu.ts'
import type { Server } from './server.ts'
import { startStack } from './stacks/index.ts'
import { signedIn } from './stacks/signed-in.ts'
import { type Place, planOf, STACK_NAMES, type StackName, type StoreKind } from './stacks/stack.ts'
import { median, percentile } from './statistics.ts'
import { assertNothingLost, storedCounts } from './stored-counts.ts'
import { hotTable, noiseSentence, timingTable } from './tables.ts'
import { countedSamples, type Subject, type Timing } from './timing.ts'
import { verdict } from './verdict.ts'
import { parseLoadResult } from './wrk.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-bench-'))
const databases = createDatabases(folder)
const running: Server[] = []
after(async () => {
  await Promise.all(running.map((server) => server.stop()))
  await databases.stop()
  rmSync(folder, { recursive: true, force: true })
})

function whyNot(store: StoreKind): string | false {
  if (store === 'cached' || store === 'cluster-users') return whyNoPostgres() || whyNoRedis()
  if (store === 'postgres') return whyNoPostgres()
  return store.startsWith('redis') || store === 'cluster' ? whyNoRedis() : false
}

/** Processes of their own would take a second each; the hot session below has one. */
async function inThisProcess(name: StackName, place: Place): Promise<Server> {
  const stack = await startStack(name, { ...place, countConflicts: false })
  return {
    name,
    url: `http://127.0.0.1:${stack.port}`,
    cpuMicroseconds: async () => 0,
    facts: async () => stack.facts(),
    stop: () => stack.close(),
  }
}

for (const name of STACK_NAMES) {
  const { library, store } = planOf(name)
  const skip = whyNot(store) || (library === 'django' && whyNoDjango())
  test(`${name} gives the answers it is timed for`, { skip }, async () => {
    const place = await databases.newPlace(store)
    const server = await inThisProcess(name, place)
    running.push(server)
    await checkAnswers(server)
    if (library !== 'comanda' || store === 'memory') return
    assert.equal(await storedCounts(store, place), (await server.facts()).writesBegun)
  })
}

test('an answer that is wrong is not timed', async () => {
  const hono = running.find(({ name }) => name === 'hono')
  assert.ok(hono)
  // It has no sessions, whatever it is called.
  await assert.rejects(checkAnswers({ ...hono, name: 'fastify-memory' }))
})

test('what a hot session keeps is counted, and Comanda keeps all of it without a conflict', async () => {
  const place = await databases.newPlace('sqlite')
  const hot = await addToHotSession('comanda-sqlite', null, place)
  assert.equal(hot.kept, 200)
  assert.equal(hot.conflicts, 0)
  assert.match(hotTable([hot]), /200 of 200/)
  // 200 adds to warm up, and 200 more, see hot-session.ts.
  assert.equal(await storedCounts('sqlite', place), 400)
})

test('a session is somebody’s from the write on that names its visitor', async () => {
  const memory = createMemoryStore()
  const store = signedIn(memory, 'visitor')
  const record = sampleRecord(Date.now(), { data: '{}' })
  await store.create(record)
  assert.equal((await memory.load(record.id))?.userId, null)
  await store.save(nextRecord(record, { data: '{"visitor":"ana"}' }), 1)
  assert.equal((await memory.load(record.id))?.userId, 'ana')
  const born = sampleRecord(Date.now(), { data: '{"visitor":"ben"}' })
  await store.create(born)
  assert.equal((await memory.load(born.id))?.userId, 'ben')
})

test('a write that is lost is noticed', () => {
  assertNothingLost(400, 400, 400, 0)
  assertNothingLost(400, 390, 400, 32)
  assert.throws(() => assertNothingLost(399, 400, 400, 32), /400 writes were answered/)
  assert.throws(() => assertNothingLost(399, 390, 400, 32), /400 begun/)
  assert.throws(() => assertNothingLost(400, 300, 400, 32), /300 writes were answered/)
})

test('the result of wrk is read, and nothing else is taken for one', () => {
  const line = '{"requests":100,"microseconds":2000000,"bytes":430000,"errors":1,"p99":900,"cpuMicroseconds":70000}'
  assert.deepEqual(parseLoadResult(`Running 2s test\n${line}\n`), {
    requests: 100,
    seconds: 2,
    bytes: 430_000,
    errors: 1,
    p99Microseconds: 900,
    cpuMicroseconds: 70_000,
  })
  assert.throws(() => parseLoadResult('Running 2s test\n'), /did not print its result/)
  assert.throws(() => parseLoadResult('{"requests":100}'), /no microseconds/)
})

test('what other programs use of a core is told apart from what the server uses', () => {
  const stat = 'cpu  9 9 9 9 9 9 9 9 9 9\ncpu0 100 0 50 800 10 0 5 1 0 0\ncpu1 1 1 1 1 1 1 1 1 0 0\n'
  const before = parseCpuTimes(stat, 0)
  assert.deepEqual(before, { busy: 156, all: 966 })
  const later = { busy: 256, all: 1_066 }
  assert.equal(foreignShare(before, later, 900_000), 0.1)
  assert.equal(foreignShare(before, later, 2_000_000), 0)
  assert.equal(foreignShare(null, later, 0), null)
  assert.equal(parseCpuTimes(stat, 7), null)
})

test('what a program uses is told with all processes it has started, whatever they are called', () => {
  const line = (pid: number, parent: number, name: string, times: string) =>
    `${pid} (${name}) S ${parent} 1 1 0 -1 4194560 900 0 0 0 ${times} 20 0 1 0 55 1000 99`
  const all = [
    line(7, 1, 'postgres', '10 5 3 2'),
    line(9, 8, 'a) S 1 (b', '4 0 0 0'),
    line(8, 7, 'postgres: writer', '1 1 0 0'),
    line(10, 1, 'other', '99 99 0 0'),
  ].map(parseProcess)
  assert.deepEqual(all[0], { pid: 7, parent: 1, ticks: 20 })
  assert.equal(ticksOfTree(7, all), 26)
  assert.equal(ticksOfTree(11, all), 0)
  assert.equal(Number.isFinite(cpuOfTree(process.pid)), true)
})

test('the middle of the figures is one of them', () => {
  assert.equal(median([5, 1, 9]), 5)
  assert.equal(median([4, 2, 3, 1]), 2)
  assert.equal(percentile([...Array(200).keys()], 99), 197)
  assert.ok(Number.isNaN(median([])))
})

/** A timing with these requests per second. */
function timing(name: Server['name'], action: Subject['action'], ...rates: number[]): Timing {
  const server = { name } as Server
  const samples = rates.map((rate) => ({
    requestsPerSecond: rate,
    cpuMicroseconds: 1e6 / rate,
    databaseMicroseconds: 0,
    p99Microseconds: 1_000,
    foreign: null,
  }))
  return { subject: { server, action, cookiesFile: '' }, samples, requests: 0 }
}

const timings = (write: number): Timing[] => [
  timing('bare', 'plain', 100_000),
  timing('comanda-memory', 'plain', 80_000),
  timing('comanda-memory', 'read', 60_000, 61_000, 1_000),
  timing('comanda-sqlite', 'read', 39_000),
  timing('comanda-sqlite', 'write', write),
  timing('fastify-memory', 'read', 20_000),
  timing('fastify-memory', 'write', 15_000),
  timing('express-memory', 'read', 10_000),
  timing('express-memory', 'write', 9_000),
  timing('express-sqlite', 'read', 8_000),
  timing('express-sqlite', 'write', 700),
]

test('the verdict compares medians with the better peer, and what was not timed reaches nothing', () => {
  const reached = (all: readonly Timing[]) =>
    new Map(verdict(all, []).map(({ what, reached }) => [what.replace(/,? (times|part) .*/, ''), reached]))
  const found = reached(timings(15_001))
  assert.equal(found.get('reads on memory'), true)
  assert.equal(found.get('reads on SQLite'), false)
  assert.equal(found.get('durable writes on SQLite'), true)
  assert.equal(found.get('no session'), true)
  assert.equal(found.get('read, memory'), false)
  assert.equal(found.get('reads on Redis'), false)
  assert.equal(reached(timings(15_000)).get('durable writes on SQLite'), false)
  assert.deepEqual(new Set(reached([]).values()), new Set([false]))
})

test('parts of bare node:http are judged by requests per second, whatever the CPU time', () => {
  const all = timings(15_001).map((one): Timing => {
    const samples = one.samples.map((sample) => ({ ...sample, cpuMicroseconds: 10 }))
    return { ...one, samples }
  })
  const parts = verdict([...all, timing('comanda-sqlite-normal', 'write', 38_000)], []).filter(({ what }) =>
    what.endsWith('part of bare node:http'),
  )
  const of = (name: string) => parts.find(({ what }) => what.startsWith(`${name},`))
  assert.deepEqual(new Set(parts.map(({ by }) => by)), new Set(['requests/s']))
  assert.equal(of('no session')?.value, 0.8)
  assert.equal(of('read, memory')?.reached, false)
  assert.equal(of('write, SQLite NORMAL')?.reached, true)
})

test('one add that a hot session of Comanda loses on any store, or one conflict, is a failure', () => {
  const one = { name: 'comanda-redis', kept: 200, conflicts: 0, p99Milliseconds: 40 } as const
  const peer = { name: 'fastify-redis', kept: 12, conflicts: null, p99Milliseconds: 20 } as const
  const failed = (...hot: readonly HotSession[]) =>
    verdict([], [...hot, peer])
      .filter(({ by, required, reached }) => by !== 'CPU time' && by !== 'requests/s' && required && !reached)
      .map(({ by }) => by)
  assert.deepEqual(failed(one), [])
  assert.deepEqual(failed(one, { ...one, name: 'comanda-files', kept: 199 }), ['adds'])
  assert.deepEqual(failed(one, { ...one, conflicts: 1 }), ['conflicts'])
  assert.deepEqual(failed(), ['adds', 'conflicts'])
})

test('the table shows the middle, the ends and the part of bare node:http', () => {
  assert.match(timingTable(timings(1)), /\| 60,000 \(1,000–61,000\) +\| 0\.60 /)
})

test('only what is between the marks of a document is replaced', () => {
  const document = 'a\n<!-- x: written by the bench -->\nold\n<!-- /x -->\nb'
  const replaced = 'a\n<!-- x: written by the bench -->\n\nnew\n\n<!-- /x -->\nb'
  assert.equal(replaceSection(document, 'x', 'new'), replaced)
  assert.equal(replaceSection(replaced, 'x', 'new'), replaced)
  assert.throws(() => replaceSection(document, 'y', 'new'), /no section/)
})

test('rounds that other programs disturbed are left out, unless hardly any would remain', () => {
  const disturbed = (foreign: readonly number[]): Timing => {
    const { subject, samples, requests } = timing('bare', 'plain', ...foreign.map((_, at) => at + 1))
    return { subject, requests, samples: samples.map((sample, at) => ({ ...sample, foreign: foreign[at] ?? 0 })) }
  }
  const counted = (...foreign: number[]) => countedSamples(disturbed(foreign)).map((one) => one.requestsPerSecond)
  assert.deepEqual(counted(0, 0.5, 0.01, 0.12, 0.13), [1, 3, 4])
  assert.deepEqual(counted(0, 0.5, 0.01, 0.2), [1, 2, 3, 4])
  assert.match(noiseSentence([disturbed([0, 0, 0, 0.5])]), /In 1 of 4 rounds .* 12 % of a core; 1 were left out/)
})

test('a server runs on one core only where that was chosen', () => {
  assert.deepEqual(onCore(null, 'node', ['a']), ['node', ['a']])
  assert.deepEqual(onCore(0, 'node', ['a']), ['taskset', ['-c', '0', 'node', 'a']])
})
