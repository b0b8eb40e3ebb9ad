import type { Kysely } from 'kysely'
import { catalogueCurrency, settleCurrency } from '../data/currency.ts'
import type { ShopDatabase } from '../data/schema.ts'
import type { PictureSource } from '../pictures/intake.ts'
import { findColumns } from './columns.ts'
import { type CsvFile, readCsv } from './csv.ts'
import { type Merged, mergeProduct } from './merge.ts'
import type { ParsedProduct, Product } from './model.ts'
import { parseProducts } from './parse-products.ts'
import { ImportError, type ImportProblem, quoted } from './problems.ts'
import { isSameProduct, loadProduct, writeProduct } from './product-store.ts'
import { writeCollection } from './shelving-store.ts'
import { type PicturePlace, type TakenPictures, takePictures } from './take-pictures.ts'

/** How an import is done. */
export interface ImportOptions {
  /** The shop's currency, ISO 4217: prices in the file are in it. */
  readonly currency: string
  /** Reads and checks everything and reports the same, and writes nothing. */
  readonly dryRun?: boolean
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: () => number
  /** Where the pictures are that the file names, and where they are kept. Without it their names stay text. */
  readonly pictures?: PictureSource
  /** Called after each product. */
  readonly onProgress?: (progress: ImportProgress) => void
}

/** How far an import is, in products. */
export interface ImportProgress {
  readonly done: number
  readonly total: number
}

/** What came of an import; of a dry run, what would come of it. The four counts are products. */
export interface ImportReport {
  readonly dryRun: boolean
  /** Rows of the file, the header and empty lines not counted. */
  readonly rows: number
  readonly created: number
  readonly updated: number
  /** There already, exactly as the file tells. */
  readonly unchanged: number
  /** Left as they were, or left out, for an error that `problems` tells. */
  readonly skipped: number
  /** In the order of rows. */
  readonly problems: readonly ImportProblem[]
  /** Where each picture that was taken in is named first, by its key. Those that are new wait to be encoded. */
  readonly pictures: ReadonlyMap<string, PicturePlace>
}

/**
 * Brings the products of a CSV file into the database: Shopify's product export, with either generation of its header.
 *
 * - The file is read and checked whole before anything is written; then each product is one transaction. A product
 *   with an error is skipped, the others go in.
 * - A handle that is there already is brought up to date: a column the file does not have leaves what is there, a
 *   blank cell sets blank. Variants are known by their option values and keep their ids; those the file does not have
 *   are removed. The stock is set to the file's, so import a fresh export, not one from before the last sales.
 * - Translations are in columns with the language behind their name. A product is in the collection its row names, which
 *   is made if it is missing, and in no other.
 * - Files that the picture columns name are taken in; what is wrong with one is a warning. Nothing is fetched from
 *   addresses in the file, and no HTML is kept.
 *
 * Importing the same file again changes nothing.
 *
 * @param source the file's bytes
 * @throws {ImportError} if the file or the database cannot be used; see `ImportErrorCode`
 */
export async function importProducts(
  db: Kysely<ShopDatabase>,
  source: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportReport> {
  return importRows(db, await readCsv(source, findColumns), options)
}

/** {@link importProducts} for a file that has been read already. */
export async function importRows(
  db: Kysely<ShopDatabase>,
  file: CsvFile,
  { currency, dryRun = false, clock = Date.now, pictures, onProgress = () => {} }: ImportOptions,
): Promise<ImportReport> {
  const { products, nameless, problems } = parseProducts(file, currency)
  await checkCurrency(db, currency, dryRun)
  const counts = { created: 0, updated: 0, unchanged: 0, skipped: nameless }
  const taken = pictures ? await takePictures(db, products.values(), pictures, dryRun) : NO_PICTURES
  const collections = new Set<string>()
  const refusals: ImportProblem[] = []
  let done = 0
  for (const [handle, product] of products) {
    const outcome =
      product === null
        ? SKIPPED
        : await (dryRun ? plan(db, product, taken) : importProduct(db, product, { clock, done, collections, taken }))
    counts[outcome.kind] += 1
    if (outcome.kind === 'skipped' && outcome.refused !== null) refusals.push(problemOf(handle, outcome.refused))
    done += 1
    onProgress({ done, total: products.size })
  }
  const all = [...problems, ...taken.problems, ...refusals].sort((a, b) => a.row - b.row)
  return { dryRun, rows: file.rows.length, ...counts, problems: all, pictures: taken.places }
}

type Refused = Merged & { kind: 'refused' }

type Outcome =
  | { readonly kind: 'created' | 'updated'; readonly before: Product | null; readonly product: Product }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'skipped'; readonly refused: Refused | null }

const NO_PICTURES: TakenPictures = { keys: new Map(), places: new Map(), problems: [] }

const SKIPPED: Outcome = { kind: 'skipped', refused: null }

async function plan(db: Kysely<ShopDatabase>, parsed: ParsedProduct, { keys }: TakenPictures): Promise<Outcome> {
  const before = await loadProduct(db, parsed.handle)
  const merged = mergeProduct(before, parsed, keys)
  if (merged.kind === 'refused') return { kind: 'skipped', refused: merged }
  const { product } = merged
  if (isSameProduct(before, product)) return { kind: 'unchanged' }
  return { kind: before === null ? 'created' : 'updated', before, product }
}

/** Where an import stands. */
interface Course {
  readonly clock: () => number
  /** Products imported so far. */
  readonly done: number
  /** Handles of the collections that have been written. */
  readonly collections: Set<string>
  readonly taken: TakenPictures
}

async function importProduct(
  db: Kysely<ShopDatabase>,
  parsed: ParsedProduct,
  { clock, done, collections, taken }: Course,
): Promise<Outcome> {
  const { collection } = parsed
  const isFirst = collection && !collections.has(collection.handle)
  try {
    const imported = await db.transaction().execute(async (transaction) => {
      const outcome = await plan(transaction, parsed, taken)
      if (isFirst && outcome.kind !== 'skipped') await writeCollection(transaction, collection)
      if (outcome.kind === 'created' || outcome.kind === 'updated') {
        await writeProduct(transaction, outcome.before, outcome.product, new Date(clock()).toISOString())
      }
      return outcome
    })
    if (isFirst && imported.kind !== 'skipped') collections.add(collection.handle)
    return imported
  } catch (cause) {
    throw writeFailed(parsed, done, cause)
  }
}

function problemOf(handle: string, { row, line, code, message }: Refused): ImportProblem {
  return { row, line, handle, severity: 'error', code, message }
}

async function checkCurrency(db: Kysely<ShopDatabase>, currency: string, dryRun: boolean): Promise<void> {
  const kept = await catalogueCurrency(db)
  if (kept === currency) return
  const settled = dryRun
    ? kept === null
    : await db.transaction().execute((transaction) => settleCurrency(transaction, currency))
  if (settled) return
  throw new ImportError(
    'import/other-currency',
    `The shop's prices are in ${kept}, and this import is in ${currency}. Set SHOP_CURRENCY to ${kept}, or begin with an ` +
      'empty DATA_DIR.',
  )
}

function writeFailed({ handle, row }: ParsedProduct, done: number, cause: unknown): ImportError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ImportError(
    'import/write-failed',
    `The database refused the product ${quoted(handle)} of row ${row}: ${reason}. It is as it was before, and so are ` +
      `those after it; the ${done} before it are done. Mend the cause and import again: nothing is imported twice.`,
    { cause },
  )
}
