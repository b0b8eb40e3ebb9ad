import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import { isOnPostgres, newDatabase } from '../data/testing/new-database.ts'
import { refuseWrites } from '../data/testing/refuse-writes.ts'
import { type ImportOptions, type ImportReport, importProducts } from './import.ts'
import { ImportError } from './problems.ts'

type Db = Kysely<ShopDatabase>

async function withDatabase(run: (db: Db) => Promise<void>): Promise<void> {
  const db = await newDatabase()
  try {
    await run(db)
  } finally {
    await db.destroy()
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

function importText(db: Db, text: string, options: Partial<ImportOptions> = {}): Promise<ImportReport> {
  return importProducts(db, bytesOf(text), { currency: 'USD', ...options })
}

function countsOf({ created, updated, unchanged, skipped }: ImportReport): number[] {
  return [created, updated, unchanged, skipped]
}

function codesOf({ problems }: ImportReport): string[] {
  return problems.map(({ row, code }) => `${row} ${code}`)
}

/** Everything the catalogue holds, for comparing before and after. */
async function everything(db: Db): Promise<unknown> {
  const tables = ['product', 'product_option', 'variant', 'image', 'shop_setting'] as const
  return await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
}

function variantsOf(
  db: Db,
): Promise<{ id: number; handle: string; option1: string; stock: number; price_minor: number }[]> {
  return db
    .selectFrom('variant')
    .innerJoin('product', 'product.id', 'variant.product_id')
    .select(['variant.id', 'handle', 'option1', 'stock', 'price_minor'])
    .orderBy('product.id')
    .orderBy('variant.position')
    .execute()
}

const BOWLS = readFileSync(join(import.meta.dirname, 'testing', 'bowls.csv'), 'utf8')

const NEW_BOWLS = readFileSync(join(import.meta.dirname, 'testing', 'bowls-new-headers.csv'), 'utf8')

test('an export becomes products, variants and pictures, and the new header means the same as the old', async () => {
  const seen: unknown[] = []
  for (const [file, prefix] of [
    [BOWLS, ''],
    [NEW_BOWLS, '\ufeff'],
  ] as const) {
    await withDatabase(async (db) => {
      const report = await importText(db, prefix + file.replaceAll('\n', '\r\n'), { clock: () => 0 })
      assert.deepEqual(countsOf(report), [2, 0, 0, 0])
      assert.deepEqual(codesOf(report), ['4 import/negative-stock'])
      seen.push(await everything(db))
      const bowl = await db.selectFrom('product').selectAll().where('handle', '=', 'bowl').executeTakeFirstOrThrow()
      assert.equal(bowl.description, 'Deep.')
      assert.equal(bowl.created_at, '1970-01-01T00:00:00.000Z')
      const variants = await db
        .selectFrom('variant')
        .selectAll()
        .where('product_id', '=', bowl.id)
        .orderBy('id')
        .execute()
      assert.deepEqual(
        variants.map((v) => [
          v.option1,
          v.sku,
          v.price_minor,
          v.compare_at_minor,
          v.tracked,
          v.stock,
          v.oversell,
          v.grams,
        ]),
        [
          ['Small', 'B-S', 1800, 2000, 1, 5, 'deny', 300],
          ['Large', 'B-L', 2500, null, 1, 0, 'continue', 500],
        ],
      )
      const images = await db
        .selectFrom('image')
        .selectAll()
        .where('product_id', '=', bowl.id)
        .orderBy('position')
        .execute()
      assert.deepEqual(
        images.map((image) => [image.position, image.source.slice(18), image.alt]),
        [
          [1, '1.jpg', 'A bowl'],
          [2, '2.jpg', 'From above'],
          [3, '3.jpg', 'On a table'],
          [4, 'large.jpg', ''],
        ],
      )
      assert.equal(variants[1]?.image_id, images[3]?.id)
    })
  }
  assert.deepEqual(seen[0], seen[1])
})

test('a blank tracker means that stock is not counted: a naive import sells out after one order', async () => {
  await withDatabase(async (db) => {
    await importText(
      db,
      'Handle,Title,Variant Inventory Tracker,Variant Inventory Qty,Variant Price\n' +
        'a,A,,1,5\n' +
        'b,B,shopify,1,5\n' +
        'c,C,warehouse,1,5\n',
    )
    const rows = await db.selectFrom('variant').select(['tracked', 'stock']).orderBy('id').execute()
    assert.deepEqual(
      rows.map(({ tracked, stock }) => [tracked, stock]),
      [
        [0, 1],
        [1, 1],
        [1, 1],
      ],
    )
  })
})

test('quantities without a tracker column are told, since their stock will not be counted', async () => {
  await withDatabase(async (db) => {
    const report = await importText(db, 'Handle,Title,Inventory quantity,Price\na,A,1,5\n')
    assert.deepEqual(codesOf(report), ['1 import/stock-not-tracked'])
    assert.deepEqual(countsOf(report), [1, 0, 0, 0])
  })
})

test('importing the same file again changes nothing, not even a time', async () => {
  await withDatabase(async (db) => {
    await importText(db, BOWLS, { clock: () => 1_000 })
    const before = await everything(db)
    const report = await importText(db, BOWLS, { clock: () => 2_000 })
    assert.deepEqual(countsOf(report), [0, 0, 2, 0])
    assert.deepEqual(await everything(db), before)
  })
})

test('a dry run reports what the import then does, and writes nothing', async () => {
  await withDatabase(async (db) => {
    await importText(db, BOWLS)
    const changed = `${BOWLS.replace('18.00', '19.00').replace('cup,Cup', 'mug,Mug')}broken,Broken,,,,,,,,,,,,,x,,,,,,,,,\n`
    const before = await everything(db)
    const dry = await importText(db, changed, { dryRun: true })
    assert.deepEqual(await everything(db), before)
    const real = await importText(db, changed)
    assert.deepEqual({ ...dry, dryRun: false }, real)
    assert.deepEqual(countsOf(real), [1, 1, 0, 1])
  })
  await withDatabase(async (db) => {
    const before = await everything(db)
    await importText(db, BOWLS, { dryRun: true })
    assert.deepEqual(await everything(db), before)
  })
})

test('a column that is absent leaves what is there; a blank cell sets blank', async () => {
  await withDatabase(async (db) => {
    await importText(db, BOWLS)
    const report = await importText(
      db,
      'Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU\nbowl,Clay bowl,,Size,Small,\nbowl,,,,Large,NEW\n',
    )
    assert.deepEqual([countsOf(report), codesOf(report)], [[0, 1, 0, 0], []])
    const bowl = await db.selectFrom('product').selectAll().where('handle', '=', 'bowl').executeTakeFirstOrThrow()
    assert.deepEqual(
      [bowl.vendor, bowl.description, bowl.tags, bowl.product_type],
      ['', 'Deep.', 'clay, table', 'Bowls'],
    )
    const variants = await db
      .selectFrom('variant')
      .selectAll()
      .where('product_id', '=', bowl.id)
      .orderBy('id')
      .execute()
    assert.deepEqual(
      variants.map((v) => [v.sku, v.price_minor, v.stock, v.tracked, v.image_id === null]),
      [
        [null, 1800, 5, 1, true],
        ['NEW', 2500, 0, 1, false],
      ],
    )
    assert.equal((await db.selectFrom('image').select('id').execute()).length, 4)
  })
})

test('a file of handles and titles alone leaves variants and pictures as they are', async () => {
  await withDatabase(async (db) => {
    await importText(db, BOWLS)
    const before = [
      await db.selectFrom('variant').selectAll().execute(),
      await db.selectFrom('image').selectAll().execute(),
    ]
    assert.deepEqual(countsOf(await importText(db, 'Handle,Title\nbowl,Great bowl\n')), [0, 1, 0, 0])
    assert.deepEqual(
      [await db.selectFrom('variant').selectAll().execute(), await db.selectFrom('image').selectAll().execute()],
      before,
    )
  })
})

test('variants keep their ids when they move, change or get company; only those that are gone go', async () => {
  await withDatabase(async (db) => {
    await importText(db, 'Handle,Title,Option1 Name,Option1 Value,Price\na,A,Size,S,1\na,,,M,2\na,,,L,3\n')
    const idOf = Object.fromEntries((await variantsOf(db)).map((v) => [v.option1, v.id]))
    await importText(db, 'Handle,Title,Option1 Name,Option1 Value,Price\na,A,Size,L,3\na,,,XL,4\na,,,S,1.50\n')
    const after = await variantsOf(db)
    assert.deepEqual(
      after.map((v) => [v.option1, v.price_minor]),
      [
        ['L', 300],
        ['XL', 400],
        ['S', 150],
      ],
    )
    assert.deepEqual([after[0]?.id, after[2]?.id], [idOf['L'], idOf['S']])
    assert.ok(!Object.values(idOf).includes(after[1]?.id ?? 0))
  })
})

test('pictures keep their ids by address when they change places, and go when the file has them no more', async () => {
  await withDatabase(async (db) => {
    const file = (order: string): string => {
      const product = (index: number) => (index === 0 ? 'a,A,5' : 'a,,')
      const rows = [...order].map((name, index) => `${product(index)},https://p.example/${name}.jpg,${index + 1}\n`)
      return `Handle,Title,Price,Image Src,Image Position\n${rows.join('')}`
    }
    const images = async (): Promise<(readonly [string | undefined, number])[]> =>
      (await db.selectFrom('image').selectAll().orderBy('position').execute()).map((i) => [i.source.at(-5), i.id])
    await importText(db, file('abc'))
    assert.deepEqual(await images(), [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ])
    assert.deepEqual(countsOf(await importText(db, file('cad'))), [0, 1, 0, 0])
    assert.deepEqual(await images(), [
      ['c', 3],
      ['a', 1],
      ['d', 4],
    ])
    await importText(db, 'Handle,Title,Image Src\na,A,\n')
    assert.deepEqual(await images(), [])
  })
})

test('a price list without option columns changes the only variant, and never wipes out several', async () => {
  await withDatabase(async (db) => {
    await importText(db, BOWLS)
    const before = await variantsOf(db)
    const report = await importText(db, 'Handle,Title,Price\nbowl,Clay bowl,1\ncup,Cup,10\n')
    assert.deepEqual([countsOf(report), codesOf(report)], [[0, 1, 0, 1], ['2 import/which-variant']])
    const after = await variantsOf(db)
    assert.deepEqual(after.slice(0, 2), before.slice(0, 2))
    assert.deepEqual([after[2]?.id, after[2]?.price_minor], [before[2]?.id, 1000])
  })
})

test('the stock is set to what the file says', async () => {
  await withDatabase(async (db) => {
    const file = 'Handle,Title,Price,Inventory tracker,Inventory quantity\na,A,5,shopify,10\n'
    await importText(db, file)
    await db.updateTable('variant').set({ stock: 3 }).execute()
    assert.deepEqual(countsOf(await importText(db, file)), [0, 1, 0, 0])
    assert.equal((await variantsOf(db))[0]?.stock, 10)
  })
})

test('a product the database refuses is rolled back whole; those before it are in, and a second run does the rest', async () => {
  const file =
    'Handle,Title,Option1 Name,Option1 Value,Price,SKU,Image Src\n' +
    'one,One,Size,S,1,,https://p.example/1.jpg\n' +
    'two,Two,Size,S,1,,https://p.example/2.jpg\n' +
    'two,,,M,1,BOOM,\n' +
    'three,Three,Size,S,1,,\n'
  await withDatabase(async (db) => {
    const fault = { event: 'insert', condition: `new.sku = 'BOOM'`, message: 'the disk is full' } as const
    const end = await refuseWrites(db, fault)
    await assert.rejects(importText(db, file), (error) => {
      assert.ok(error instanceof ImportError)
      assert.equal(error.code, 'import/write-failed')
      assert.match(error.message, /“two” of row 3: the disk is full.* the 1 before it are done/)
      return true
    })
    const handles = await db.selectFrom('product').select('handle').execute()
    assert.deepEqual(
      handles.map(({ handle }) => handle),
      ['one'],
    )
    assert.equal((await db.selectFrom('variant').select('id').execute()).length, 1)
    assert.equal((await db.selectFrom('image').select('id').execute()).length, 1)
    await end()
    assert.deepEqual(countsOf(await importText(db, file)), [2, 0, 1, 0])
  })
})

test('an update the database refuses leaves the product as it was', async () => {
  await withDatabase(async (db) => {
    await importText(db, BOWLS)
    const before = await everything(db)
    await refuseWrites(db, { event: 'update', condition: 'new.price_minor = 2600', message: 'no' })
    await assert.rejects(importText(db, BOWLS.replace('18.00', '19.00').replace(',25,', ',26,')), {
      code: 'import/write-failed',
    })
    assert.deepEqual(await everything(db), before)
  })
})

test('prices in another currency than those there are refused before anything is written', async () => {
  await withDatabase(async (db) => {
    await importText(db, BOWLS)
    const before = await everything(db)
    for (const dryRun of [true, false]) {
      await assert.rejects(importText(db, BOWLS, { currency: 'JPY', dryRun }), { code: 'import/other-currency' })
    }
    assert.deepEqual(await everything(db), before)
    await db.deleteFrom('product').execute()
    assert.deepEqual(countsOf(await importText(db, BOWLS.replace('9.5', '9'), { currency: 'JPY' })), [2, 0, 0, 0])
  })
})

test('progress is told after each product', async () => {
  await withDatabase(async (db) => {
    const seen: string[] = []
    await importText(db, BOWLS, { onProgress: ({ done, total }) => seen.push(`${done}/${total}`) })
    assert.deepEqual(seen, ['1/2', '2/2'])
  })
})

test('ten thousand rows take seconds, not minutes', async () => {
  // With a server, each statement is a round trip: fewer will do.
  const count = isOnPostgres() ? 400 : 10_000
  const rows = Array.from({ length: count }, (_, row) => {
    const product = Math.floor(row / 4)
    return `p-${product},${row % 4 === 0 ? `Product ${product}` : ''},Size,${row % 4},${product}.50`
  })
  await withDatabase(async (db) => {
    const before = process.cpuUsage()
    const report = await importText(db, `Handle,Title,Option1 Name,Option1 Value,Price\n${rows.join('\n')}\n`)
    assert.deepEqual(countsOf(report), [count / 4, 0, 0, 0])
    // Time on the clock would tell of the machine, and of what else it does.
    const { user, system } = process.cpuUsage(before)
    assert.ok((user + system) / 1_000_000 < 30)
  })
})
