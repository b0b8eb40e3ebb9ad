import { oneLine } from './cells.ts'
import type { Columns, Field } from './columns.ts'
import type { CsvRow } from './csv.ts'
import { type ImportProblem, type ProblemCode, quoted } from './problems.ts'

/** Takes down a problem of one row. */
export type Note = (problem: ImportProblem) => void

/** Reads the cells of one row by what they mean. Undefined always: the file has no such column. */
export interface RowReader {
  readonly row: number
  readonly line: number
  /** What the file calls the column of the field. */
  name(field: Field): string
  /** The cell, trimmed; `''` if it is blank. */
  text(field: Field): string | undefined
  /** Text on one line, an error `import/too-long`, and cut, if it has more than `charsMax` characters. */
  label(field: Field, charsMax: number): string | undefined
  /** What `parse` makes of the cell, or `blank`. If it makes nothing of it, that is an error and the answer `blank`. */
  value<T, B>(field: Field, parse: (text: string) => T | null, blank: B, wrong: Wrong): T | B | undefined
  error(code: ProblemCode, message: string): void
  warning(code: ProblemCode, message: string): void
}

/** How to say that a cell is wrong: the code, and the end of a sentence that begins with the column and its text. */
export interface Wrong {
  readonly code: ProblemCode
  readonly hint: string
}

/** @param header the file's own names of its columns, for messages */
export function createRowReader(
  { header, columns }: { readonly header: readonly string[]; readonly columns: Columns },
  source: CsvRow,
  handle: string | null,
  note: Note,
): RowReader {
  const { row, line } = source

  function problem(severity: ImportProblem['severity'], code: ProblemCode, message: string): void {
    note({ row, line, handle, severity, code, message })
  }

  function nameOf(field: Field): string {
    return oneLine(header[columns.get(field) ?? -1] ?? '')
  }

  const reader: RowReader = {
    row,
    line,
    name: nameOf,
    text(field) {
      const index = columns.get(field)
      return index === undefined ? undefined : (source.cells[index] ?? '').trim()
    },
    label(field, charsMax) {
      const text = reader.text(field)
      if (text === undefined) return undefined
      if (text.length <= charsMax) return oneLine(text)
      reader.error('import/too-long', `${nameOf(field)} is longer than ${charsMax} characters. Shorten it.`)
      return oneLine(text.slice(0, charsMax))
    },
    value(field, parse, blank, wrong) {
      const text = reader.text(field)
      if (text === undefined) return undefined
      if (text === '') return blank
      const value = parse(text)
      if (value !== null) return value
      reader.error(wrong.code, `${nameOf(field)} is ${quoted(text)}. ${wrong.hint}`)
      return blank
    },
    error: (code, message) => problem('error', code, message),
    warning: (code, message) => problem('warning', code, message),
  }
  return reader
}
