import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { tagsOf } from '../slug.ts'

/**
 * What products are called in other languages, collections, and tags one can look products up by. The tags of the
 * products that are there are brought along.
 */
export const languagesAndCollections: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createTranslations(db)
    await createCollections(db)
    await createTags(db)
    await fillTags(db)
  },
}

async function createTranslations(db: Kysely<unknown>): Promise<void> {
  await withTexts(translationOf(db, 'product'), 'title', 'description', 'product_type', 'tags')
    .addPrimaryKeyConstraint('product_translation_key', ['product_id', 'language'])
    .execute()
  await withTexts(translationOf(db, 'variant'), 'option1', 'option2', 'option3')
    .addPrimaryKeyConstraint('variant_translation_key', ['variant_id', 'language'])
    .execute()
  await withTexts(translationOf(db, 'image'), 'alt')
    .addPrimaryKeyConstraint('image_translation_key', ['image_id', 'language'])
    .execute()
  await withTexts(
    db.schema
      .createTable('product_option_translation')
      .addColumn('product_id', 'integer', (column) => column.notNull().references('product.id').onDelete('cascade'))
      .addColumn('position', 'integer', (column) => column.notNull()),
    'language',
    'name',
  )
    .addPrimaryKeyConstraint('product_option_translation_key', ['product_id', 'position', 'language'])
    .addCheckConstraint('product_option_translation_position', sql`position between 1 and 3`)
    .execute()
}

async function createCollections(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('collection')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('handle', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .execute()
  await withTexts(translationOf(db, 'collection'), 'title', 'description')
    .addPrimaryKeyConstraint('collection_translation_key', ['collection_id', 'language'])
    .execute()
  await db.schema
    .createTable('collection_product')
    .addColumn('collection_id', 'integer', (column) => column.notNull().references('collection.id').onDelete('cascade'))
    .addColumn('product_id', 'integer', (column) => column.notNull().references('product.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('collection_product_key', ['collection_id', 'product_id'])
    .execute()
  await db.schema.createIndex('collection_product_product').on('collection_product').column('product_id').execute()
}

async function createTags(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('product_tag')
    .addColumn('product_id', 'integer', (column) => column.notNull().references('product.id').onDelete('cascade'))
    .addColumn('tag', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('product_tag_key', ['product_id', 'tag'])
    .execute()
  await db.schema.createIndex('product_tag_tag').on('product_tag').columns(['tag', 'product_id']).execute()
}

async function fillTags(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: number; tags: string }>`select id, tags from product where tags <> ''`.execute(db)
  for (const { id, tags } of rows) {
    for (const { tag, label } of tagsOf(tags)) {
      await sql`insert into product_tag (product_id, tag, label) values (${id}, ${tag}, ${label})`.execute(db)
    }
  }
}

/** A table that says in another language what a row of `table` says. */
function translationOf(
  db: Kysely<unknown>,
  table: 'product' | 'variant' | 'image' | 'collection',
): CreateTableBuilder<string, string> {
  const builder: CreateTableBuilder<string, string> = db.schema.createTable(`${table}_translation`)
  return withTexts(
    builder.addColumn(`${table}_id`, 'integer', (column) =>
      column.notNull().references(`${table}.id`).onDelete('cascade'),
    ),
    'language',
  )
}

function withTexts(
  builder: CreateTableBuilder<string, string>,
  ...columns: readonly string[]
): CreateTableBuilder<string, string> {
  return columns.reduce((table, name) => table.addColumn(name, 'text', (column) => column.notNull()), builder)
}
