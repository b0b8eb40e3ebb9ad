/**
 * What proofs.test.ts tries on files, on servers: two processes of the shop on one PostgreSQL, without and with Redis.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { type Shop, startShop } from '@comanda/test-kit/shop'
import { visitor } from '@comanda/test-kit/visitor'

const ADDS = 200
const AT_ONCE = 16

test('200 parallel adds over two processes on one PostgreSQL make 200', { skip: whyNoPostgres() }, async () => {
  await twoShops({ DATABASE_URL: await newPostgresDatabase('proofs') })
})

test('the same with the sessions in Redis', { skip: whyNoPostgres() || whyNoRedis() }, async () => {
  await twoShops({ DATABASE_URL: await newPostgresDatabase('proofs'), SESSION_URL: await newRedisDatabase() })
})

/** Both start at once on an empty database, in one folder, and bring the same products. */
async function twoShops(env: Readonly<Record<string, string>>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'comanda-servers-'))
  const file = join(dataDir, 'catalogue.csv')
  writeFileSync(
    file,
    'URL handle,Title,Price,Inventory tracker,Inventory quantity\nendless-bread,Endless bread,2.50,,\n',
  )
  const starting = [1, 2].map(() => startShop({ dataDir, env, args: ['--catalogue', file] }))
  try {
    const [first, second] = await Promise.all(starting)
    assert.ok(first !== undefined && second !== undefined && first.pid !== second.pid)
    await addEverywhere(first, second)
    await Promise.all([first.stop(), second.stop()])
  } finally {
    for (const shop of await Promise.allSettled(starting)) if (shop.status === 'fulfilled') await shop.value.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function addEverywhere(first: Shop, second: Shop): Promise<void> {
  const [ana, elsewhere] = [visitor(first.baseUrl), visitor(second.baseUrl)]
  const headers = { 'content-type': 'application/json' }
  assert.equal((await ana.get('/readyz')).status, 200)
  assert.equal((await ana.postJson('/cart/add.js', { id: 1 })).status, 200)
  const cookie = [...ana.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  let next = 1
  async function worker(): Promise<void> {
    while (next < ADDS) {
      next += 1
      const who = next % 2 === 0 ? ana : elsewhere
      const init = { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify({ id: 1 }) }
      assert.equal((await who.fetch('/cart/add.js', init)).status, 200)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  for (const { baseUrl } of [first, second]) {
    const cart = await (await visitor(baseUrl).fetch('/cart.js', { headers: { cookie } })).json()
    assert.equal((cart as { item_count: number }).item_count, ADDS)
  }
}
