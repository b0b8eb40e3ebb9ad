import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const SHOWS = /^(\s*)(\S.*?)\s*\/\/ → (.+)$/
const THROWS = /^(\s*)(\S.*?)\s*\/\/ throws (\S+)$/
const MARK = /\/\/ (→|throws\b)/
const STATEMENT = /^(const|let|return|if|for|throw)\b/

const checks = pathToFileURL(join(import.meta.dirname, 'checks.ts')).href

/**
 * A program whose comments are checked when it runs: `value // → expected`, and `call // throws some/code` or the name of
 * an error without a code. No line moves.
 *
 * Throws an Error for such a comment behind anything but an expression of one line.
 */
export function checkedSource(source: string): string {
  const due: number[] = []
  const lines = source.split('\n').map((text, index) => {
    if (!MARK.test(text)) return text
    due.push(index + 1)
    return checkedLine(text, index + 1)
  })
  // The first line of a document is its heading, and so is empty here.
  lines[0] = `import { expects, shows, throws } from '${checks}'; expects([${due.join(', ')}])`
  return lines.join('\n')
}

function checkedLine(text: string, line: number): string {
  const [, indent = '', shown = '', expected = ''] = SHOWS.exec(text) ?? []
  const [, deep = '', thrower = '', code = ''] = THROWS.exec(text) ?? []
  if (shown !== '' && !STATEMENT.test(shown)) return `${indent}shows(${line}, (${shown}), (${expected}))`
  if (thrower !== '' && !STATEMENT.test(thrower))
    return `${deep}await throws(${line}, async () => (${thrower}), '${code}')`
  throw new Error(`line ${line}: put "// → value" or "// throws some/code" behind an expression of one line: ${text}`)
}
