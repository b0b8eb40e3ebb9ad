import type { Import } from '../source/imports.ts'
import { importsOf } from '../source/imports.ts'
import { mask } from '../source/mask.ts'

/** A file as the rules see it. */
export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  /** The text with comments and the insides of strings, templates and regular expressions blanked. */
  readonly code: string
  /** The text with everything but the comments blanked. */
  readonly comments: string
  readonly imports: readonly Import[]
}

/** What a rule found: where, and what to do instead. */
export interface Finding {
  readonly path: string
  /** Counted from 1. */
  readonly line: number
  readonly message: string
}

/** Looks at a file's text in all the ways the rules need. Scripts are split into code and comments, other files are all code. */
export function sourceFile(path: string, text: string): SourceFile {
  if (!isScript(path)) return { path, text, code: text, comments: text, imports: [] }
  return { path, text, ...mask(text), imports: importsOf(text) }
}

/** Written by people and read by a program: held to the rules on length. */
export function isCode(path: string): boolean {
  return isScript(path) || /\.(css|html|sh)$/.test(path)
}

/** TypeScript or JavaScript. */
export function isScript(path: string): boolean {
  return /\.(ts|mts|js|mjs)$/.test(path)
}

/** A test file, as `npm test` finds them. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts')
}
