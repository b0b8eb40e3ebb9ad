import type { Insertable, Kysely } from 'kysely'
import type { ProductTable, ShopDatabase, VariantTable } from '../../../data/schema.ts'
import { refreshListing } from '../refresh.ts'

/** A product of a test, as short as it can be told. */
export interface Ware {
  readonly title?: string
  readonly es?: string
  readonly description?: string
  readonly status?: 'active' | 'draft'
  readonly collections?: readonly string[]
  readonly tags?: readonly string[]
  /** Names of the options with their Spanish names. */
  readonly options?: Readonly<Record<string, string>>
  readonly variants?: readonly {
    readonly values?: readonly string[]
    readonly valuesEs?: readonly string[]
    readonly priceMinor: number
    readonly stock?: number
  }[]
}

const NOW = '2026-01-01T00:00:00.000Z'

/** Writes a product, and what it is found by, as writers of products do. Its id. */
export async function addWare(db: Kysely<ShopDatabase>, ware: Ware): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto('product')
      .values(productRow(ware))
      .returning('id')
      .executeTakeFirstOrThrow()
    await addOptions(transaction, id, ware)
    await addVariants(transaction, id, ware)
    await addGroups(transaction, id, ware)
    await refreshListing(transaction, id)
    return id
  })
}

let count = 0

function productRow({ title = 'Ware', description = '', status = 'active' }: Ware): Insertable<ProductTable> {
  count += 1
  const texts = { handle: `ware-${count}`, title, description, vendor: '', product_type: '', tags: '' }
  return { ...texts, status, published: 1, created_at: NOW, updated_at: NOW }
}

async function addOptions(db: Kysely<ShopDatabase>, id: number, { es, options = {} }: Ware): Promise<void> {
  const told = { description: '', product_type: '', tags: '' }
  if (es !== undefined) {
    await db
      .insertInto('product_translation')
      .values({ product_id: id, language: 'es', title: es, ...told })
      .execute()
  }
  for (const [index, [name, spanish]] of Object.entries(options).entries()) {
    const key = { product_id: id, position: index + 1 }
    await db
      .insertInto('product_option')
      .values({ ...key, name })
      .execute()
    await db
      .insertInto('product_option_translation')
      .values({ ...key, language: 'es', name: spanish })
      .execute()
  }
  if (Object.keys(options).length > 0) return
  await db.insertInto('product_option').values({ product_id: id, position: 1, name: 'Title' }).execute()
}

async function addVariants(db: Kysely<ShopDatabase>, id: number, { variants }: Ware): Promise<void> {
  for (const [index, { values = ['Default Title'], valuesEs, priceMinor, stock }] of (
    variants ?? [{ priceMinor: 1_000 }]
  ).entries()) {
    const row: Insertable<VariantTable> = {
      ...{ product_id: id, position: index + 1, price_minor: priceMinor, compare_at_minor: null, image_id: null },
      ...{ option1: values[0] ?? '', option2: values[1] ?? null, option3: values[2] ?? null },
      ...{ tracked: stock === undefined ? 0 : 1, stock: stock ?? 0, oversell: 'deny' },
      ...{ sku: null, barcode: null, grams: 0, requires_shipping: 1, taxable: 1 },
    }
    const { id: variantId } = await db.insertInto('variant').values(row).returning('id').executeTakeFirstOrThrow()
    if (valuesEs === undefined) continue
    const told = { option1: valuesEs[0] ?? '', option2: valuesEs[1] ?? '', option3: valuesEs[2] ?? '' }
    await db
      .insertInto('variant_translation')
      .values({ variant_id: variantId, language: 'es', ...told })
      .execute()
  }
}

async function addGroups(db: Kysely<ShopDatabase>, id: number, { collections = [], tags = [] }: Ware): Promise<void> {
  for (const tag of tags) await db.insertInto('product_tag').values({ product_id: id, tag, label: tag }).execute()
  for (const handle of collections) {
    const row = { handle, title: handle, description: '', position: 1 }
    await db
      .insertInto('collection')
      .values(row)
      .onConflict((conflict) => conflict.column('handle').doNothing())
      .execute()
    const { id: collectionId } = await db
      .selectFrom('collection')
      .select('id')
      .where('handle', '=', handle)
      .executeTakeFirstOrThrow()
    await db.insertInto('collection_product').values({ collection_id: collectionId, product_id: id }).execute()
  }
}
