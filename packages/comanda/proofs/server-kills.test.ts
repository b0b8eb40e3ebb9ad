import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { postgresTest, startPostgres } from '@comanda/test-kit/postgres'
import pg from 'pg'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { lostOf, playRole } from '../testing/process-roles.ts'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL } from './postgres.ts'

const APPS = 2
const CRASHES = 2
const LINES_BEFORE_CRASH = 50
const WAIT_MS_MAX = 30_000

const [role, place = ''] = process.argv.slice(2)
if (role === undefined) register()
else await playRole(role, createPostgresStore({ pool: new pg.Pool({ connectionString: place, ...POSTGRES_POOL }) }), '')

/** An app that writes whatever happens, in a process of its own. */
function startApp(url: string) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const app = spawn(process.execPath, [import.meta.filename, 'endure', url], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  app.stdout.setEncoding('utf8').on('data', (words: string) => {
    printed += words
  })
  const closed = once(app, 'close')
  return {
    lines: () => printed.split('\n').slice(0, -1),
    isAlive: () => app.exitCode === null && app.signalCode === null,
    async kill() {
      app.kill('SIGKILL')
      await closed
    },
  }
}

type App = ReturnType<typeof startApp>

/** Waits until each app has had so many more changes acknowledged than it has now. */
async function writing(apps: readonly App[]): Promise<void> {
  const enough = apps.map((app) => app.lines().length + LINES_BEFORE_CRASH)
  const started = performance.now()
  while (apps.some((app, index) => app.lines().length < (enough[index] ?? 0))) {
    for (const app of apps) assert.ok(app.isAlive(), 'the app ended')
    assert.ok(performance.now() - started < WAIT_MS_MAX, 'the app does not write')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function register(): void {
  postgresTest('a PostgreSQL that is killed under load has all that it acknowledged, and its apps go on', async () => {
    const server = await startPostgres({ durable: true })
    const pool = new pg.Pool({ connectionString: server.url, ...PATIENT_POOL })
    const apps: App[] = []
    try {
      await migratePostgresStore(pool)
      const store = createPostgresStore({ ...PATIENT, pool })
      for (let app = 0; app < APPS; app += 1) apps.push(startApp(server.url))
      for (let crash = 0; crash < CRASHES; crash += 1) {
        await writing(apps)
        await server.kill()
        await server.restart()
      }
      await writing(apps)
      for (const app of apps) await app.kill()
      const lines = apps.flatMap((app) => app.lines())
      assert.ok(lines.some((line) => line.startsWith('destroyed')))
      const shares = Array.from({ length: POSTGRES_POOL.max }, (_, share) =>
        lines.filter((_, line) => line % POSTGRES_POOL.max === share),
      )
      assert.deepEqual((await Promise.all(shares.map((share) => lostOf(store, share)))).flat(), [])
    } finally {
      for (const app of apps) await app.kill()
      await pool.end()
      await server.stop()
    }
  })
}
