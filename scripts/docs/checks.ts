/** What programs of documents are checked with while they run: see `checked.ts`. */
import { inspect, isDeepStrictEqual } from 'node:util'

const due = new Set<number>()
const failures: string[] = []

/** Says which lines are to be checked. A line that the program never comes to is a failure. */
export function expects(lines: readonly number[]): void {
  for (const line of lines) due.add(line)
}

/**
 * Whether `found` is what the document says. An ellipsis in an expected text stands for any text. Failures are told when
 * the program ends: one that is thrown could be caught by what the program calls.
 */
export function shows(line: number, found: unknown, expected: unknown): void {
  due.delete(line)
  if (!isDeepStrictEqual(withEllipses(found, expected), expected)) {
    failures.push(`line ${line} shows ${inspect(found)}, and not ${inspect(expected)}`)
  }
}

/** Whether `call` fails with an error of that code, or without one and of that name. */
export async function throws(line: number, call: () => Promise<unknown>, code: string): Promise<void> {
  due.delete(line)
  const found = await call().then(
    () => 'nothing',
    (error: Error & { code?: string }) => error.code ?? error.name,
  )
  if (found !== code) failures.push(`line ${line} throws ${found}, and not ${code}`)
}

/** `found`, with `expected` in the place of each text that fits it. */
function withEllipses(found: unknown, expected: unknown): unknown {
  if (Array.isArray(found) && Array.isArray(expected))
    return found.map((item, index) => withEllipses(item, expected[index]))
  if (typeof found !== 'string' || typeof expected !== 'string') return found
  const pattern = expected
    .split('…')
    .map((part) => RegExp.escape(part))
    .join('.*')
  return new RegExp(`^${pattern}$`, 's').test(found) ? expected : found
}

process.on('exit', () => {
  const told = [...failures, ...[...due].map((line) => `line ${line} was never come to`)]
  if (told.length === 0) return
  process.exitCode = 1
  process.stderr.write(`${told.join('\n')}\n`)
})
