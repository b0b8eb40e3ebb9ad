import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import type { Insertable, Kysely } from 'kysely'
import { DatabaseUnusable, IN_MEMORY, openDatabase } from './database.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { ProductTable, ShopDatabase, VariantTable } from './schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-data-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const product: Insertable<ProductTable> = {
  handle: 'blue-bowl',
  title: 'Blue bowl',
  description: '',
  vendor: '',
  product_type: '',
  tags: '',
  status: 'active',
  published: 1,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}

function variantOf(productId: number, changes: Partial<Insertable<VariantTable>> = {}): Insertable<VariantTable> {
  return {
    product_id: productId,
    position: 1,
    option1: 'Default Title',
    option2: null,
    option3: null,
    sku: null,
    barcode: null,
    price_minor: 1800,
    compare_at_minor: null,
    tracked: 1,
    stock: 3,
    oversell: 'deny',
    grams: 400,
    requires_shipping: 1,
    taxable: 1,
    image_id: null,
    ...changes,
  }
}

async function withProduct(run: (db: Kysely<ShopDatabase>, productId: number) => Promise<void>): Promise<void> {
  const db = await openDatabase(IN_MEMORY)
  try {
    const { id } = await db.insertInto('product').values(product).returning('id').executeTakeFirstOrThrow()
    await run(db, id)
  } finally {
    await db.destroy()
  }
}

test('four processes that start at once on a new file all find it ready', async () => {
  const module = new URL('./database.ts', import.meta.url).href
  const program = `
    const { openDatabase } = await import(${JSON.stringify(module)})
    const db = await openDatabase(process.argv[1])
    const rows = await db.selectFrom('product').select('id').execute()
    await db.destroy()
    if (rows.length !== 0) process.exit(3)`
  for (let round = 0; round < 5; round += 1) {
    const file = join(folder, `round-${round}`, 'shop.sqlite')
    const ends = await Promise.all(Array.from({ length: 4 }, () => run(program, file)))
    assert.deepEqual(ends, ['0 ', '0 ', '0 ', '0 '])
    const migrated = new DatabaseSync(file).prepare('select name from kysely_migration').all()
    assert.deepEqual(
      migrated.map((row) => row['name']),
      Object.keys(MIGRATIONS),
    )
  }
})

function run(program: string, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, file])
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(`${code} ${said}`))
  })
}

test('a database file survives power loss once written: WAL with synchronous FULL, and foreign keys are on', async () => {
  const file = join(folder, 'durable.sqlite')
  const db = await openDatabase(file)
  const pragma = async (name: string): Promise<unknown> => {
    const { sql } = await import('kysely')
    const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)
    return Object.values(rows[0] ?? {})[0]
  }
  assert.equal(await pragma('journal_mode'), 'wal')
  assert.equal(await pragma('synchronous'), 2)
  assert.equal(await pragma('foreign_keys'), 1)
  assert.equal(await pragma('busy_timeout'), 0)
  await db.destroy()
})

test('opening twice keeps what is there', async () => {
  const file = join(folder, 'twice.sqlite')
  const first = await openDatabase(file)
  await first.insertInto('product').values(product).execute()
  await first.destroy()
  const second = await openDatabase(file)
  assert.equal((await second.selectFrom('product').select('handle').execute())[0]?.handle, 'blue-bowl')
  await second.destroy()
})

test('stock can never be written below zero, nor a price', async () => {
  await withProduct(async (db, productId) => {
    const insert = (changes: Partial<Insertable<VariantTable>>): Promise<unknown> =>
      db.insertInto('variant').values(variantOf(productId, changes)).execute()
    await assert.rejects(insert({ stock: -1 }), /variant_stock_not_negative/)
    await assert.rejects(insert({ price_minor: -1 }), /variant_price_not_negative/)
    await assert.rejects(insert({ compare_at_minor: -1 }), /variant_compare_at_not_negative/)
    await insert({ stock: 0 })
    await assert.rejects(db.updateTable('variant').set({ stock: -1 }).execute(), /variant_stock_not_negative/)
  })
})

test('two variants of one product cannot have the same options, also where the second option is absent', async () => {
  await withProduct(async (db, productId) => {
    await db.insertInto('variant').values(variantOf(productId)).execute()
    await assert.rejects(db.insertInto('variant').values(variantOf(productId)).execute(), /variant_options_once/)
  })
})

test('the id of a deleted variant is never given to another: a cart that holds it must not change its goods', async () => {
  await withProduct(async (db, productId) => {
    const add = (): Promise<{ id: number }> =>
      db.insertInto('variant').values(variantOf(productId)).returning('id').executeTakeFirstOrThrow()
    const { id } = await add()
    await db.deleteFrom('variant').execute()
    assert.ok((await add()).id > id)
  })
})

test('deleting a product takes its variants, options and pictures along', async () => {
  await withProduct(async (db, productId) => {
    const image = { product_id: productId, position: 1, source: 'https://pictures.example/a.jpg', alt: '' }
    const { id } = await db.insertInto('image').values(image).returning('id').executeTakeFirstOrThrow()
    await db
      .insertInto('variant')
      .values(variantOf(productId, { image_id: id }))
      .execute()
    await db.insertInto('product_option').values({ product_id: productId, position: 1, name: 'Title' }).execute()
    await db.deleteFrom('product').execute()
    for (const table of ['variant', 'image', 'product_option'] as const) {
      assert.deepEqual(await db.selectFrom(table).selectAll().execute(), [])
    }
  })
})

test('a file that is no database is refused with a sentence, and left as it is', async () => {
  const file = join(folder, 'notes.txt')
  writeFileSync(file, 'Buy bread, olives and string. '.repeat(100))
  await assert.rejects(openDatabase(file), (error) => {
    assert.ok(error instanceof DatabaseUnusable)
    assert.equal(error.code, 'data/unusable')
    assert.match(error.message, /notes\.txt cannot be used/)
    return true
  })
  await assert.rejects(openDatabase(folder), DatabaseUnusable)
  assert.ok(existsSync(file))
})

test('a database that a later version of the shop has changed is refused, not guessed at', async () => {
  const file = join(folder, 'later.sqlite')
  await (await openDatabase(file)).destroy()
  const later = new DatabaseSync(file)
  later.exec(`insert into kysely_migration values ('9999_from_the_future', '2030-01-01T00:00:00.000Z')`)
  later.close()
  await assert.rejects(openDatabase(file), DatabaseUnusable)
})

test('migrations run in the order of their names, so every name begins with its number', () => {
  const names = Object.keys(MIGRATIONS)
  for (const name of names) assert.match(name, /^[0-9]{4}_[a-z_]+$/)
  assert.deepEqual(names, [...names].sort())
  assert.equal(new Set(names.map((name) => name.slice(0, 4))).size, names.length)
})
