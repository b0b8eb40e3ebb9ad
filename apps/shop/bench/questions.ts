import { type Kysely, sql } from 'kysely'
import type { ShopDatabase } from '../app/data/schema.ts'
import { FEW, priceOf } from './make-catalogue.ts'

/** A page that is asked for, and how one sees that the answer is right. */
export interface Question {
  readonly name: string
  /** Whether a large catalogue may take no more than twice as long. Several filters at once may. */
  readonly isPromised: boolean
  /** The address; it may depend on the size of the catalogue. */
  path(products: number): string
  /** The handles of the first products of the page, by a plain query that reads whole tables. Null: only the status counts. */
  readonly expected: ((db: Kysely<ShopDatabase>, products: number) => Promise<string[]>) | null
}

const SHOWN = 24

function listed(name: string, path: Question['path'], where: string, order: string): Question {
  return {
    name,
    isPromised: !/two filters|exclude/.test(name),
    path,
    async expected(db) {
      const { rows } = await sql<{ handle: string }>`select p.handle from product p where ${sql.raw(where)}
        order by ${sql.raw(order)} limit ${SHOWN}`.execute(db)
      return rows.map(({ handle }) => handle)
    },
  }
}

const PRICE = '(select min(price_minor) from variant v where v.product_id = p.id)'
const hasOption = (column: string, value: string) =>
  `exists (select 1 from variant v where v.product_id = p.id and v.${column} = '${value}')`
const inCollection = (id: number) =>
  `exists (select 1 from collection_product c where c.product_id = p.id and c.collection_id = ${id})`

/** Everything that is timed. */
export const QUESTIONS: readonly Question[] = [
  listed('all, as they came', () => '/', 'true', 'p.id'),
  listed('all, cheapest first', () => '/?sort=price-up', 'true', `${PRICE}, p.id`),
  lastPage(),
  listed(
    'all, by name',
    () => '/es?sort=name',
    'true',
    '(select title from product_translation t where t.product_id = p.id), p.id',
  ),
  listed('a collection, newest first', () => '/collections/collection-3?sort=newest', inCollection(3), 'p.id desc'),
  listed(
    'a tag, cheapest first',
    () => '/tags/tag-3?sort=price-up',
    "exists (select 1 from product_tag t where t.product_id = p.id and t.tag = 'tag-3')",
    `${PRICE}, p.id`,
  ),
  listed('a filter many match', () => '/?option.size=m', hasOption('option1', 'M'), 'p.id'),
  listed(
    'a filter few match',
    () => '/?option.size=giant&sort=price-up',
    hasOption('option1', 'Giant'),
    `${PRICE}, p.id`,
  ),
  listed(
    'two filters in a collection',
    () => '/collections/collection-1?option.size=m&option.colour=olive',
    `${inCollection(1)} and ${hasOption('option1', 'M')} and ${hasOption('option2', 'Olive')}`,
    'p.id',
  ),
  listed(
    'filters that exclude each other',
    () => '/collections/collection-3?option.size=m&option.colour=olive',
    'false',
    'p.id',
  ),
  listed(
    'a price, by name',
    () => '/es?from=10&to=60&sort=name',
    `${PRICE} between 1000 and 6000`,
    '(select title from product_translation t where t.product_id = p.id), p.id',
  ),
  listed('search, half have the word', () => '/search?q=mug', "p.title like '%mug%'", 'p.id'),
  listed(
    'search, cheapest first',
    () => '/search?q=masterpiece&sort=price-up',
    "p.title like '%masterpiece%'",
    `${PRICE}, p.id`,
  ),
  listed('search, the beginning of a word', () => '/search?q=masterp', "p.title like '%masterp%'", 'p.id'),
  listed(
    'search, two words',
    () => '/search?q=masterpiece+mug',
    "p.title like '%masterpiece%' and p.title like '%mug%'",
    'p.id',
  ),
  listed('search, with a typing mistake', () => '/search?q=mastrepiece', "p.title like '%masterpiece%'", 'p.id'),
  { name: 'a product', isPromised: true, path: (products) => `/products/product-${products / FEW}`, expected: null },
]

/** The products in the order of the page, so that its key is known. */
function dearestFirst(products: number): { id: number; price: number }[] {
  return Array.from({ length: products }, (_, index) => ({ id: index + 1, price: priceOf(index + 1) })).sort(
    (a, b) => b.price - a.price || b.id - a.id,
  )
}

function lastPage(): Question {
  const key = (products: number) => dearestFirst(products).at(-SHOWN - 1) ?? { id: 0, price: 0 }
  return {
    name: 'all, dearest first, the last page',
    isPromised: true,
    path: (products) => `/?sort=price-down&after=${key(products).price}.${key(products).id}`,
    expected: async (_, products) =>
      dearestFirst(products)
        .slice(-SHOWN)
        .map(({ id }) => `product-${id}`),
  }
}
