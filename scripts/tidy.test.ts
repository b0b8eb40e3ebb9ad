import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { sep } from 'node:path'
import { test } from 'node:test'
import { repositoryFiles, root, textOf } from './source/files.ts'
import { bans } from './tidy/bans.ts'
import { untidy } from './tidy/rules.ts'
import { isCode, isTest, sourceFile } from './tidy/source-file.ts'

const files = repositoryFiles()

test('npm test runs every test file of the repository, and nothing else', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: { test: string } }
  const globs = [...scripts.test.matchAll(/"([^"]*\*[^"]*)"/g)].map((match) => match[1] ?? '')
  const matched = globs.flatMap((glob) => globSync(glob, { cwd: root, exclude: (name) => name === 'node_modules' }))
  const run = [...new Set(matched.map((path) => path.replaceAll(sep, '/')))].sort()
  assert.deepEqual(
    run,
    files.filter(isTest).sort(),
    'the globs of the test script in package.json and the test files differ',
  )
})

test('the sources keep to the house rules', () => {
  const findings = files.filter(isCode).flatMap((path) => untidy(sourceFile(path, textOf(path))))
  const list = findings.map(({ path, line, message }) => `\n${path}:${line}: ${message}`).join('')
  assert.ok(list === '', list)
})

/** What the rules say of a file with this text at this path. */
function judged(path: string, text: string): string {
  return untidy(sourceFile(path, text))
    .map(({ line, message }) => `${line}: ${message}`)
    .join('\n')
}

test('each banned word is caught, and what only looks like it is not', () => {
  for (const { caught, fine, instead } of bans) {
    for (const line of caught) assert.ok(judged('packages/comanda/src/cart/x.ts', line).includes(instead), line)
    for (const line of fine) assert.equal(judged('packages/comanda/src/cart/x.ts', line), '', line)
  }
})

test('bans end where their reason ends', () => {
  assert.equal(judged('apps/shop/server.ts', 'console.log(address)'), '')
  assert.equal(judged('scripts/pack.ts', 'console.log(tarball)'), '')
  assert.equal(judged('packages/comanda/src/store/file.node.ts', "const bytes = Buffer.from('x')"), '')
  assert.equal(judged('apps/shop/app/x.ts', "const bytes = Buffer.from('x')"), '')
})

test('no command reaches a shell through exec', () => {
  for (const names of ['{ exec }', '{ spawn, execSync }', '* as processes', 'processes'])
    assert.match(judged('scripts/x.ts', `import ${names} from 'node:child_process'`), /a list of arguments/, names)
  assert.equal(
    judged('scripts/x.ts', "import { execFile, spawn } from 'node:child_process'\nconst m = /a/.exec(b)"),
    '',
  )
})

test('only files named *.node.ts tie the library to Node', () => {
  const source = "import { createHash } from 'node:crypto'\nimport { readFile } from 'node:fs/promises'"
  assert.match(judged('packages/comanda/src/store/file.ts', source), /^2: imports node:fs\/promises/)
  for (const path of ['src/store/file.node.ts', 'src/store/file.test.ts', 'src/testing/store-contract.ts'])
    assert.equal(judged(`packages/comanda/${path}`, source), '', path)
})

test('long lines and long files are caught on both sides of the limit', () => {
  const lines = (count: number): string => 'x\n'.repeat(count)
  assert.equal(judged('apps/shop/a.ts', `// ${'x'.repeat(137)}`), '')
  assert.match(judged('apps/shop/a.ts', `// ${'x'.repeat(138)}`), /^1: 141 characters/)
  assert.equal(judged('apps/shop/a.ts', lines(300)), '')
  assert.match(judged('apps/shop/a.ts', lines(301)), /301 lines/)
  assert.equal(judged('apps/shop/a.test.ts', lines(400)), '')
  assert.match(judged('apps/shop/a.test.ts', lines(401)), /401 lines/)
  assert.equal(judged('apps/shop/app/words/es.ts', `${lines(900)}// ${'x'.repeat(300)}`), '')
})
