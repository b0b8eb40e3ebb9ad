/**
 * Many crashes of each kind, each a hundred times, or as often as the environment says: `CRASHES=1000 npm run test:long`.
 * The short versions are the tests beside this file; a failure names the seed to have it again with.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CrashReport, killApps } from './app-kills.ts'
import { momentsOf } from './moments.ts'
import { cutPower, whyNoPowerCut } from './power-cuts.ts'
import { killServer } from './server-kills.ts'
import { type StoreOfProcesses, stores } from './stores.ts'
import { whyNot } from './why-not.ts'

const CRASHES = Number(process.env['CRASHES'] ?? 100)
const noPowerCut = whyNoPowerCut()

type Crash = (name: string, moments: readonly number[]) => Promise<CrashReport>

function crashes(
  what: string,
  name: string,
  store: StoreOfProcesses,
  crash: Crash,
  msMax: number,
  skip = whyNot(store),
) {
  test(`${name}: ${CRASHES} ${what} take nothing that was acknowledged`, {
    skip,
    timeout: Infinity,
  }, async (context) => {
    const { seed, moments } = momentsOf(CRASHES, msMax)
    const { acknowledged, lost, backMsMax } = await crash(name, moments)
    assert.deepEqual(lost, [], `seed ${seed}`)
    const back = backMsMax === undefined ? '' : `; the server was back after ${backMsMax} ms at most`
    context.diagnostic(`seed ${seed}: ${acknowledged} writes were acknowledged, none was lost${back}`)
  })
}

for (const [name, store] of Object.entries(stores)) crashes('kills of the app', name, store, killApps, 500)
for (const name of ['PostgreSQL', 'Redis'] as const) crashes('kills of the server', name, stores[name], killServer, 500)
for (const name of ['files', 'SQLite', 'PostgreSQL', 'Redis'] as const)
  crashes('power cuts', name, stores[name], cutPower, 1_000, noPowerCut || whyNot(stores[name]))
