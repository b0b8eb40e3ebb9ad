import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postgresTest } from '@comanda/test-kit/postgres'
import { type Kysely, sql } from 'kysely'
import { choicesIn, countEntries, productsWith, someIds, walkEntries } from '../catalogue/listing/entries-sql.ts'
import { LISTING_SORTS, type Sort } from '../catalogue/listing/order.ts'
import type { ShopDatabase } from '../data/schema.ts'
import type { Language } from '../routes.ts'
import { wordsOf } from './fold.ts'
import { createProductSearch, type ProductSearch, type SearchFields } from './product-search.ts'
import { addProducts, findingDatabase } from './testing/finding-database.ts'
import { learnWords, nearWords, wordsBeginningWith } from './vocabulary.ts'

type Db = Kysely<ShopDatabase>

/** The same on both databases. */
function bothTest(name: string, body: (db: Db, search: ProductSearch) => Promise<void>): void {
  const run = (dialect: 'sqlite' | 'postgres') => async () => {
    const db = await findingDatabase(dialect)
    try {
      await addProducts(db, dialect, [1, 2, 3, 4, 5])
      await body(db, createProductSearch(db))
    } finally {
      await db.destroy()
    }
  }
  test(`SQLite: ${name}`, run('sqlite'))
  postgresTest(`PostgreSQL: ${name}`, run('postgres'))
}

async function put(search: ProductSearch, id: number, title: string, names = '', body = '', language: Language = 'en') {
  const document = { title: wordsOf(title), names: wordsOf(names), body: wordsOf(body) }
  await search.replace(language, id, document)
}

function find(search: ProductSearch, words: string, fields: SearchFields = 'all', language: Language = 'en') {
  const terms = words
    .split(' ')
    .map((word) => ({ words: word.replace('*', '').split('|'), isPrefix: word.endsWith('*') }))
  return search.find(language, terms, fields, 10)
}

bothTest(
  'words are found in the fields that are asked for, all of them, in the order of the products',
  async (_, search) => {
    await put(search, 3, 'Blue mug', 'Kitchen', 'For tea')
    await put(search, 1, 'Tea towel', 'Kitchen linen', 'Blue stripes')
    await put(search, 2, 'Mug rack', '', '')
    assert.deepEqual(await find(search, 'mug'), [2, 3])
    assert.deepEqual(await find(search, 'blue'), [1, 3])
    assert.deepEqual(await find(search, 'blue', 'title'), [3])
    assert.deepEqual(await find(search, 'kitchen', 'title'), [])
    assert.deepEqual(await find(search, 'kitchen', 'names'), [1, 3])
    assert.deepEqual(await find(search, 'tea', 'names'), [1])
    assert.deepEqual(await find(search, 'blue mug'), [3])
    assert.deepEqual(await find(search, 'mug linen'), [])
    assert.deepEqual(await find(search, 'mug|towel blue'), [1, 3], 'one of several words')
  },
)

bothTest('beginnings of words are found where that is asked for', async (_, search) => {
  await put(search, 1, 'Terracotta dish')
  await put(search, 2, 'Terrazzo')
  assert.deepEqual(await find(search, 'terra'), [])
  assert.deepEqual(await find(search, 'terra*'), [1, 2])
  assert.deepEqual(await find(search, 'terrac* di*', 'title'), [1])
})

bothTest('languages have words of their own', async (_, search) => {
  await put(search, 1, 'Mug', '', '', 'en')
  await put(search, 1, 'Taza', '', '', 'es')
  assert.deepEqual(await find(search, 'taza', 'all', 'es'), [1])
  assert.deepEqual(await find(search, 'taza', 'all', 'en'), [])
})

bothTest('what is replaced is found by its new words, what is taken out or deleted by none', async (db, search) => {
  for (const id of [1, 2, 3]) await put(search, id, 'Mug')
  await put(search, 1, 'Cup')
  await search.replace('en', 2, null)
  await search.replace('en', 2, null)
  await sql`delete from product where id = 3`.execute(db)
  assert.deepEqual(await find(search, 'mug'), [])
  assert.deepEqual(await find(search, 'cup'), [1])
})

bothTest('a limit is kept', async (_, search) => {
  for (const id of [1, 2, 3, 4]) await put(search, id, 'Mug')
  assert.deepEqual(await search.find('en', [{ words: ['mug'], isPrefix: false }], 'all', 2), [1, 2])
})

const ATTACKS = [
  `mug" OR "cup`,
  `mug*`,
  `NEAR(mug cup)`,
  `title : mug`,
  `-mug`,
  `^mug`,
  `mug'); drop table product; --`,
  `mug' | 'cup`,
  `mug:*A`,
  `mug & !cup`,
  `\\`,
  `'`,
  `"`,
  `\\' | 'cup`,
  `(((((`,
  `{title}`,
  `AND`,
  `OR`,
  `NOT`,
]

bothTest(
  'operators of a query language are text, even in a word that should not have them (injection)',
  async (_, search) => {
    await put(search, 1, 'Mug')
    await put(search, 2, 'Cup')
    for (const attack of ATTACKS) {
      for (const isPrefix of [false, true]) {
        const found = await search.find('en', [{ words: [attack], isPrefix }], 'all', 10)
        assert.ok(found.length <= 1, attack)
      }
    }
    for (const word of ['and', 'or', 'not', 'near']) await put(search, 3, word)
    assert.deepEqual(await find(search, 'near'), [3])
  },
)

bothTest('words that look alike are near, the nearest first, and short ones are not bent far', async (db) => {
  await learnWords(db, 'en', ['terracotta', 'terrazzo', 'mug', 'mugs', 'rug', 'linen', 'line', 'a', '茶碗茶'])
  await learnWords(db, 'en', ['terracotta', 'cup'])
  assert.deepEqual(await nearWords(db, 'en', 'teracota'), ['terracotta'])
  assert.deepEqual(await nearWords(db, 'en', 'terarcotta'), ['terracotta'])
  assert.deepEqual(await nearWords(db, 'en', 'mgu'), ['mug'])
  assert.deepEqual((await nearWords(db, 'en', 'linnen'))[0], 'linen')
  assert.deepEqual(await wordsBeginningWith(db, 'en', 'ter', 9), ['terracotta', 'terrazzo'])
  assert.deepEqual(await wordsBeginningWith(db, 'en', 'mug', 9), ['mugs'])
  assert.deepEqual(await nearWords(db, 'en', 'xyz'), [])
  assert.deepEqual(await nearWords(db, 'es', 'mgu'), [])
  assert.deepEqual(await nearWords(db, 'en', ''), [])
  assert.deepEqual(await nearWords(db, 'en', 'x'.repeat(60)), [])
})

bothTest('listings are walked in each order, there and back, with equal values told apart by id', async (db) => {
  const entries = [
    [1, 500, 'mug'],
    [2, 300, 'bowl'],
    [3, 500, 'mug'],
    [4, 300, 'n~andu'],
    [5, 900, 'nuez'],
  ] as const
  for (const [id, price_minor, name] of entries) {
    const names = { name_en: name, name_es: name }
    await db
      .insertInto('listing_entry')
      .values({ scope: 'all', product_id: id, price_minor, ...names })
      .execute()
    const choices = ['size:m', ...(id > 3 ? ['colour:blue'] : [])]
    for (const choice of choices) {
      await db
        .insertInto('listing_option')
        .values({ choice, product_id: id, variant_id: id * 10 })
        .execute()
    }
  }
  const all = { scope: 'all', fromMinor: null, toMinor: null, groups: [], ids: null }
  const orders: Readonly<Partial<Record<Sort, number[]>>> = {
    featured: [1, 2, 3, 4, 5],
    newest: [5, 4, 3, 2, 1],
    'price-up': [2, 4, 1, 3, 5],
    'price-down': [5, 3, 1, 4, 2],
    name: [2, 1, 3, 5, 4],
  }
  for (const sort of LISTING_SORTS) {
    const order = { sort, language: 'es' } as const
    const walked = await walkEntries(db, all, order, { after: null, limit: 9 })
    const ids = walked.map(({ id }) => id)
    assert.deepEqual(ids, orders[sort], sort)
    for (const [index, { id, price, name }] of walked.entries()) {
      const key = { id, value: sort === 'name' ? name : price }
      const on = await walkEntries(db, all, order, { after: key, limit: 2 })
      assert.deepEqual(
        on.map((one) => one.id),
        ids.slice(index + 1, index + 3),
        sort,
      )
      const back = await walkEntries(db, all, order, { upTo: key, limit: 2 })
      assert.deepEqual(
        back.map((one) => one.id),
        ids
          .slice(0, index + 1)
          .reverse()
          .slice(0, 2),
        sort,
      )
    }
  }
  const blue = { ...all, groups: [['size:m'], ['colour:blue', 'colour:red']], toMinor: 800 }
  assert.deepEqual(await someIds(db, blue, 9), [4])
  assert.equal(await countEntries(db, { ...all, ids: [1, 5, 77], fromMinor: 500 }, 10), 2)
  assert.equal(await countEntries(db, all, 3), 3)
  assert.deepEqual((await productsWith(db, [['colour:blue']], 9)).sort(), [4, 5])
  const choices = await choicesIn(db, [3, 4])
  assert.deepEqual(choices.map(({ choice, products }) => `${choice} ${products}`).sort(), ['colour:blue 1', 'size:m 2'])
})
