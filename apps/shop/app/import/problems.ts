import { ComandaError } from 'comanda/error'
import type { PictureRefusal } from '../pictures/refusal.ts'

/**
 * What can be wrong with a product file. A problem of a row is told and the import goes on; a file that cannot be
 * read at all, or a database that refuses, ends it with an {@link ImportError}.
 *
 * @module
 */

/**
 * What can be wrong with a row. Stable, for programs.
 *
 * Errors, for which the product is skipped: all but the last group. Warnings, after which it is imported:
 * `import/short-row`, `import/negative-stock`, `import/row-ignored`, `import/picture-ignored`, `import/other-title`,
 * `import/stock-not-tracked`, `import/nothing-to-translate`, `import/same-translation`, `import/other-tags`,
 * `import/other-collection-name`, and for each reason why a picture is not taken `import/picture-` with that reason.
 */
export type ProblemCode =
  | 'import/no-handle'
  | 'import/bad-handle'
  | 'import/no-title'
  | 'import/too-long'
  | 'import/long-row'
  | 'import/bad-yes-or-no'
  | 'import/bad-status'
  | 'import/bad-price'
  | 'import/no-price'
  | 'import/bad-stock'
  | 'import/bad-policy'
  | 'import/bad-weight'
  | 'import/no-option-name'
  | 'import/no-option-value'
  | 'import/same-option'
  | 'import/same-variant'
  | 'import/which-variant'
  | 'import/too-many-variants'
  | 'import/too-many-pictures'
  | 'import/bad-collection'
  | 'import/short-row'
  | 'import/negative-stock'
  | 'import/row-ignored'
  | 'import/picture-ignored'
  | 'import/other-title'
  | 'import/stock-not-tracked'
  | 'import/nothing-to-translate'
  | 'import/same-translation'
  | 'import/other-tags'
  | 'import/other-collection-name'
  | `import/picture-${PictureRefusal}`

/** Something the merchant should look at, and where. */
export interface ImportProblem {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number
  /** The line of the file on which the row begins, from 1. A cell with line breaks makes a row of several lines. */
  readonly line: number
  /** The product's handle, as far as it could be read. */
  readonly handle: string | null
  /** `error`: the product is skipped. `warning`: it is imported. */
  readonly severity: 'error' | 'warning'
  readonly code: ProblemCode
  /** A sentence: what is wrong, and what to do. Holds no control characters. */
  readonly message: string
}

/** Why an import could not be done, or not be finished. Stable, for programs. */
export type ImportErrorCode =
  | 'import/no-file'
  | 'import/not-a-file'
  | 'import/unreadable'
  | 'import/empty'
  | 'import/too-big'
  | 'import/not-utf8'
  | 'import/broken-csv'
  | 'import/no-known-column'
  | 'import/double-column'
  | 'import/other-currency'
  | 'import/write-failed'

/** The import as a whole failed. Unless the code is `import/write-failed`, nothing was written. */
export class ImportError extends ComandaError<ImportErrorCode> {
  override readonly name: string = 'ImportError'
}

/** Characters of a cell that a message repeats. */
const QUOTED_CHARS_MAX = 40

/** A cell's text for a message: on one line, without control characters (a terminal obeys them), cut if long. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 2 * QUOTED_CHARS_MAX + 2).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')]
  const cut = characters.length > QUOTED_CHARS_MAX || text.length > 2 * QUOTED_CHARS_MAX + 2
  return `“${characters.slice(0, QUOTED_CHARS_MAX).join('')}${cut ? '…' : ''}”`
}
