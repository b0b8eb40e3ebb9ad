import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { rebuildListings } from '../app/catalogue/listing/rebuild.ts'
import { openDatabase } from '../app/data/database.ts'

/*
 * Catalogues of any size that differ in nothing but their size: half of the products are mugs, which have sizes and a
 * colour, and some things ten products have, however many there are.
 */

/** How many products have what few have, in every catalogue. */
export const FEW = 10

/** Collections, and tags: each product is in one of them. */
const GROUPS = 4
const COLOURS = ['Sand', 'Sea', 'Olive', 'Clay', 'Ink', 'Rose']
const SIZES = ['S', 'M', 'L', 'XL']
const WORDS_MAX = 20_000
const WORDS_OF_DESCRIPTION = 40

/** Makes a shop's database at `file` unless it is there, and says what it does. */
export async function makeCatalogue(file: string, products: number, tell: (line: string) => void): Promise<void> {
  if (existsSync(file)) return
  const began = performance.now()
  mkdirSync(dirname(file), { recursive: true })
  const made = `${file}.unfinished`
  await (await openDatabase(made)).destroy()
  const connection = new DatabaseSync(made)
  connection.exec('pragma synchronous = off')
  fill(connection, products)
  connection.exec('delete from shop_setting; pragma wal_checkpoint(truncate)')
  connection.close()
  const db = await openDatabase(made)
  await rebuildListings(db)
  await db.destroy()
  renameSync(made, file)
  tell(`Made ${products} products in ${Math.round((performance.now() - began) / 1_000)} s.`)
}

function fill(connection: DatabaseSync, products: number): void {
  const words = vocabulary()
  const insert = statements(connection)
  connection.exec('begin')
  for (let number = 1; number <= GROUPS; number += 1)
    insert.collection.run(`collection-${number}`, `Collection ${number}`, number)
  for (let id = 1; id <= products; id += 1) {
    const some = (index: number) => words[(id * 31 + index * index * 17 + index * (id % 97)) % words.length] ?? ''
    const kind = id % 2 === 0 ? 'mug' : 'bowl'
    const isOneOfFew = id % (products / FEW) === 0
    const title = `${some(1)} ${some(2)} ${kind} ${isOneOfFew ? 'masterpiece' : ''}`.trim()
    const description = Array.from({ length: WORDS_OF_DESCRIPTION }, (_, index) => some(index + 3)).join(' ')
    insert.product.run(id, `product-${id}`, title, description)
    insert.translation.run(id, `${some(1)} ${some(2)} ${id % 2 === 0 ? 'taza' : 'cuenco'}`, description)
    insert.inCollection.run((id % GROUPS) + 1, id)
    insert.tag.run(id, `tag-${id % GROUPS}`, `Tag ${id % GROUPS}`)
    addVariants(insert, id, isOneOfFew)
  }
  connection.exec('commit')
}

function statements(connection: DatabaseSync) {
  return {
    product: connection.prepare(`insert into product values (?, ?, ?, ?, 'Taller', '', '', 'active', 1, '', '')`),
    translation: connection.prepare(`insert into product_translation values (?, 'es', ?, ?, '', '')`),
    collection: connection.prepare(
      `insert into collection (handle, title, description, position) values (?, ?, '', ?)`,
    ),
    inCollection: connection.prepare('insert into collection_product values (?, ?)'),
    tag: connection.prepare('insert into product_tag values (?, ?, ?)'),
    option: connection.prepare('insert into product_option values (?, ?, ?)'),
    variant:
      connection.prepare(`insert into variant (product_id, position, option1, option2, price_minor, tracked, stock,
      oversell, grams, requires_shipping, taxable) values (?, ?, ?, ?, ?, 0, 0, 'deny', 100, 1, 1)`),
  }
}

/** The lowest price of a product, in minor units. */
export function priceOf(id: number): number {
  return 500 + ((id * 7_919) % 9_500)
}

function addVariants(insert: ReturnType<typeof statements>, id: number, isOneOfFew: boolean): void {
  const price = priceOf(id)
  if (id % 2 !== 0) {
    insert.option.run(id, 1, 'Title')
    insert.variant.run(id, 1, 'Default Title', null, price)
    return
  }
  insert.option.run(id, 1, 'Size')
  insert.option.run(id, 2, 'Colour')
  const sizes = isOneOfFew ? ['Giant'] : SIZES
  for (const [index, size] of sizes.entries()) {
    insert.variant.run(id, index + 1, size, COLOURS[(id / 2) % COLOURS.length] ?? '', price + index * 100)
  }
}

/** Made of syllables, so that many look alike, as words do. */
function vocabulary(): string[] {
  const syllables = [
    'ta',
    'ri',
    'mo',
    'len',
    'ca',
    'sol',
    'ver',
    'du',
    'pe',
    'nor',
    'lu',
    'gan',
    'bi',
    'fra',
    'to',
    'es',
  ]
  return Array.from({ length: WORDS_MAX }, (_, index) => {
    const at = (place: number) => syllables[Math.floor(index / 16 ** place) % 16] ?? ''
    return `${at(0)}${at(1)}${at(2)}${at(3)}`
  })
}
