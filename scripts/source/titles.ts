/** The titles of tests, as their source has them: what a test claims is checked without running it. */
import { mask } from './mask.ts'

/** The first argument of a call of `test`, `it` or `describe`. */
export interface Title {
  readonly text: string
  /** Counted from 1. */
  readonly line: number
}

// Masked code keeps the quotes and has blanks between them, so that a sample of a test in a string is none.
const call = /(?<![.\w$])(?:test|it|describe|suite)\(\s*(['"`])/g

/** Every title in a test file that is a string or a template, with what stands between its quotes. */
export function titlesOf(source: string): Title[] {
  const { code } = mask(source)
  return [...code.matchAll(call)].map((match) => {
    const start = match.index + match[0].length
    const text = source.slice(start, code.indexOf(match[1] ?? '', start))
    return { text, line: source.slice(0, start).split('\n').length }
  })
}
