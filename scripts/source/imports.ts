import { mask } from './mask.ts'

/** One import of a source file, or one re-export: both make the file depend on `specifier`. */
export interface Import {
  /** As written: `./cart.ts`, `node:fs`, `comanda/session`. Null if it is computed, so that nobody can tell. */
  readonly specifier: string | null
  /** What stands between `import` or `export` and `from`; empty for the other forms. */
  readonly names: string
  /** Counted from 1. */
  readonly line: number
}

const withNames = /(?<![.\w$])(?:import|export)\b(?!\s*[(.])([^'"`;=]*?)\bfrom\s*(['"])/g
const bare = /(?<![.\w$])import\s*()(['"])/g
const call = /(?<![.\w$])(?:import|require|import\.meta\.resolve)\s*\(\s*()(['"`]?)/g

/** Every import of TypeScript or JavaScript source: static, re-exporting, type-only, `import()`, `require()`. */
export function importsOf(source: string): Import[] {
  const { code } = mask(source)
  return [withNames, bare, call].flatMap((form) =>
    [...code.matchAll(form)].map((match): Import => {
      const quote = match[2] ?? ''
      const start = match.index + match[0].length
      return {
        specifier: quote === '' || quote === '`' ? null : source.slice(start, code.indexOf(quote, start)),
        names: (match[1] ?? '').trim(),
        line: code.slice(0, match.index).split('\n').length,
      }
    }),
  )
}
