import { setTimeout as pause } from 'node:timers/promises'
import { type App, startApp, writing } from './app-process.ts'
import { type CrashReport, destroyedIn, lostAt } from './audit.ts'
import { storeNamed } from './stores.ts'

/** What came of crashes of a server. */
export interface ServerCrashReport extends CrashReport {
  /** How many of the acknowledged writes were the end of a session. */
  readonly destroyed: number
  readonly backMsMax: number
}

const APPS = 2

/**
 * Kills the server of a store under the writes of two apps, which go on when it is back, and looks what is there in the
 * end. One kill for each of the `moments`: so many milliseconds after each app has had some writes acknowledged.
 */
export async function killServer(name: string, moments: readonly number[]): Promise<ServerCrashReport> {
  const store = storeNamed(name)
  const place = await store.newPlace()
  if (place.server === undefined) throw new Error(`${name} has no server.`)
  const apps: App[] = []
  let backMsMax = 0
  try {
    for (let app = 0; app < APPS; app += 1) apps.push(startApp({ role: 'endure', store: name, words: place.words }))
    for (const ms of moments) {
      await writing(apps)
      await pause(ms)
      await place.server.kill()
      const started = performance.now()
      await place.server.restart()
      backMsMax = Math.max(backMsMax, Math.round(performance.now() - started))
    }
    await writing(apps)
    for (const app of apps) await app.kill()
    const lines = apps.flatMap((app) => app.lines)
    const lost = await lostAt(store, place.words, lines)
    return { acknowledged: lines.length, destroyed: destroyedIn(lines), lost, backMsMax }
  } finally {
    for (const app of apps) await app.kill()
    await place.remove()
  }
}
