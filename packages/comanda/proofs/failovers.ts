import { setTimeout as pause } from 'node:timers/promises'
import { type FaultProxy, startFaultProxy } from '@comanda/test-kit/fault-proxy'
import { type RedisSentinels, startRedisSentinels } from '@comanda/test-kit/servers'
import type { SessionStore } from '../src/store/store.ts'
import { sampleRecord } from '../src/testing/sample-record.ts'
import { type App, startApp, whileAlive, writing } from './app-process.ts'
import { lostAt } from './audit.ts'
import { storeNamed } from './stores.ts'

/** What came of the loss of a primary. */
export interface FailoverReport {
  /** Milliseconds until a write was acknowledged by the replica that took over. */
  readonly awayMs: number
  /** Writes that had been acknowledged until then. */
  readonly acknowledged: number
  /** What of them is not there: a sentence each. */
  readonly lost: readonly string[]
  /** What is not there of the writes that were acknowledged afterwards. */
  readonly lostAfterwards: readonly string[]
}

const STORE = 'Redis behind sentinels'
const behindSentinels = storeNamed(STORE)
/** The last lines of an app are on their way; no sentinel takes the primary for dead so soon. */
const LATE_LINES_MS = 200

/** Kills the primary under the writes of two apps, which find the replica that takes over through the sentinels. */
export async function killPrimary(): Promise<FailoverReport> {
  const redis = await startRedisSentinels({ durable: true })
  const words = JSON.stringify({ name: redis.name, ports: redis.ports })
  const apps: App[] = []
  try {
    for (const _ of [1, 2]) apps.push(startApp({ role: 'endure', store: STORE, words }))
    await writing(apps)
    const killed = performance.now()
    await redis.primary.kill()
    await pause(LATE_LINES_MS)
    const atKill = apps.map((app) => app.lines.length)
    await whileAlive(apps, () => apps.every((app, index) => app.lines.length > (atKill[index] ?? 0)))
    const awayMs = Math.round(performance.now() - killed)
    while ((await redis.portOfPrimary()) !== redis.replica.port) await pause(LATE_LINES_MS)
    const before = apps.map((app) => app.lines.length)
    await writing(apps)
    for (const app of apps) await app.kill()
    const linesBefore = apps.flatMap((app, index) => app.lines.slice(0, before[index]))
    const linesAfter = apps.flatMap((app, index) => app.lines.slice(before[index]))
    const lost = await lostAt(behindSentinels, words, linesBefore)
    const lostAfterwards = await lostAt(behindSentinels, words, linesAfter)
    return { awayMs, acknowledged: linesBefore.length, lost, lostAfterwards }
  } finally {
    for (const app of apps) await app.kill()
    await redis.stop()
  }
}

/** How an app and a primary are set that lose sight of everybody else together. */
export interface CutOffOptions {
  /** Whether the app's client asks the sentinels all the time whether its primary is still theirs. */
  readonly failoverDetector: boolean
  /** Settings of Redis. */
  readonly settings: Readonly<Record<string, string>>
}

/** What came of it. */
export interface CutOffReport {
  /** Milliseconds until the sentinels had another primary. */
  readonly replacedMs: number
  /** Writes of the app that were acknowledged before the cut, and are not there afterwards. */
  readonly lostBefore: readonly string[]
  /** Those that were acknowledged during the cut, and are not there afterwards. */
  readonly lost: readonly string[]
  /** How long after the cut the last of those was acknowledged, in milliseconds. */
  readonly lostForMs: number
  /** Ends of older sessions that were acknowledged during the cut; so many of them are there again. */
  readonly ended: number
  readonly undone: number
}

const OLD_SESSIONS = 500
/** After the sentinels have another primary. */
const STILL_CUT_OFF_MS = 3_000

/**
 * Cuts a primary off from its replica and from the sentinels, but not from an app that writes to it, until the replica has
 * taken over and some time more; then lets them see each other again.
 */
export async function cutPrimaryOff({ failoverDetector, settings }: CutOffOptions): Promise<CutOffReport> {
  const proxy = Promise.withResolvers<FaultProxy>()
  const redis = await startRedisSentinels({
    durable: true,
    settings,
    async portOfPrimary(port) {
      proxy.resolve(await startFaultProxy(port))
      return (await proxy.promise).port
    },
  })
  const { port, set, reset, close } = await proxy.promise
  const natMap = { [`127.0.0.1:${port}`]: { host: '127.0.0.1', port: redis.primary.port } }
  const words = JSON.stringify({ name: redis.name, ports: redis.ports, natMap, failoverDetector })
  const app = startApp({ role: 'endure', store: STORE, words })
  const store = await behindSentinels.open(words, false)
  try {
    const old = await createMany(store)
    await writing([app])
    const before = app.lines.length
    await redis.replicated()
    set('hang')
    const { seen, ended, replacedMs } = await whileCutOff(redis, app, store, old)
    reset()
    set('pass')
    await writing([app])
    await app.kill()
    const missed = await lostAt(behindSentinels, words, app.lines)
    const isLost = (line: string) => missed.some((sentence) => sentence.endsWith(`: ${line}`))
    const last = app.lines.findLastIndex(isLost)
    return {
      replacedMs,
      lostBefore: app.lines.slice(0, before).filter(isLost),
      lost: app.lines.slice(before).filter(isLost),
      lostForMs: last < 0 ? 0 : (seen.find(({ lines }) => lines > last)?.ms ?? Infinity),
      ended: ended.length,
      undone: (await lostAt(behindSentinels, words, ended)).length,
    }
  } finally {
    await app.kill()
    await store.close?.()
    await close()
    await redis.stop()
  }
}

async function createMany(store: SessionStore): Promise<string[]> {
  const records = Array.from({ length: OLD_SESSIONS }, () => sampleRecord(Date.now()))
  await Promise.all(records.map((record) => store.create(record)))
  return records.map(({ id }) => id)
}

/** Ends the old sessions, one after the other, and looks how many lines the app has printed, so many milliseconds after the cut. */
async function whileCutOff(redis: RedisSentinels, app: App, store: SessionStore, old: readonly string[]) {
  const started = performance.now()
  const since = () => Math.round(performance.now() - started)
  const seen: { readonly ms: number; readonly lines: number }[] = []
  const ended: string[] = []
  let replacedMs = Infinity
  while (since() < replacedMs + STILL_CUT_OFF_MS) {
    if ((await redis.portOfPrimary()) === redis.replica.port) replacedMs = Math.min(replacedMs, since())
    const id = old[seen.length]
    if (id !== undefined && (await isEnded(store, id))) ended.push(`destroyed ${id}`)
    seen.push({ ms: since(), lines: app.lines.length })
  }
  return { seen, ended, replacedMs }
}

/** False if it was refused: by a primary that misses its replica, or by one that is none any more. */
function isEnded(store: SessionStore, id: string): Promise<boolean> {
  return store.destroy(id).then(
    () => true,
    () => false,
  )
}
