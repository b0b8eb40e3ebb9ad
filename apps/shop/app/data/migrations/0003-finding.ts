import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { type DialectName, dialectNameOf } from '../dialect-name.ts'

/**
 * What products are found by: places in listings, option values, and the words of each language. All of it can be made
 * again from the catalogue, and is made at the next start.
 */
export const finding: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const dialect = dialectNameOf(db)
    await createListing(db, dialect)
    await createOptions(db, dialect)
    await createWords(db, dialect)
    for (const language of ['en', 'es'] as const) {
      await (dialect === 'sqlite' ? createSqliteSearch(db, language) : createPostgresSearch(db, language))
    }
  },
}

async function createListing(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await clustered(
    dialect,
    db.schema
      .createTable('listing_entry')
      .addColumn('scope', binaryText(dialect), (column) => column.notNull())
      .addColumn('product_id', 'integer', (column) => column.notNull().references('product.id').onDelete('cascade'))
      .addColumn('price_minor', 'bigint', (column) => column.notNull())
      .addColumn('name_en', binaryText(dialect), (column) => column.notNull())
      .addColumn('name_es', binaryText(dialect), (column) => column.notNull())
      .addPrimaryKeyConstraint('listing_entry_key', ['scope', 'product_id']),
  ).execute()
  const index = (name: string, columns: readonly string[]) =>
    db.schema
      .createIndex(`listing_entry_${name}`)
      .on('listing_entry')
      .columns([...columns])
      .execute()
  await index('price', ['scope', 'price_minor', 'product_id'])
  await index('name_en', ['scope', 'name_en', 'product_id', 'price_minor'])
  await index('name_es', ['scope', 'name_es', 'product_id', 'price_minor'])
  await index('product', ['product_id'])
  await db.schema
    .createTable('listing_state')
    .addColumn('product_id', 'integer', (column) => column.primaryKey().references('product.id').onDelete('cascade'))
    .addColumn('digest', 'text', (column) => column.notNull())
    .execute()
}

async function createOptions(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await clustered(
    dialect,
    db.schema
      .createTable('listing_option')
      .addColumn('choice', binaryText(dialect), (column) => column.notNull())
      .addColumn('product_id', 'integer', (column) => column.notNull().references('product.id').onDelete('cascade'))
      .addColumn('variant_id', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('listing_option_key', ['choice', 'product_id', 'variant_id']),
  ).execute()
  await db.schema.createIndex('listing_option_product').on('listing_option').columns(['product_id', 'choice']).execute()
  await db.schema
    .createTable('choice_label')
    .addColumn('choice', binaryText(dialect), (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('choice_label_key', ['choice', 'language'])
    .execute()
}

async function createWords(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await clustered(
    dialect,
    db.schema
      .createTable('search_word')
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('word', binaryText(dialect), (column) => column.notNull())
      .addPrimaryKeyConstraint('search_word_key', ['language', 'word']),
  ).execute()
  await clustered(
    dialect,
    db.schema
      .createTable('search_trigram')
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('trigram', binaryText(dialect), (column) => column.notNull())
      .addColumn('letters', 'integer', (column) => column.notNull())
      .addColumn('word', binaryText(dialect), (column) => column.notNull())
      .addPrimaryKeyConstraint('search_trigram_key', ['language', 'trigram', 'letters', 'word']),
  ).execute()
}

/** The texts themselves are not kept twice: the index knows which words are where. */
async function createSqliteSearch(db: Kysely<unknown>, language: 'en' | 'es'): Promise<void> {
  const table = sql.id(`search_${language}`)
  await sql`create virtual table ${table} using fts5(title, names, body, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0')`.execute(db)
  await sql`create trigger ${sql.id(`search_${language}_product_gone`)} after delete on product
    begin delete from ${table} where rowid = old.id; end`.execute(db)
}

async function createPostgresSearch(db: Kysely<unknown>, language: 'en' | 'es'): Promise<void> {
  const name = `search_${language}`
  await db.schema
    .createTable(name)
    .addColumn('product_id', 'integer', (column) => column.primaryKey().references('product.id').onDelete('cascade'))
    .addColumn('document', sql`tsvector`, (column) => column.notNull())
    .execute()
  await db.schema.createIndex(`${name}_words`).on(name).using('gin').column('document').execute()
}

/** Text that sorts by its bytes, in every database alike. */
function binaryText(dialect: DialectName) {
  return dialect === 'sqlite' ? ('text' as const) : sql`text collate "C"`
}

/** SQLite keeps the rows in the order of their key, so that no index has to lead to them. */
function clustered(
  dialect: DialectName,
  table: CreateTableBuilder<string, string>,
): CreateTableBuilder<string, string> {
  return dialect === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table
}
