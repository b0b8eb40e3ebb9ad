import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Products, their options, variants and pictures, and the shop's own settings.
 *
 * Amounts are `bigint`: PostgreSQL's `integer` ends at 21 million euros. Ids are never used again after a row is
 * deleted (AUTOINCREMENT): a cart that names a variant that is gone must not come to name another one.
 */
export const catalogue: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createProduct(db)
    await createProductOption(db)
    await createImage(db)
    await createVariant(db)
    await db.schema
      .createTable('shop_setting')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
  },
}

async function createProduct(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('product')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('handle', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('vendor', 'text', (column) => column.notNull())
    .addColumn('product_type', 'text', (column) => column.notNull())
    .addColumn('tags', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('published', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addCheckConstraint('product_status_known', sql`status in ('active', 'draft', 'archived')`)
    .addCheckConstraint('product_published_flag', sql`published in (0, 1)`)
    .execute()
  await db.schema.createIndex('product_shelf').on('product').columns(['status', 'published', 'id']).execute()
}

async function createProductOption(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('product_option')
    .addColumn('product_id', 'integer', (column) => column.notNull().references('product.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('product_option_key', ['product_id', 'position'])
    .addCheckConstraint('product_option_position', sql`position between 1 and 3`)
    .execute()
}

async function createImage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('image')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('product_id', 'integer', (column) => column.notNull().references('product.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('alt', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('image_of_product').on('image').columns(['product_id', 'position']).execute()
}

async function createVariant(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('variant')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('product_id', 'integer', (column) => column.notNull().references('product.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('option1', 'text', (column) => column.notNull())
    .addColumn('option2', 'text')
    .addColumn('option3', 'text')
    .addColumn('sku', 'text')
    .addColumn('barcode', 'text')
    .addColumn('price_minor', 'bigint', (column) => column.notNull())
    .addColumn('compare_at_minor', 'bigint')
    .addColumn('tracked', 'integer', (column) => column.notNull())
    .addColumn('stock', 'integer', (column) => column.notNull())
    .addColumn('oversell', 'text', (column) => column.notNull())
    .addColumn('grams', 'integer', (column) => column.notNull())
    .addColumn('requires_shipping', 'integer', (column) => column.notNull())
    .addColumn('taxable', 'integer', (column) => column.notNull())
    .addColumn('image_id', 'integer', (column) => column.references('image.id').onDelete('set null'))
    .addCheckConstraint('variant_stock_not_negative', sql`stock >= 0`)
    .addCheckConstraint('variant_price_not_negative', sql`price_minor >= 0`)
    .addCheckConstraint('variant_compare_at_not_negative', sql`compare_at_minor >= 0`)
    .addCheckConstraint('variant_grams_not_negative', sql`grams >= 0`)
    .addCheckConstraint('variant_oversell_known', sql`oversell in ('deny', 'continue')`)
    .addCheckConstraint('variant_flags', sql`tracked in (0, 1) and requires_shipping in (0, 1) and taxable in (0, 1)`)
    .execute()
  await db.schema.createIndex('variant_of_product').on('variant').columns(['product_id', 'position']).execute()
  await db.schema.createIndex('variant_of_image').on('variant').column('image_id').execute()
  // An index on expressions, since NULLs never equal each other and an absent option must.
  await sql`create unique index variant_options_once
    on variant (product_id, option1, coalesce(option2, ''), coalesce(option3, ''))`.execute(db)
}
