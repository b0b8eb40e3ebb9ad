import { newPostgresDatabase } from '@comanda/test-kit/postgres'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { IN_MEMORY, openDatabase } from '../../data/database.ts'
import type { DialectName } from '../../data/dialect-name.ts'
import { finding } from '../../data/migrations/0003-finding.ts'
import type { ShopDatabase } from '../../data/schema.ts'

const INT8 = 20

/** A database with the tables that products are found by; on PostgreSQL, only those and the ids of products. */
export async function findingDatabase(dialect: DialectName): Promise<Kysely<ShopDatabase>> {
  if (dialect === 'sqlite') return openDatabase(IN_MEMORY)
  const types = {
    getTypeParser: (oid: number, format?: 'text') =>
      oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
  }
  const connectionString = await newPostgresDatabase('finding')
  const pool = new pg.Pool({ connectionString, types: types as pg.CustomTypesConfig })
  // A pool counts as closed before its connections are: the server may be gone first.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<ShopDatabase>({ dialect: new PostgresDialect({ pool }) })
  await sql`create table product (id integer primary key)`.execute(db)
  await finding.up(db)
  return db
}

/** Makes the ids of products known. */
export async function addProducts(
  db: Kysely<ShopDatabase>,
  dialect: DialectName,
  ids: readonly number[],
): Promise<void> {
  for (const id of ids) {
    await (dialect === 'postgres'
      ? sql`insert into product (id) values (${id})`
      : sql`insert into product (id, handle, title, description, vendor, product_type, tags, status, published, created_at,
          updated_at) values (${id}, ${`p${id}`}, '', '', '', '', '', 'active', 1, '', '')`
    ).execute(db)
  }
}
