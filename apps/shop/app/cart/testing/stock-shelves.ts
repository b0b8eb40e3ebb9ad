import { type Kysely, sql } from 'kysely'
import { refreshListing } from '../../catalogue/listing/refresh.ts'
import { DEFAULT_OPTION, DEFAULT_VALUE, type Flag, type ProductStatus, type ShopDatabase } from '../../data/schema.ts'
import { isOnPostgres } from '../../data/testing/new-database.ts'

/** The ids of the variants in the catalogue of {@link stockShelves}. */
export const VARIANTS = {
  /** 12.50, its stock is not counted. */
  cup: 1,
  /** 8.00, three left. */
  plate: 2,
  /** 20.00, sold out. */
  bowl: 3,
  /** "T-shirt" in S, 15.00, ten left. */
  shirtSmall: 4,
  /** "T-shirt" in M, 15.00, ten left. */
  shirtMedium: 5,
  /** A draft. */
  draft: 6,
  /** Active, but not published. */
  unpublished: 7,
  /** 99.99, none left, but sold on order. */
  lamp: 8,
  /** An id nobody has. */
  nobody: 999,
} as const

interface Goods {
  readonly id: number
  readonly title: string
  readonly status?: ProductStatus
  readonly published?: Flag
  readonly size?: string
  readonly variants: readonly GoodsVariant[]
}

interface GoodsVariant {
  readonly id: number
  readonly size?: string
  readonly priceMinor: number
  /** Null: not counted. */
  readonly stock: number | null
  readonly oversell?: 'deny' | 'continue'
}

const GOODS: readonly Goods[] = [
  { id: 1, title: 'Blue cup', variants: [{ id: VARIANTS.cup, priceMinor: 1_250, stock: null }] },
  { id: 2, title: 'Plate', variants: [{ id: VARIANTS.plate, priceMinor: 800, stock: 3 }] },
  { id: 3, title: 'Bowl', variants: [{ id: VARIANTS.bowl, priceMinor: 2_000, stock: 0 }] },
  {
    id: 4,
    title: 'T-shirt',
    variants: [
      { id: VARIANTS.shirtSmall, size: 'S', priceMinor: 1_500, stock: 10 },
      { id: VARIANTS.shirtMedium, size: 'M', priceMinor: 1_500, stock: 10 },
    ],
  },
  { id: 5, title: 'Draft', status: 'draft', variants: [{ id: VARIANTS.draft, priceMinor: 100, stock: null }] },
  { id: 6, title: 'Hidden', published: 0, variants: [{ id: VARIANTS.unpublished, priceMinor: 100, stock: null }] },
  { id: 7, title: 'Lamp', variants: [{ id: VARIANTS.lamp, priceMinor: 9_999, stock: 0, oversell: 'continue' }] },
]

/** Puts a few products of all kinds into an empty catalogue. */
export async function stockShelves(db: Kysely<ShopDatabase>): Promise<void> {
  for (const goods of GOODS) {
    await addProduct(db, goods)
    await refreshListing(db, goods.id)
  }
  if (isOnPostgres()) await countOnFrom(db)
}

/** A sequence of PostgreSQL does not notice ids that were given out without it. */
async function countOnFrom(db: Kysely<ShopDatabase>): Promise<void> {
  for (const table of ['product', 'variant'])
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))`.execute(
      db,
    )
}

async function addProduct(db: Kysely<ShopDatabase>, goods: Goods): Promise<void> {
  const { id, title, status = 'active', published = 1, variants } = goods
  const handle = title.toLowerCase().replaceAll(' ', '-')
  const description = `${title}, made by hand.\n\nWash it with care.`
  const now = '2026-01-01T00:00:00.000Z'
  const product = {
    id,
    handle,
    title,
    description,
    vendor: 'Taller',
    product_type: 'Kitchen',
    tags: '',
    status,
    published,
  }
  await db
    .insertInto('product')
    .values({ ...product, created_at: now, updated_at: now })
    .execute()
  const name = variants.some(({ size }) => size !== undefined) ? 'Size' : DEFAULT_OPTION
  await db.insertInto('product_option').values({ product_id: id, position: 1, name }).execute()
  for (const [index, variant] of variants.entries()) await addVariant(db, id, index + 1, variant)
  await refreshListing(db, id)
}

async function addVariant(
  db: Kysely<ShopDatabase>,
  productId: number,
  position: number,
  variant: GoodsVariant,
): Promise<void> {
  const { id, size = DEFAULT_VALUE, priceMinor, stock, oversell = 'deny' } = variant
  const options = { option1: size, option2: null, option3: null }
  const count = { tracked: stock === null ? (0 as const) : (1 as const), stock: stock ?? 0, oversell }
  const rest = { sku: `SKU-${id}`, barcode: null, compare_at_minor: null, image_id: null }
  const parcel = { grams: 100, requires_shipping: 1 as const, taxable: 1 as const }
  await db
    .insertInto('variant')
    .values({ id, product_id: productId, position, price_minor: priceMinor, ...options, ...count, ...rest, ...parcel })
    .execute()
}
