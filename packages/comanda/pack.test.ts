import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { exportsOf, subpaths } from '../../scripts/exports/surface.ts'
import { packLibrary, tsc } from '../../scripts/pack/library.ts'
import { run } from '../../scripts/pack/run.ts'
import { root, textOf } from '../../scripts/source/files.ts'

// An empty project of somebody else, where only what is in the tarball can be found.
const project = mkdtempSync(join(realpathSync(tmpdir()), 'comanda-consumer-'))
const modules = [...subpaths()].map(([subpath, source]) => ({ specifier: `comanda/${subpath.slice(2)}`, source }))
const { peerDependencies = {} } = JSON.parse(textOf('packages/comanda/package.json')) as {
  peerDependencies?: Record<string, string>
}

before(async () => {
  assert.ok(
    !project.startsWith(root),
    'the temporary folder lies inside the repository, so the workspace would be found instead',
  )
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }')
  const tarball = await packLibrary(project)
  await run(
    'npm',
    ['install', '--offline', '--cache', join(project, 'npm-cache'), '--no-audit', '--no-fund', tarball],
    project,
  )
})

after(() => rmSync(project, { recursive: true, force: true }))

test('the tarball holds what is needed to run and nothing else', () => {
  const found = readdirSync(join(project, 'node_modules', 'comanda'), { recursive: true, withFileTypes: true })
  const files = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const paths = files.map((file) => relative(join(project, 'node_modules', 'comanda'), file).replaceAll(sep, '/'))
  const built = paths.filter((path) => /^dist\/.*(?<!\.test)\.(js|d\.ts)$/.test(path))
  assert.ok(built.length > modules.length)
  assert.deepEqual(paths.filter((path) => !built.includes(path)).sort(), ['LICENSE', 'README.md', 'package.json'])
})

test('every subpath can be imported, and hands out what the sources do', async () => {
  const script = `
    const found = {}
    for (const specifier of ${JSON.stringify(modules.map(({ specifier }) => specifier))})
      found[specifier] = { path: import.meta.resolve(specifier), names: Object.keys(await import(specifier)).sort() }
    console.log(JSON.stringify(found))`
  writeFileSync(join(project, 'import-all.js'), script)
  const printed = await run(process.execPath, ['import-all.js'], project)
  const found = JSON.parse(printed) as Record<string, { path: string; names: string[] }>
  for (const { specifier, source } of modules) {
    const values = exportsOf(source).filter(({ kind }) => kind === 'value')
    assert.deepEqual(found[specifier]?.names, values.map(({ name }) => name).sort(), specifier)
    assert.ok(
      found[specifier].path.startsWith(pathToFileURL(project).href),
      `${specifier} came from ${found[specifier].path}`,
    )
  }
})

describe('the declarations', () => {
  // What the adapters take their types from. Linked only now: at run time nothing may need it.
  before(() => {
    for (const peer of Object.keys(peerDependencies))
      symlinkSync(join(root, 'node_modules', peer), join(project, 'node_modules', peer))
  })

  test('hold together under nodenext', () => typeCheck(modules, { module: 'nodenext', types: ['node'] }))

  test('hold together under bundler', () =>
    typeCheck(modules, { module: 'esnext', moduleResolution: 'bundler', types: ['node'] }))

  test('of what is not for Node alone need no types of Node', () => {
    const anywhere = modules.filter(({ source }) => !source.endsWith('.node.ts') && !source.includes('/testing/'))
    return typeCheck(anywhere, { module: 'esnext', moduleResolution: 'bundler', types: [] })
  })
})

/** Compiles a file that imports everything of `subset`, and every declaration file behind it. Rejects with what tsc says. */
async function typeCheck(subset: typeof modules, options: object): Promise<void> {
  const lines = subset.flatMap(({ specifier, source }, index) => {
    const types = exportsOf(source).filter(({ kind }) => kind === 'type')
    return [
      `export * as module${index} from '${specifier}'`,
      ...types.map(({ name }) => `export type { ${name} as ${name}${index} } from '${specifier}'`),
    ]
  })
  const compilerOptions = {
    ...options,
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable'],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    typeRoots: [join(root, 'node_modules', '@types')],
  }
  writeFileSync(join(project, 'consumer.ts'), lines.join('\n'))
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
  await run(process.execPath, [tsc, '-p', 'tsconfig.json'], project)
}
