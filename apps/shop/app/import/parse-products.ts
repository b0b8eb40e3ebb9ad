import { handleOf, oneLine, parseHandle } from './cells.ts'
import { type Columns, findColumns } from './columns.ts'
import type { CsvFile, CsvRow } from './csv.ts'
import type { ParsedProduct } from './model.ts'
import { createCollectionReader } from './parse-collection.ts'
import { parseProduct } from './parse-product.ts'
import { type ImportProblem, quoted } from './problems.ts'
import { createRowReader, type Note } from './row-reader.ts'

const HANDLE_CHARS_MAX = 255

/** What a product file says. */
export interface ParsedFile {
  /** Handles in the order they first appear. Null: the product has an error and is skipped. */
  readonly products: ReadonlyMap<string, ParsedProduct | null>
  /** Products that are skipped because their rows have no handle, or one that is none. */
  readonly nameless: number
  /** In the order of rows. */
  readonly problems: readonly ImportProblem[]
}

/**
 * Makes products of the rows of a product file. Rows of one handle belong together wherever they stand.
 *
 * @param currency the shop's, which decides how many decimals a price may have
 * @throws {ImportError} `import/no-known-column`, `import/double-column`
 */
export function parseProducts(file: CsvFile, currency: string): ParsedFile {
  const columns = findColumns(file.header)
  const problems: ImportProblem[] = []
  const note: Note = (problem) => problems.push(problem)
  warnOfUncountedStock(columns, note)

  const { groups, nameless } = groupByHandle(file, columns, note)
  const collectionOf = createCollectionReader()
  const products = new Map<string, ParsedProduct | null>()
  for (const [handle, rows] of groups) {
    let errors = 0
    const readers = rows.map((row) =>
      createRowReader({ header: file.header, columns }, row, handle, (problem) => {
        if (problem.severity === 'error') errors += 1
        note(problem)
      }),
    )
    for (const [index, row] of rows.entries()) checkWidth(file.header, row, readers[index])
    const product = parseProduct(handle, readers, columns, currency, collectionOf)
    products.set(handle, errors === 0 ? product : null)
  }
  return { products, nameless, problems: problems.sort((a, b) => a.row - b.row) }
}

function groupByHandle(
  file: CsvFile,
  columns: Columns,
  note: Note,
): { readonly groups: ReadonlyMap<string, CsvRow[]>; readonly nameless: number } {
  const groups = new Map<string, CsvRow[]>()
  const nameless = new Set<string | CsvRow>()
  for (const row of file.rows) {
    if (row.cells.every((cell) => cell.trim() === '')) continue
    const handle = findHandle(file.header, row, columns, note)
    if (handle === null) {
      // Rows that share what should be a handle are one product.
      nameless.add(row.cells[columns.get('handle') ?? -1]?.trim() || row)
      continue
    }
    const group = groups.get(handle)
    if (group === undefined) groups.set(handle, [row])
    else group.push(row)
  }
  return { groups, nameless: nameless.size }
}

/** A row without a handle is a product of its own if it has a title. */
function findHandle(header: readonly string[], row: CsvRow, columns: Columns, note: Note): string | null {
  const read = createRowReader({ header, columns }, row, null, note)
  const written = read.text('handle') ?? ''
  const title = oneLine(read.text('title') ?? '')
  if (written === '' && title === '') {
    read.error('import/no-handle', 'The row has neither a handle nor a title. Write the handle of its product into it.')
    return null
  }
  const handle = written === '' ? handleOf(title) : parseHandle(written)
  if (handle !== null && handle.length <= HANDLE_CHARS_MAX) return handle
  read.error(
    'import/bad-handle',
    written === ''
      ? `No handle can be made of the title ${quoted(title)}. Write a handle of letters, digits and dashes.`
      : `The handle is ${quoted(written)}. Use letters, digits and dashes, at most ${HANDLE_CHARS_MAX}.`,
  )
  return null
}

function checkWidth(
  header: readonly string[],
  { cells }: CsvRow,
  read: ReturnType<typeof createRowReader> | undefined,
): void {
  if (cells.length < header.length) {
    read?.warning(
      'import/short-row',
      `The row ends after ${cells.length} of ${header.length} cells. The rest counts as blank.`,
    )
  }
  if (cells.slice(header.length).some((cell) => cell.trim() !== '')) {
    read?.error(
      'import/long-row',
      `The row has ${cells.length} cells and the header ${header.length}. Put cells with a comma in quotes.`,
    )
  }
}

function warnOfUncountedStock(columns: Columns, note: Note): void {
  if (!columns.has('stock') || columns.has('tracker')) return
  note({
    row: 1,
    line: 1,
    handle: null,
    severity: 'warning',
    code: 'import/stock-not-tracked',
    message:
      'The file has quantities but no column “Inventory tracker”, so the stock of new products is not counted. ' +
      'Add that column, with “shopify” in each row whose stock is to be counted.',
  })
}
