/** What the shop keeps over its starts and ends, as a process, on the databases that these tests are run again on. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { openDatabase } from './app/data/database.ts'
import { sessionFile } from './app/sessions/session-store.ts'
import { databasePlace, parseSettings } from './app/settings.ts'
import { csvOf, RANGE } from './app/testing/range.ts'
import { addressOf, end, refusal, shopProcesses } from './app/testing/shop-process.ts'

/** A second or two, and longer where the machine does much else beside. */
const START_MS_MAX = 30_000

const { folder, settingsOf, start } = shopProcesses()

test('it starts on an empty folder with the demo catalogue, says where it is, and stops when asked', async () => {
  const began = performance.now()
  const shop = await start('demo')
  const { base } = await addressOf(shop)
  assert.ok(performance.now() - began < START_MS_MAX)
  assert.match(
    shop.output(),
    /^Demo catalogue: .*\n10 legal texts have gaps to fill in, marked \[LIKE THIS\]: en\/imprint\.txt, /,
  )
  assert.match(shop.output(), /\nLa Alacena is open at http:\/\/localhost:\d+ .*\n$/)
  const page = await (await fetch(base)).text()
  assert.ok((page.match(/<li class="card">/g) ?? []).length >= 20)
  assert.equal(await end(shop, 'SIGTERM'), 0)

  const [, , , ...lines] = shop.output().trim().split('\n')
  for (const line of lines) assert.ok(JSON.parse(line), line)

  const again = await start('demo')
  await addressOf(again)
  assert.doesNotMatch(again.output(), /catalogue/i)
  assert.equal(await end(again, 'SIGINT'), 0)
})

test('a request under way is answered before it stops, and no new one is taken', async () => {
  const shop = await start('drain')
  const { port } = await addressOf(shop)
  const answered = Promise.withResolvers<number>()
  const body = 'id=1&quantity=1'
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': body.length,
    'sec-fetch-site': 'same-origin',
  }
  const slow = request({ port, path: '/cart/add', method: 'POST', headers }, (response) => {
    response.resume().on('end', () => answered.resolve(response.statusCode ?? 0))
  })
  slow.on('error', answered.reject)
  slow.write(body.slice(0, 5))
  // The server has it once it asks for more.
  await new Promise((resolve) => setTimeout(resolve, 200))

  shop.signal('SIGTERM')
  await shop.printed(/"msg":"stopping"/)
  await assert.rejects(fetch(`http://localhost:${port}/`))
  slow.end(body.slice(5))
  assert.equal(await answered.promise, 303)
  assert.equal(await shop.ended, 0)
})

test('a product file is imported at each start it is named, relative to where the command was given', async () => {
  for await (const bytes of csvOf(RANGE)) writeFileSync(join(folder, 'range.csv'), bytes)
  const env = { INIT_CWD: folder }
  const first = await start('file', env, '--catalogue', 'range.csv')
  const { base } = await addressOf(first)
  assert.match(first.output(), /range\.csv: .*7 new/)
  assert.match(await (await fetch(base)).text(), /Blue cup/)
  await end(first, 'SIGTERM')

  const second = await start('file', env, '--catalogue=range.csv')
  await addressOf(second)
  assert.match(second.output(), /7 unchanged/)
  await end(second, 'SIGTERM')
})

test('databases that cannot be used are told in a sentence, with exit code 1, and left as they are', async () => {
  assert.match(
    await refusal(await start('broken', await breakSessions('broken'))),
    /^The sessions in .* cannot be used: /,
  )
  const settings = parseSettings(await settingsOf('later'))
  mkdirSync(settings.dataDir)
  const db = await openDatabase(databasePlace(settings))
  await sql`insert into kysely_migration values ('9999_from_the_future', '2030-01-01T00:00:00.000Z')`.execute(db)
  const tables = await db.introspection.getTables()
  assert.match(await refusal(await start('later')), /^The database .* cannot be used: .*9999_from_the_future/)
  assert.deepEqual(await db.introspection.getTables(), tables)
  await db.destroy()
})

/** Makes the sessions of a shop unusable where the settings say that they are, or has the settings name a place that is. */
async function breakSessions(name: string): Promise<Record<string, string>> {
  const { databaseUrl, dataDir, sessionUrls } = parseSettings(await settingsOf(name))
  if (sessionUrls.length > 0) return { SESSION_URL: 'redis://127.0.0.1:1' }
  if (databaseUrl === null) {
    mkdirSync(dataDir)
    writeFileSync(sessionFile(dataDir), 'This was never a database, whatever its name says.')
    return {}
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('create table comanda_schema as select 999 as version')
  await client.end()
  return {}
}

test('prices in another currency than the shop’s are never shown as if they were in it', async () => {
  const dollars = await start('currency')
  await addressOf(dollars)
  await end(dollars, 'SIGTERM')
  assert.match(await refusal(await start('currency', { SHOP_CURRENCY: 'EUR' })), /are in USD, and SHOP_CURRENCY is EUR/)
})
