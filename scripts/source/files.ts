import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/** The folder of the workspace. */
export const root = join(import.meta.dirname, '..', '..')

/**
 * Every file that belongs to the repository, tracked or new, as a path from the root with forward slashes; what
 * `.gitignore` names is left out. A copy without git, such as a downloaded archive, is walked instead.
 */
export function repositoryFiles(): readonly string[] {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (git.status !== 0) return walk().sort()
  // A file that was removed but not yet from the index is still listed.
  const onDisk = new Set(walk())
  return git.stdout.split('\0').filter((path) => onDisk.has(path))
}

// The folders `.gitignore` names.
const ignored = new Set(['node_modules', 'dist', 'var', 'coverage', '.git'])

function walk(): string[] {
  return globSync(['**/*', '**/.*', '.*/**/*'], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => ignored.has(entry.name),
  })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll(sep, '/'),
    )
}

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
