import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Pictures that the shop has encoded, or is about to: one row for each content, however many products show it. A row
 * without a size waits. A picture that turns out to be none is deleted, and its products are without it.
 */
export const pictures: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('picture')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('width', 'integer')
      .addColumn('height', 'integer')
      .addColumn('taken_at', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .alterTable('image')
      .addColumn('picture_key', 'text', (column) => column.references('picture.key').onDelete('set null'))
      .execute()
    await db.schema.createIndex('image_of_picture').on('image').column('picture_key').execute()
  },
}
