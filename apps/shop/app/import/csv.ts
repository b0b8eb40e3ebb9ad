import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, type InfoRecord, type Parser, parse } from 'csv-parse'
import { ImportError } from './problems.ts'

/** Bytes a product file may have. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024
/** Rows a product file may have, the header not counted. */
export const ROWS_MAX = 100_000
/** Bytes one row may have: a quote that is never closed would otherwise swallow the rest of the file. */
export const ROW_BYTES_MAX = 1024 * 1024

/** One row of a CSV file. */
export interface CsvRow {
  /** As a spreadsheet counts: the header is row 1, empty lines count. */
  readonly row: number
  /** The line of the file on which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** A CSV file, read whole. */
export interface CsvFile {
  readonly header: readonly string[]
  readonly rows: readonly CsvRow[]
}

/**
 * Reads a CSV file (RFC 4180): UTF-8 with or without a byte order mark, any line ends, line breaks inside quotes, empty
 * lines. It is read to its end before anything is handed on, since the rows of a product may stand anywhere, and a
 * product must not lose the variants behind a broken row.
 *
 * @param source the file's bytes, in chunks of any size
 * @param checkHeader sees the first row before any other is read, and may throw: what is no product file is best told
 *   so, and not by what is odd in its second row
 * @throws {ImportError} `import/empty`, `import/too-big`, `import/not-utf8`, `import/broken-csv`; and whatever `source`
 *   throws
 */
export async function readCsv(
  source: AsyncIterable<Uint8Array>,
  checkHeader: (header: readonly string[]) => void = () => {},
): Promise<CsvFile> {
  const rows: CsvRow[] = []
  let nextLine = 1

  function take(cells: string[], info: InfoRecord): null {
    const line = nextLine + info.empty_lines
    rows.push({ row: rows.length + info.empty_lines + 1, line, cells })
    if (rows.length === 1) checkHeader(cells)
    if (rows.length > ROWS_MAX + 1) throw tooBig(`more than ${ROWS_MAX} rows`)
    // Counted here: the parser takes a CR LF inside quotes for two lines.
    nextLine += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0)
    return null
  }

  const parser = parserOf(take)
  try {
    await pipeline(Readable.from(decoded(source)), parser)
  } catch (error) {
    throw error instanceof CsvError ? broken(error, nextLine + parser.info.empty_lines) : error
  }
  const [header, ...rest] = rows
  if (header === undefined) throw new ImportError('import/empty', 'The file is empty. Choose the file of an export.')
  return { header: header.cells, rows: rest }
}

function parserOf(take: (cells: string[], info: InfoRecord) => null): Parser {
  const parser = parse({
    // Longest first. Told, and not guessed from the first line: some files have both.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ROW_BYTES_MAX,
    // Each row is taken as it is parsed, so that none is lost to an error behind it.
    on_record: take,
  })
  parser.resume()
  return parser
}

async function* decoded(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > FILE_BYTES_MAX) throw tooBig(`more than ${FILE_BYTES_MAX / 1024 / 1024} MiB`)
    yield decode(() => decoder.decode(chunk, { stream: true }))
  }
  yield decode(() => decoder.decode())
}

/** A NUL is valid UTF-8 but in no text: it tells of UTF-16, or of a file that is no text at all. */
function decode(read: () => string): string {
  try {
    const text = read()
    if (!text.includes('\0')) return text
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  throw new ImportError('import/not-utf8', 'The file is not text in UTF-8. In the spreadsheet, save it as “CSV UTF-8”.')
}

function lineBreaks(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0
}

function tooBig(what: string): ImportError {
  return new ImportError('import/too-big', `The file has ${what}. Split it, keeping the rows of a product together.`)
}

function broken(error: CsvError, line: number): ImportError {
  const start = `The row that begins on line ${line}`
  const message =
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? `${start} is longer than 1 MiB. Perhaps a quote is opened in it and not closed: mend it and import again.`
      : error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `${start} has a quote that is never closed. Close it and import again.`
        : `${start} has a quote in the middle of a cell. Put the whole cell in quotes, double the quotes inside, and ` +
          'import again.'
  return new ImportError('import/broken-csv', `${message} Nothing was imported.`, { cause: error })
}
