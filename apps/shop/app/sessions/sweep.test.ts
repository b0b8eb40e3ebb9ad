import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { createSqliteStore } from 'comanda/store/sqlite'
import { sampleRecord } from 'comanda/testing'
import { runCommand } from '../../cli.ts'
import { openWebShop } from '../testing/web-shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-sweep-'))
after(() => rmSync(folder, { recursive: true }))

/** What the command says: its exit code, and its lines. */
async function sweepIn(dataDir: string, ...args: string[]): Promise<{ code: number; said: string[] }> {
  const said: string[] = []
  const tell = (text: string) => void said.push(text)
  const env = { DATA_DIR: dataDir }
  const code = await runCommand({ arguments: ['sweep', ...args], env, out: tell, err: tell, progress: null })
  return { code, said }
}

/** Makes sessions that are over. A store that knew would drop some of them as it makes others. */
async function leaveExpired(dataDir: string, count: number): Promise<void> {
  const store = createSqliteStore({ path: join(dataDir, 'sessions.sqlite'), clock: () => 0 })
  const ended = Date.now() - 1_000
  const records = Array.from({ length: count }, () => sampleRecord(ended, { expiresAt: ended }))
  await Promise.all(records.map((record) => store.create(record)))
  await store.close()
}

test('sweep removes expired sessions, says how many, and leaves the living', async () => {
  await leaveExpired(folder, 600)
  const store = createSqliteStore({ path: join(folder, 'sessions.sqlite'), clock: () => 0 })
  const living = sampleRecord(Date.now())
  await store.create(living)
  assert.deepEqual(await sweepIn(folder), { code: 0, said: ['Removed 600 expired sessions.'] })
  assert.deepEqual(await sweepIn(folder), { code: 0, said: ['Removed 0 expired sessions.'] })
  assert.deepEqual(await store.load(living.id), living)
  await store.close()
})

test('sweep makes no shop where there is none, and says what it cannot read', async () => {
  const nowhere = join(folder, 'nowhere')
  assert.deepEqual(await sweepIn(nowhere), { code: 0, said: ['Removed 0 expired sessions.'] })
  assert.ok(!existsSync(nowhere))
  const broken = mkdtempSync(join(folder, 'broken-'))
  writeFileSync(join(broken, 'sessions.sqlite'), 'this is no database at all, and long enough to be sure of it')
  const { code, said } = await sweepIn(broken)
  assert.equal(code, 1)
  assert.match(String(said), /^The sessions in .*sessions\.sqlite cannot be used: .*move it away/)
  assert.equal((await sweepIn(folder, '--all')).code, 1)
})

test('the shop sweeps while it is open', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const { shop, logLines, close } = await openWebShop()
  await leaveExpired(shop.settings.dataDir, 1)
  const file = new DatabaseSync(join(shop.settings.dataDir, 'sessions.sqlite'), { readOnly: true })
  const count = () => file.prepare('select count(*) as sessions from session').get()?.['sessions']
  assert.equal(count(), 1)
  context.mock.timers.tick(600_000)
  for (let turns = 0; turns < 1_000 && count() !== 0; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(count(), 0)
  file.close()
  await close()
  assert.deepEqual(logLines, [])
})
