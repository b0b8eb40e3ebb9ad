import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../source/files.ts'
import { run } from './run.ts'

const library = join(root, 'packages', 'comanda')

interface Manifest {
  readonly version: string
  readonly exports: Readonly<Record<string, string>>
}

/** How the repository's TypeScript compiler is run: hand it to Node with the arguments. */
export const tsc: string = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

/**
 * Builds the library as it is published, JavaScript and declarations, and packs it into a tarball in `folder`, which is made
 * if it is not there. Hands back the tarball's path. Rejects with the compiler's words if the sources do not compile.
 */
export async function packLibrary(folder: string): Promise<string> {
  const stage = await mkdtemp(join(tmpdir(), 'comanda-pack-'))
  try {
    await run(
      process.execPath,
      [tsc, '-p', join(library, 'tsconfig.build.json'), '--outDir', join(stage, 'dist')],
      root,
    )
    const manifest = JSON.parse(await readFile(join(library, 'package.json'), 'utf8')) as Manifest
    await writeFile(join(stage, 'package.json'), JSON.stringify(published(manifest), null, 2))
    for (const name of ['README.md', 'LICENSE']) await copyFile(join(library, name), join(stage, name))
    await mkdir(folder, { recursive: true })
    await run('npm', ['pack', '--pack-destination', folder], stage)
    return join(folder, `comanda-${manifest.version}.tgz`)
  } finally {
    await rm(stage, { recursive: true })
  }
}

/** In the repository exports lead to TypeScript, which Node runs there; under node_modules it refuses to. */
function published(manifest: Manifest): object {
  const exported = Object.entries(manifest.exports).map(([subpath, source]) => {
    const built = source.replace('./src/', './dist/').replace(/\.ts$/, '')
    return [subpath, { types: `${built}.d.ts`, default: `${built}.js` }]
  })
  return { ...manifest, files: ['dist'], exports: Object.fromEntries(exported) }
}
