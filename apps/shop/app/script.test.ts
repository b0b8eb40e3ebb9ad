import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { scriptOf } from './script.ts'

/** The compressed size the whole script may have, in bytes: it is loaded before anybody has bought anything. */
const SCRIPT_BYTES_MAX = 6_000

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'comanda-script-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

function bundled(modules: Readonly<Record<string, string>>): string {
  for (const [name, source] of Object.entries(modules)) writeFileSync(join(folder, name), source)
  return scriptOf(folder, 'shop.ts')
}

test('modules become one script: what is needed first, without types, comments, imports and exports', () => {
  const script = bundled({
    'shop.ts': "import type { A } from './a.ts'\nimport { a } from './a.ts'\nimport {\n  b,\n} from './b.ts'\n\na(b)\n",
    'a.ts':
      "/**\n * For people.\n */\nimport { b } from './b.ts'\n\nexport type A = string\nexport const a = (x: number): void => {}\n",
    'b.ts': '// One.\nexport const b = 1\n',
  })
  assert.deepEqual(
    script.split('\n').map((line) => line.replace(/ +/g, ' ').trim()),
    ['const b = 1', 'const a = (x ) => {}', 'a(b)'],
  )
})

test('what one shared scope cannot hold is refused by name', () => {
  assert.throws(
    () =>
      bundled({ 'shop.ts': "import { a } from './a.ts'\nconst b = a\n", 'a.ts': 'const b = 1\nexport const a = b\n' }),
    /declare a name: b\./,
  )
  assert.throws(
    () => bundled({ 'shop.ts': "import { a as b } from './a.ts'\nb()\n", 'a.ts': 'export const a = 1\n' }),
    /may rename nothing/,
  )
  assert.throws(
    () =>
      bundled({
        'shop.ts': "import { a } from './a.ts'\nexport const s = a\n",
        'a.ts': "import { s } from './shop.ts'\nexport const a = s\n",
      }),
    /in a circle/,
  )
  assert.throws(() => bundled({ 'shop.ts': "import './a.ts'\n", 'a.ts': '\n' }), /by name only/)
})

test("the shop's own script keeps to its size, and names no place outside", () => {
  const script = scriptOf(join(import.meta.dirname, '..', 'browser'), 'shop.ts')
  const bytes = brotliCompressSync(script).byteLength
  assert.ok(bytes <= SCRIPT_BYTES_MAX, `${bytes} bytes`)
  assert.doesNotMatch(script, /https?:|\bimport\b|\bexport\b/)
})
