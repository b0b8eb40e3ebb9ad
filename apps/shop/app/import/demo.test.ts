import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import { newDatabase } from '../data/testing/new-database.ts'
import { importDemoCatalogue } from './demo.ts'
import type { ImportReport } from './import.ts'

async function withDemo(
  currency: string,
  run: (db: Kysely<ShopDatabase>, report: ImportReport) => Promise<void>,
): Promise<void> {
  const db = await newDatabase()
  try {
    await run(db, await importDemoCatalogue(db, { currency }))
  } finally {
    await db.destroy()
  }
}

test('the demo catalogue goes in without a problem: 42 products for sale and a draft', async () => {
  await withDemo('USD', async (db, report) => {
    assert.deepEqual([report.created, report.skipped, report.problems], [43, 0, []])
    const statuses = await db.selectFrom('product').select('status').execute()
    assert.equal(statuses.filter(({ status }) => status === 'active').length, 42)
    assert.equal(statuses.filter(({ status }) => status === 'draft').length, 1)
    assert.equal((await importDemoCatalogue(db, { currency: 'USD' })).unchanged, 43)
  })
})

test('the demo shows what a shop can do: options, untracked, sold out, few left, before-prices', async () => {
  await withDemo('USD', async (db) => {
    const variants = await db.selectFrom('variant').selectAll().execute()
    const products = new Map(
      variants.map((variant) => [
        variant.product_id,
        variants.filter((other) => other.product_id === variant.product_id),
      ]),
    )
    const count = (what: (of: typeof variants) => boolean): number => [...products.values()].filter(what).length
    assert.ok(count((of) => of.every(({ tracked }) => tracked === 0)) >= 4)
    assert.ok(count((of) => of.some(({ option2 }) => option2 !== null)) >= 2)
    assert.equal(
      count((of) => of.every((v) => v.tracked === 1 && v.stock === 0 && v.oversell === 'deny')),
      1,
    )
    assert.ok(count((of) => of.every((v) => v.tracked === 1 && v.stock > 0 && v.stock < 4)) >= 1)
    assert.ok(variants.some((v) => (v.compare_at_minor ?? 0) > v.price_minor))
    assert.ok(variants.some((v) => v.oversell === 'continue' && v.stock === 0))
    assert.ok(variants.some((v) => v.requires_shipping === 0))
    for (const { description } of await db.selectFrom('product').select('description').execute()) {
      assert.ok(description.length > 80 && !/[<>]/.test(description), description)
    }
  })
})

test('the demo goes in whole whatever the currency, also one without cents', async () => {
  for (const currency of ['EUR', 'JPY', 'KWD']) {
    await withDemo(currency, async (db, report) => {
      assert.deepEqual([report.created, report.problems], [43, []], currency)
      const { price_minor } = await db
        .selectFrom('variant')
        .select('price_minor')
        .where('sku', '=', 'OIL-500')
        .executeTakeFirstOrThrow()
      assert.equal(price_minor, currency === 'KWD' ? 16_500 : 1650)
    })
  }
})

test('four processes that start at once fill a new shop together, each product once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-demo-'))
  const file = join(folder, 'shop.sqlite')
  const program = `
    const { openDatabase } = await import(${JSON.stringify(new URL('../data/database.ts', import.meta.url).href)})
    const { importDemoCatalogue } = await import(${JSON.stringify(new URL('./demo.ts', import.meta.url).href)})
    const db = await openDatabase(process.argv[1])
    const { created, updated, unchanged } = await importDemoCatalogue(db, { currency: 'USD' })
    await db.destroy()
    console.log(JSON.stringify([created, updated, unchanged]))`
  const reports = await Promise.all(Array.from({ length: 4 }, () => run(program, file)))
  assert.equal(
    reports.reduce((sum, [created = 0]) => sum + created, 0),
    43,
  )
  for (const [created = 0, updated, unchanged = 0] of reports) assert.deepEqual([created + unchanged, updated], [43, 0])
  rmSync(folder, { recursive: true })
})

function run(program: string, file: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--input-type=module', '-e', program, file], (error, out) => {
      if (error === null) resolve(JSON.parse(out))
      else reject(error)
    })
  })
}
