import type { Kysely } from 'kysely'
import { type CatalogueQueries, createCatalogueQueries } from '../../catalogue/queries.ts'
import type { ShopDatabase } from '../../data/schema.ts'
import { newDatabase } from '../../data/testing/new-database.ts'
import { type ImportReport, importProducts } from '../import.ts'

/** A database that product files are brought into, in euros. */
export interface Bench {
  readonly db: Kysely<ShopDatabase>
  readonly queries: CatalogueQueries
  bring(csv: string): Promise<ImportReport>
}

/** Runs a test on a {@link Bench} of its own. */
export async function withBench(run: (bench: Bench) => Promise<void>): Promise<void> {
  const db = await newDatabase()
  async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text)
  }
  const bring = (csv: string) => importProducts(db, bytesOf(csv), { currency: 'EUR' })
  try {
    await run({ db, queries: createCatalogueQueries(db), bring })
  } finally {
    await db.destroy()
  }
}
