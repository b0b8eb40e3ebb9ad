/**
 * The shop's promises, tried from outside: real processes that speak HTTP over TCP on one data folder, or on the servers
 * that these tests are run again on.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Shop, startShop } from '@comanda/test-kit/shop'
import { type Visitor, visitor } from '@comanda/test-kit/visitor'
import { openDatabase } from './app/data/database.ts'
import { databaseSettings } from './app/data/testing/new-database.ts'
import { sessionsKept } from './app/sessions/testing/sessions-kept.ts'
import { databasePlace, parseSettings } from './app/settings.ts'

interface CartJson {
  readonly item_count: number
  readonly items: readonly { readonly quantity: number; readonly variant_id: number }[]
}

const CATALOGUE = `URL handle,Title,Price,Inventory tracker,Inventory quantity
endless-bread,Endless bread,2.50,,
last-loaves,Last loaves,3.00,shopify,5
`
const ADDS = 200
const AT_ONCE = 16
const KILLS = 4
/** So many adds are acknowledged before the first kill, twice as many before the second, and so on. */
const LOAD_BEFORE_KILL = 12

type Env = Readonly<Record<string, string>>

let folder: string
let env: Env
let first: Shop
let second: Shop
let bread: number

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comanda-proofs-'))
  env = await databaseSettings()
  const catalogue = join(folder, 'catalogue.csv')
  writeFileSync(catalogue, CATALOGUE)
  // Both at once, on an empty database.
  const start = () => startShop({ dataDir: folder, env, args: ['--catalogue', catalogue] })
  ;[first, second] = await Promise.all([start(), start()])
  assert.notEqual(first.pid, second.pid)
  bread = await variantOf('endless-bread')
})
after(async () => {
  await first?.stop()
  await second?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const settings = () => parseSettings({ ...env, DATA_DIR: folder })

async function variantOf(handle: string): Promise<number> {
  const db = await openDatabase(databasePlace(settings()))
  const { id } = await db
    .selectFrom('variant')
    .innerJoin('product', 'product.id', 'variant.product_id')
    .select('variant.id')
    .where('handle', '=', handle)
    .executeTakeFirstOrThrow()
  await db.destroy()
  return id
}

const cookieOf = ({ cookies }: Visitor) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const cartOf = async (ana: Visitor) => (await (await ana.get('/cart.js')).json()) as CartJson
const add = (ana: Visitor) => ana.postJson('/cart/add.js', { id: bread, quantity: 1 })

/** Runs `task` for 0, 1, … below `count`, so many at a time. */
async function inParallel(count: number, atOnce: number, task: (nth: number) => Promise<void>): Promise<void> {
  let next = 0
  async function worker(): Promise<void> {
    while (next < count) {
      next += 1
      await task(next - 1)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

describe('no acknowledged add is lost', () => {
  test('200 parallel adds of one visitor make one line of exactly 200, all answered OK', async () => {
    const ana = visitor(first.baseUrl)
    assert.equal((await add(ana)).status, 200)
    await inParallel(ADDS - 1, AT_ONCE, async () => assert.equal((await add(ana)).status, 200))
    assert.deepEqual(
      (await cartOf(ana)).items.map(({ quantity }) => quantity),
      [ADDS],
    )
  })

  test('the same when they are spread over two server processes', async () => {
    const ana = visitor(first.baseUrl)
    await add(ana)
    const cookie = cookieOf(ana)
    const elsewhere = visitor(second.baseUrl)
    await inParallel(ADDS - 1, AT_ONCE, async (nth) => {
      const body = JSON.stringify({ id: bread })
      const headers = { cookie, 'content-type': 'application/json' }
      const answer = await (nth % 2 === 0 ? ana : elsewhere).fetch('/cart/add.js', { method: 'POST', headers, body })
      assert.equal(answer.status, 200)
    })
    assert.deepEqual(
      (await cartOf(ana)).items.map(({ quantity }) => quantity),
      [ADDS],
    )
  })

  test('20 parallel adds of something of which there are 5 put 5 into the cart', async () => {
    const ana = visitor(first.baseUrl)
    await add(ana)
    const loaves = await variantOf('last-loaves')
    const statuses: number[] = []
    await inParallel(20, AT_ONCE, async () => {
      statuses.push((await ana.postJson('/cart/add.js', { id: loaves, quantity: 1 })).status)
    })
    const line = (await cartOf(ana)).items.find((item) => item.variant_id === loaves)
    assert.equal(line?.quantity, 5)
    assert.equal(statuses.filter((status) => status === 200).length, 5)
    assert.equal(statuses.filter((status) => status === 422).length, 15)
  })

  test('a server killed under load has lost no add that it acknowledged', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'comanda-killed-'))
    const place = { dataDir, env: await databaseSettings() }
    let shop = await startShop({ ...place, args: ['--catalogue', join(folder, 'catalogue.csv')] })
    try {
      let ana = visitor(shop.baseUrl)
      await add(ana)
      const cookie = cookieOf(ana)
      let acknowledged = 1
      let attempted = 1
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const running = shop
        const enough = acknowledged + LOAD_BEFORE_KILL * kill
        let killing: Promise<void> | null = null
        const there = visitor(shop.baseUrl)
        await inParallel(AT_ONCE, AT_ONCE, async () => {
          for (;;) {
            attempted += 1
            const answer = await addWith(there, cookie).catch(() => null)
            if (answer?.status !== 200) return
            acknowledged += 1
            if (acknowledged >= enough) killing ??= running.kill()
          }
        })
        await killing
        shop = await startShop(place)
        ana = visitor(shop.baseUrl)
        const cart = (await (await ana.fetch('/cart.js', { headers: { cookie } })).json()) as CartJson
        const what = `${cart.item_count} in the cart, ${acknowledged} acknowledged, ${attempted} attempted`
        assert.ok(cart.item_count >= acknowledged && cart.item_count <= attempted, what)
        acknowledged = cart.item_count
        attempted = cart.item_count
      }
    } finally {
      await shop.kill()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})

function addWith(ana: Visitor, cookie: string): Promise<Response> {
  const headers = { cookie, 'content-type': 'application/json' }
  return ana.fetch('/cart/add.js', { method: 'POST', headers, body: JSON.stringify({ id: bread }) })
}

describe('strangers', () => {
  const pages = ['/', '/products/endless-bread', '/cart', '/cart.js', '/es', '/es/cart', '/nothing-here']

  test('who browse get no cookie and leave no record', async () => {
    const kept = await sessionsKept(settings())
    for (const page of pages) {
      const answer = await visitor(first.baseUrl).get(page)
      assert.deepEqual(answer.headers.getSetCookie(), [], page)
      assert.ok(answer.status === 200 || answer.status === 404, `${page}: ${answer.status}`)
    }
    assert.equal(await sessionsKept(settings()), kept)
  })

  test('with a forged, unknown or broken cookie are strangers: never a 500, a record or a cookie', async () => {
    const ana = visitor(first.baseUrl)
    await add(ana)
    const [name = '', token = ''] = cookieOf(ana).split('=')
    const [id = '', verifier = ''] = token.split('.')
    const unknown = 'AAAAAAAAAAAAAAAAAAAAAA'
    const forged = [
      ...['', 'x', '.', '%', '%00', '"', '🍞', 'x'.repeat(4_000), '../../etc/passwd', "' or 1=1 --"],
      ...[id, `${id}.`, `${id}.${unknown}`, `${unknown}.${verifier}`, `${unknown}.${unknown}`],
      ...[`${token}x`, `"${token}"`, `${token}; ${name}=${token}`, encodeURIComponent(`${id}.${unknown}`)],
    ]
    const kept = await sessionsKept(settings())
    for (const value of forged) {
      for (const page of pages) {
        const cookie = `${name}=${value}`
        const headers = { cookie: Buffer.from(cookie).toString('latin1') }
        const answer = await visitor(first.baseUrl).fetch(page, { headers })
        assert.ok(
          answer.status === 200 || answer.status === 404,
          `${page} with ${value.slice(0, 40)}: ${answer.status}`,
        )
        assert.deepEqual(answer.headers.getSetCookie(), [], page)
        if (page === '/cart.js') assert.equal(((await answer.json()) as CartJson).item_count, 0)
      }
    }
    assert.equal(await sessionsKept(settings()), kept)
  })

  test('a second browser has a cart of its own', async () => {
    const ana = visitor(first.baseUrl)
    await add(ana)
    assert.equal((await cartOf(visitor(first.baseUrl))).item_count, 0)
    assert.equal((await cartOf(ana)).item_count, 1)
  })
})

describe('a browser that tells neither Origin nor Sec-Fetch-Site', () => {
  /** Node's own fetch is such a client. */
  const post = (cookie: string, fields: Record<string, string>) =>
    fetch(`${first.baseUrl}/cart/add`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams({ id: String(bread), ...fields }),
    })

  test('shops by our forms, whose token proves that they are ours, and by no others', async () => {
    const ana = visitor(first.baseUrl)
    await add(ana)
    const cookie = cookieOf(ana)
    const page = await (await ana.get('/products/endless-bread')).text()
    const token = /name="csrf_token" value="([\w-]+)"/.exec(page)?.[1] ?? ''
    assert.equal((await post(cookie, {})).status, 403)
    assert.equal((await post(cookie, { csrf_token: 'x'.repeat(86) })).status, 403)
    assert.equal((await post(cookie, { csrf_token: token })).status, 303)
    assert.equal((await cartOf(ana)).item_count, 2)
  })
})
