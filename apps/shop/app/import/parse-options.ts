import { DEFAULT_OPTION, DEFAULT_VALUE } from '../data/schema.ts'
import type { Columns } from './columns.ts'
import { OPTIONS_MAX } from './model.ts'
import type { RowReader } from './row-reader.ts'

const NAME_FIELDS = ['option1Name', 'option2Name', 'option3Name'] as const
const VALUE_FIELDS = ['option1Value', 'option2Value', 'option3Value'] as const

const OPTION_CHARS_MAX = 255

/** The options of a product, as far as the file tells. */
export interface OptionColumns {
  /** At least one. Undefined: the file has no columns for names, so the product keeps those it has. */
  readonly names: readonly string[] | undefined
  /** The file has columns for names and they are blank: the product has the default option. */
  readonly unnamed: boolean
  /** Whether the file has columns for values: without them it cannot tell variants apart. */
  readonly hasValues: boolean
}

/** The names of the product's options, from its own row. A product without any has the default option. */
export function parseOptionNames(own: RowReader, columns: Columns): OptionColumns {
  const hasValues = VALUE_FIELDS.some((field) => columns.has(field))
  const hasNames = hasValues && NAME_FIELDS.some((field) => columns.has(field))
  if (!hasNames) return { names: undefined, unnamed: false, hasValues }
  const names = withoutEndingBlanks(NAME_FIELDS.map((field) => own.label(field, OPTION_CHARS_MAX) ?? ''))
  if (names.length === 0) return { names: [DEFAULT_OPTION], unnamed: true, hasValues }
  if (names.includes('')) {
    own.error('import/no-option-name', 'An option without a name stands before one with a name. Name it.')
  } else if (new Set(names).size < names.length) {
    own.error('import/same-option', 'Two options of the product have the same name. Give one of them another name.')
  }
  return { names, unnamed: false, hasValues }
}

/**
 * The option values of one variant: as many as the product has options, if their names are told. Undefined: the file
 * has no columns for values.
 */
export function parseOptionValues(read: RowReader, { names, unnamed, hasValues }: OptionColumns): string[] | undefined {
  if (!hasValues) return undefined
  const written = withoutEndingBlanks(VALUE_FIELDS.map((field) => read.label(field, OPTION_CHARS_MAX) ?? ''))
  const mayBeDefault = names === undefined || (names.length === 1 && names[0] === DEFAULT_OPTION)
  const values = written.length === 0 && mayBeDefault ? [DEFAULT_VALUE] : written
  if (unnamed && (values.length > 1 || values[0] !== DEFAULT_VALUE)) {
    read.error('import/no-option-name', 'The row has option values, but the first row of the product names no option.')
  } else {
    checkValues(read, names ?? values, values)
  }
  return values
}

function checkValues(read: RowReader, names: readonly string[], values: readonly string[]): void {
  for (let index = 0; index < OPTIONS_MAX; index += 1) {
    const [name, value = ''] = [names[index], values[index]]
    if (name !== undefined && value === '') {
      read.error('import/no-option-value', `The variant has no value for option ${index + 1}. Write one.`)
    }
    if (name === undefined && value !== '') {
      read.error(
        'import/no-option-name',
        `Option ${index + 1} has a value here, but the product's first row does not name it.`,
      )
    }
  }
}

function withoutEndingBlanks(texts: readonly string[]): string[] {
  const last = texts.findLastIndex((text) => text !== '')
  return texts.slice(0, last + 1)
}
