/**
 * Many crashes of each kind, each a hundred times, or as often as the environment says: `CRASHES=1000 npm run test:long`.
 * The short versions are the tests beside this file; a failure names the seed to have it again with.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killApps } from './app-kills.ts'
import type { CrashReport } from './audit.ts'
import { momentsOf } from './moments.ts'
import { cutPower, whyNoPowerCut } from './power-cuts.ts'
import { killServer } from './server-kills.ts'
import { stores } from './stores.ts'
import { whyNot } from './why-not.ts'

const CRASHES = Number(process.env['CRASHES'] ?? 100)
const noPowerCut = whyNoPowerCut()

/** Crashes of one kind. */
interface Kind {
  readonly what: string
  readonly crash: (name: string, moments: readonly number[]) => Promise<CrashReport>
  readonly msMax: number
  readonly skip: string | false
}

function manyCrashes(name: string, { what, crash, msMax, skip }: Kind): void {
  const title = `${name}: ${CRASHES} ${what} take nothing that was acknowledged`
  test(title, { skip, timeout: Infinity }, async (context) => {
    const { seed, moments } = momentsOf(CRASHES, msMax)
    const { acknowledged, lost, backMsMax } = await crash(name, moments)
    assert.deepEqual(lost, [], `seed ${seed}`)
    const back = backMsMax === undefined ? '' : `; the server was back after ${backMsMax} ms at most`
    context.diagnostic(`seed ${seed}: ${acknowledged} writes were acknowledged, none was lost${back}`)
  })
}

for (const [name, store] of Object.entries(stores))
  manyCrashes(name, { what: 'kills of the app', crash: killApps, msMax: 500, skip: whyNot(store) })
for (const name of ['PostgreSQL', 'Redis'] as const)
  manyCrashes(name, { what: 'kills of the server', crash: killServer, msMax: 500, skip: whyNot(stores[name]) })
for (const name of ['files', 'SQLite', 'PostgreSQL', 'Redis'] as const) {
  const skip = noPowerCut || whyNot(stores[name])
  manyCrashes(name, { what: 'power cuts', crash: cutPower, msMax: 1_000, skip })
}
