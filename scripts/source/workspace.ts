import { repositoryFiles, textOf } from './files.ts'

/** What a package.json of this repository says about imports. */
export interface WorkspacePackage {
  /** From the root of the repository, with a slash at the end; empty for the root itself. */
  readonly folder: string
  readonly name: string
  /** Subpath (`./session`) to the file that answers it, from the root. */
  readonly exports: ReadonlyMap<string, string>
  readonly dependencies: ReadonlySet<string>
  readonly peerDependencies: ReadonlySet<string>
  readonly devDependencies: ReadonlySet<string>
}

interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Every package of the repository, the root among them. */
export function workspacePackages(): WorkspacePackage[] {
  return repositoryFiles()
    .filter((path) => /(^|\/)package\.json$/.test(path))
    .map((path) => described(path.slice(0, -'package.json'.length), JSON.parse(textOf(path)) as Manifest))
}

function described(folder: string, manifest: Manifest): WorkspacePackage {
  const exported = Object.entries(manifest.exports ?? {})
  return {
    folder,
    name: manifest.name,
    exports: new Map(exported.map(([subpath, target]) => [subpath, folder + target.replace(/^\.\//, '')])),
    dependencies: new Set(Object.keys(manifest.dependencies ?? {})),
    peerDependencies: new Set(Object.keys(manifest.peerDependencies ?? {})),
    devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
  }
}
