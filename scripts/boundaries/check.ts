import { posix } from 'node:path'
import { type Import, importsOf } from '../source/imports.ts'
import type { WorkspacePackage } from '../source/workspace.ts'
import { ALL_EXPORTS, EXPORTS, type FromRegistry, OWN_PACKAGE, rowOf } from './table.ts'

/** What an import leads to. */
type Target =
  | { readonly kind: 'runtime' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'exported'; readonly path: string; readonly from: WorkspacePackage }
  | { readonly kind: 'not exported'; readonly from: WorkspacePackage }
  | { readonly kind: 'registry'; readonly name: string }

/** The imports of `source`, at `path`, that the table does not allow, as sentences. */
export function forbiddenImports(path: string, source: string, packages: readonly WorkspacePackage[]): string[] {
  return importsOf(source).flatMap((one) => {
    const why = one.specifier === null ? computed(path) : refusal(path, one.specifier, isOfTypes(one), packages)
    return why === null ? [] : [`${path}:${one.line} imports ${one.specifier ?? 'what it computes'}: ${why}`]
  })
}

function computed(path: string): string | null {
  return rowOf(path)?.group === 'tests' || path.startsWith('scripts/')
    ? null
    : 'write the path out, so that it can be checked'
}

/** Why `path` must not import `specifier`, or null if it may. */
function refusal(
  path: string,
  specifier: string,
  ofTypes: boolean,
  packages: readonly WorkspacePackage[],
): string | null {
  const row = rowOf(path)
  if (row === undefined) return 'the folder has no row in scripts/boundaries/table.ts yet'
  const also = path.startsWith('packages/comanda/src/') ? ['error'] : []
  const may = `${row.group} may import only ${[...row.mayImport, ...also].join(', ') || 'its own files'}`
  const own = ownerOf(path, packages)
  const target = targetOf(path, specifier, packages)

  switch (target.kind) {
    case 'runtime':
      return null
    case 'registry':
      return registryRefusal(target.name, ofTypes, row.fromRegistry, own, packages)
    case 'not exported':
      return `the package.json of ${target.from.name} does not export it`
    case 'exported':
      if (row.mayImport.includes(ALL_EXPORTS)) return null
      if (row.mayImport.includes(EXPORTS) && !isForTests(target.path)) return declared(target.from.name, own)
      return allowed(path, target.path, packages) ? null : may
    case 'file':
      return allowed(path, target.path, packages) ? null : `it is ${groupName(target.path)}, and ${may}`
  }
}

function allowed(from: string, to: string, packages: readonly WorkspacePackage[]): boolean {
  const row = rowOf(from)
  const group = rowOf(to)?.group
  if (row === undefined) return false
  const samePackage = ownerOf(from, packages) === ownerOf(to, packages)
  // Such a file is there to run the tests of others once more, on other databases.
  if (to.endsWith('.test.ts'))
    return samePackage && /\/(?:on-postgres(?:-and-redis)?\.test|testing\/every-(?:shop|browser)-test)\.ts$/.test(from)
  if (group === row.group) return samePackage
  if (samePackage && (group === 'error' || row.mayImport.includes(OWN_PACKAGE))) return true
  return group !== undefined && row.mayImport.includes(group)
}

function registryRefusal(
  name: string,
  ofTypes: boolean,
  rule: FromRegistry,
  own: WorkspacePackage | undefined,
  packages: readonly WorkspacePackage[],
): string | null {
  switch (rule) {
    case 'none':
      return 'the library depends on nothing; have the caller hand it in, and type it by its shape'
    case 'types of peers':
      return ofTypes && own?.peerDependencies.has(name)
        ? null
        : 'only types, and of what its package.json names as peerDependencies'
    case 'declared':
      return declared(name, own)
    case 'declared or for development': {
      const atRoot = packages.find(({ folder }) => folder === '')
      return own?.devDependencies.has(name) || atRoot?.devDependencies.has(name) ? null : declared(name, own)
    }
  }
}

/** Gone at run time. */
function isOfTypes({ names }: Import): boolean {
  return /^type\s*[{*\w]/.test(names)
}

function declared(name: string, own: WorkspacePackage | undefined): string | null {
  return own?.dependencies.has(name) ? null : `${own?.folder ?? ''}package.json does not name ${name} as a dependency`
}

function isForTests(path: string): boolean {
  return ['testing', 'test-kit'].includes(groupName(path))
}

function groupName(path: string): string {
  return rowOf(path)?.group ?? 'in a folder without a row'
}

function ownerOf(path: string, packages: readonly WorkspacePackage[]): WorkspacePackage | undefined {
  const owners = packages.filter(({ folder }) => path.startsWith(folder))
  return owners.sort((a, b) => b.folder.length - a.folder.length)[0]
}

function targetOf(path: string, specifier: string, packages: readonly WorkspacePackage[]): Target {
  if (specifier.startsWith('node:')) return { kind: 'runtime' }
  if (specifier.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(path), specifier) }
  const parts = specifier.split('/')
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
  const from = packages.find((one) => one.name === name)
  if (from === undefined) return { kind: 'registry', name }
  const target = from.exports.get(`.${specifier.slice(name.length)}`)
  return target === undefined ? { kind: 'not exported', from } : { kind: 'exported', path: target, from }
}
