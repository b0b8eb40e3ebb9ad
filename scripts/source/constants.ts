/** A number that a source file gives a name. */
export interface NamedNumber {
  /** A field of an object is told with it: `DATABASE_POOL.max`. */
  readonly name: string
  readonly value: number
}

const NUMBER = /^(?:export )?const ([A-Z][A-Z\d_]*)(?:: [^=]+)? = ([\d_.]+)$/gm
const OBJECT = /^(?:export )?const ([A-Z][A-Z\d_]*)(?:: [^=]+)? = \{\n([\s\S]*?)^\}/gm
const FIELD = /^ {2}(\w+): ([\d_.]+),$/gm

/** The numbers that a file names at its top, in constants written in capitals and in fields of such. */
export function namedNumbersOf(source: string): NamedNumber[] {
  const alone = [...source.matchAll(NUMBER)].map(([, name = '', digits = '']) => named(name, digits))
  const fields = [...source.matchAll(OBJECT)].flatMap(([, object = '', body = '']) =>
    [...body.matchAll(FIELD)].map(([, field = '', digits = '']) => named(`${object}.${field}`, digits)),
  )
  return [...alone, ...fields]
}

function named(name: string, digits: string): NamedNumber {
  return { name, value: Number(digits.replaceAll('_', '')) }
}
