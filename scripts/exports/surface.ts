import { posix } from 'node:path'
import { root, textOf } from '../source/files.ts'
import { mask } from '../source/mask.ts'
import { workspacePackages } from '../source/workspace.ts'

/** A name that a file exports. */
export interface Exported {
  readonly name: string
  /** A `value` is there at run time; a `type` is not. */
  readonly kind: 'value' | 'type'
  /** The file that declares it, from the root of the repository. */
  readonly path: string
  /** Whether the declaration has a doc comment right above it. */
  readonly documented: boolean
}

/** Where the agreed list lies: a line for each name, as in `comanda/money value parseMoney`. */
export const listPath = 'packages/comanda/exports.txt'

/** The subpaths of the library and the files that answer them, from the root of the repository. */
export function subpaths(): ReadonlyMap<string, string> {
  const library = workspacePackages().find(({ name }) => name === 'comanda')
  if (library === undefined) throw new Error('there is no package named comanda in this repository')
  return library.exports
}

/** What the library exports now, as lines of the list: values as they are at run time, types as the sources declare them. */
export async function currentSurface(): Promise<readonly string[]> {
  const lines = [...subpaths()].map(async ([subpath, path]) => {
    const values = Object.keys((await import(`${root}/${path}`)) as Record<string, unknown>)
    const types = exportsOf(path).filter(({ kind }) => kind === 'type')
    return [...types.map(({ name }) => `type ${name}`), ...values.map((name) => `value ${name}`)]
      .sort()
      .map((line) => `comanda/${subpath.slice(2)} ${line}`)
  })
  return (await Promise.all(lines)).flat()
}

const declaration =
  /^export\s+(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(function|const|let|class|interface|type|namespace)\b\s*\*?\s*([\w$]+)/gm
const list = /^export\s+(type\s+)?\{([^}]*)\}\s*from\s*['"]/gm
const star = /^export\s+(?:type\s+)?\*\s*from\s*['"]/gm
const anything = /^export\b/gm

/**
 * The names a file exports, its own and those it hands on from other files of the library. Throws on a form it cannot
 * follow: `export default`, a list of names declared elsewhere in the file, `export * as`.
 */
export function exportsOf(path: string): Exported[] {
  const source = textOf(path)
  const { code } = mask(source)
  const [declared, listed, starred] = [declaration, list, star].map((form) => [...code.matchAll(form)])
  const followed = new Set([...(declared ?? []), ...(listed ?? []), ...(starred ?? [])].map(({ index }) => index))
  const lost = [...code.matchAll(anything)].find(({ index }) => !followed.has(index))
  if (lost !== undefined)
    throw new Error(`${path}: export by name where you declare, or from a file: ${lineAt(source, lost.index)}`)

  const target = (match: RegExpExecArray): string =>
    posix.join(posix.dirname(path), specifierAt(source, match.index + match[0].length))
  return unique([
    ...(declared ?? []).map((match) => declaredBy(match, path, source)),
    ...(listed ?? []).flatMap((match) => handedOn(match, exportsOf(target(match)), path)),
    ...(starred ?? []).flatMap((match) => exportsOf(target(match))),
  ])
}

function declaredBy(match: RegExpExecArray, path: string, source: string): Exported {
  const kind = match[1] === 'interface' || match[1] === 'type' ? 'type' : 'value'
  const documented = /\*\/\s*$/.test(source.slice(0, match.index))
  return { name: match[2] ?? '', kind, path, documented }
}

function handedOn([, allTypes, items = '']: RegExpExecArray, origin: readonly Exported[], path: string): Exported[] {
  return items
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const [, typeOnly, name = '', as] = /^(type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?$/.exec(item) ?? []
      const found = origin.find((one) => one.name === name)
      if (found === undefined) throw new Error(`${path}: cannot find the declaration of ${item}`)
      return { ...found, name: as ?? name, kind: (allTypes ?? typeOnly) === undefined ? found.kind : 'type' }
    })
}

/** One entry a name: an overloaded function, or a type with a value of the same name, is declared more than once. */
function unique(names: readonly Exported[]): Exported[] {
  const byName = new Map<string, Exported>()
  for (const one of names) {
    const other = byName.get(one.name)
    const kind = other?.kind === 'value' ? 'value' : one.kind
    byName.set(one.name, { ...one, kind, documented: one.documented || other?.documented === true })
  }
  return [...byName.values()]
}

function lineAt(source: string, index: number): string {
  return source.slice(index).split('\n')[0] ?? ''
}

function specifierAt(source: string, start: number): string {
  return /^[^'"]*/.exec(source.slice(start))?.[0] ?? ''
}
