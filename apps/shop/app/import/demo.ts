import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { minorDigits } from 'comanda/money'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { Media } from '../pictures/media.ts'
import { findColumns } from './columns.ts'
import { type CsvFile, readCsv } from './csv.ts'
import { type ImportOptions, type ImportReport, importRows } from './import.ts'

const DEMO_FOLDER = join(import.meta.dirname, '..', '..', 'catalogue')

/** How the demo is imported. Without `media` it comes without pictures. */
export interface DemoOptions extends Omit<ImportOptions, 'pictures'> {
  readonly media?: Media
}

/**
 * Imports the demo catalogue: 42 products to see the shop with, and a draft that must not be seen. Its prices are the
 * same numbers in every currency; where there are no cents, cents become units (¥1450 for 14.50).
 *
 * @throws {ImportError} `import/other-currency`, `import/write-failed`
 */
export async function importDemoCatalogue(
  db: Kysely<ShopDatabase>,
  { media, ...options }: DemoOptions,
): Promise<ImportReport> {
  const file = await readCsv(createReadStream(join(DEMO_FOLDER, 'demo.csv')))
  const pictures = media === undefined ? {} : { pictures: { folder: DEMO_FOLDER, media } }
  const priced = minorDigits(options.currency) === 0 ? withoutCents(file) : file
  return importRows(db, priced, { ...options, ...pictures })
}

/** Every price of the demo has two decimals, so taking the point out multiplies by a hundred. */
function withoutCents(file: CsvFile): CsvFile {
  const columns = findColumns(file.header)
  const prices = new Set([columns.get('price'), columns.get('compareAt')])
  const rows = file.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, index) => (prices.has(index) ? cell.replace('.', '') : cell)),
  }))
  return { ...file, rows }
}
