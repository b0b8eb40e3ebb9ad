import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { ImportReport } from './import.ts'
import { reportLines } from './report-lines.ts'
import { withBench } from './testing/bench.ts'

type Db = Kysely<ShopDatabase>

function countsOf({ created, updated, unchanged, skipped }: ImportReport): number[] {
  return [created, updated, unchanged, skipped]
}

async function shelves(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('collection')
    .leftJoin('collection_product', 'collection_product.collection_id', 'collection.id')
    .leftJoin('product', 'product.id', 'collection_product.product_id')
    .select(['collection.handle', 'collection.position', 'product.handle as product'])
    .orderBy('collection.position')
    .orderBy('product.id')
    .execute()
  return rows.map(({ handle, position, product }) => `${position} ${handle}: ${product}`)
}

const FILE = `Handle,Title,Price,Collection,Collection (es)
cup,Cup,1,Table & kitchen,Mesa y cocina
towel,Towel,1,Textiles,
plate,Plate,1,Table & kitchen,
`

test('a collection is made where a row first names it, and holds the products that name it', async () => {
  await withBench(async ({ db, queries, bring }) => {
    assert.deepEqual(countsOf(await bring(FILE)), [3, 0, 0, 0])
    const expected = ['1 table-kitchen: cup', '1 table-kitchen: plate', '2 textiles: towel']
    assert.deepEqual(await shelves(db), expected)
    assert.deepEqual(
      (await queries.collections('es')).map(({ title, titleLanguage }) => [title, titleLanguage]),
      [
        ['Mesa y cocina', 'es'],
        ['Textiles', 'en'],
      ],
    )
    assert.deepEqual(countsOf(await bring(FILE)), [0, 0, 3, 0])
    assert.deepEqual(await shelves(db), expected)
  })
})

test('a product goes where the new file says, stays without the column, and leaves with a blank cell', async () => {
  await withBench(async ({ db, bring }) => {
    await bring(FILE)
    assert.deepEqual(countsOf(await bring('Handle,Collection\ncup,Gifts\nplate,Textiles\n')), [0, 2, 0, 0])
    const moved = ['1 table-kitchen: null', '2 textiles: towel', '2 textiles: plate', '3 gifts: cup']
    assert.deepEqual(await shelves(db), moved)
    assert.deepEqual(countsOf(await bring('Handle,Title\ncup,Cup\n')), [0, 0, 1, 0])
    assert.deepEqual(await shelves(db), moved)
    assert.deepEqual(countsOf(await bring('Handle,Collection\ncup,\n')), [0, 1, 0, 0])
    assert.equal((await shelves(db)).at(-1), '3 gifts: null')
  })
})

test('a collection keeps its place, and gets the name of the newest file; a blank translation removes it', async () => {
  await withBench(async ({ queries, bring }) => {
    await bring(FILE)
    await bring('Handle,Collection\ncup,TABLE – Kitchen\n')
    const names = async () => (await queries.collections('es')).map(({ handle, title }) => `${handle}: ${title}`)
    assert.deepEqual(await names(), ['table-kitchen: Mesa y cocina', 'textiles: Textiles'])
    await bring('Handle,Collection,Collection (es)\ncup,TABLE – Kitchen,\n')
    assert.deepEqual(await names(), ['table-kitchen: TABLE – Kitchen', 'textiles: Textiles'])
  })
})

test('a collection that is called two names keeps the first, and one that has no letter is refused', async () => {
  await withBench(async ({ queries, bring }) => {
    const report = await bring(
      'Handle,Title,Price,Collection,Collection (es)\na,A,1,Gifts,\nb,B,1,GIFTS,Regalos\nc,C,1,Gifts,Obsequios\nd,D,1,!!!,\n',
    )
    assert.deepEqual(
      report.problems.map(({ row, severity, code }) => `${row} ${severity} ${code}`),
      [
        '3 warning import/other-collection-name',
        '4 warning import/other-collection-name',
        '5 error import/bad-collection',
      ],
    )
    assert.match(report.problems[0]?.message ?? '', /“GIFTS” here and “Gifts” before/)
    assert.deepEqual(countsOf(report), [3, 0, 0, 1])
    assert.deepEqual(
      (await queries.collections('es')).map(({ title }) => title),
      ['Regalos'],
    )
  })
})

test('a product that is refused leaves no collection behind', async () => {
  await withBench(async ({ db, bring }) => {
    assert.deepEqual(countsOf(await bring('Handle,Title,Collection\nnew,New,Gifts\n')), [0, 0, 0, 1])
    assert.deepEqual(await shelves(db), [])
  })
})

test('the tags of a product can be looked up, and follow its list', async () => {
  await withBench(async ({ db, bring }) => {
    const tags = async () =>
      (await db.selectFrom('product_tag').selectAll().orderBy('tag').execute()).map(
        ({ tag, label }) => `${tag}: ${label}`,
      )
    await bring('Handle,Title,Price,Tags\na,A,1,"Slow food, Algodón, slow-food, !"\n')
    assert.deepEqual(await tags(), ['algodon: Algodón', 'slow-food: Slow food'])
    await bring('Handle,Title\na,A\n')
    assert.equal((await tags()).length, 2)
    await bring('Handle,Tags\na,New\n')
    assert.deepEqual(await tags(), ['new: New'])
    await bring('Handle,Tags\na,\n')
    assert.deepEqual(await tags(), [])
  })
})

test('products that are refused for their handle are counted as skipped, those of one such handle once', async () => {
  await withBench(async ({ bring }) => {
    const report = await bring('Handle,Title,Price\na b,A,1\na b,,2\n,!!!,1\n,,1\nok,OK,1\n')
    assert.deepEqual(countsOf(report), [1, 0, 0, 3])
    assert.match(reportLines(report).summary, /1 new, 0 changed, 0 unchanged, 3 skipped/)
  })
})
