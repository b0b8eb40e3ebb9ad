import { setTimeout as pause } from 'node:timers/promises'
import { startApp, whileAlive } from './app-process.ts'
import { type CrashReport, lostAt } from './audit.ts'
import { storeNamed } from './stores.ts'

/**
 * Kills an app that writes to the store, so many milliseconds after its first write was acknowledged, and looks what is
 * there; the next one goes on at the same place. One kill for each of the `moments`.
 */
export async function killApps(name: string, moments: readonly number[]): Promise<CrashReport> {
  const store = storeNamed(name)
  const place = await store.newPlace()
  const [lines, lost]: [string[], string[]] = [[], []]

  try {
    for (const ms of moments) {
      const app = startApp({ role: 'write', store: name, words: place.words })
      try {
        await whileAlive([app], () => app.lines.length > 0)
        await pause(ms)
      } finally {
        await app.kill()
      }
      lost.push(...(await lostAt(store, place.words, app.lines)))
      lines.push(...app.lines)
    }
    // Once more, all of it: a later kill takes nothing either.
    lost.push(...(await lostAt(store, place.words, lines)))
    return { acknowledged: lines.length, lost }
  } finally {
    await place.remove()
  }
}
