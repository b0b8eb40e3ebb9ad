import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sign, unsign } from 'comanda/cookie'
import { loadSecrets } from './secrets.ts'
import { parseSettings } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-secrets-'))
after(() => rmSync(folder, { recursive: true }))

const load = (env: Record<string, string> = {}) => loadSecrets(parseSettings({ DATA_DIR: folder, ...env }))
const binding = { purpose: 'test', name: 'x' }
const secret = 'first secret: 0123456789abcdefghijklmnopqrstuvwxyz'

test('without SECRETS one is made once, kept, and readable by its owner alone', () => {
  const signed = sign(load(), binding, 1, 0)
  assert.equal(unsign(load(), binding, signed)?.value, 1, 'the next start knows it')
  assert.equal(statSync(join(folder, 'secret')).mode & 0o777, 0o600)
  assert.match(readFileSync(join(folder, 'secret'), 'utf8'), /^[\w+/]{43}=\n$/)
})

test('the data folder is made if it is not there: nothing else may need it yet', () => {
  const DATA_DIR = join(folder, 'not', 'there')
  const signed = sign(load({ DATA_DIR }), binding, 1, 0)
  assert.equal(unsign(load({ DATA_DIR }), binding, signed)?.value, 1)
})

test('SECRETS replaces it, and the first signs while all verify', () => {
  const signed = sign(load({ SECRETS: secret }), binding, 1, 0)
  const rotated = load({ SECRETS: `a newer one of more than thirty-two bytes, ${secret}` })
  assert.equal(unsign(rotated, binding, signed)?.secretAge, 1)
  assert.equal(unsign(load(), binding, signed), null)
})

test('a file somebody emptied is told, not signed with', () => {
  writeFileSync(join(folder, 'secret'), '')
  assert.throws(() => load(), { code: 'settings/invalid', message: /secret holds no secret that does\. Delete it/ })
})
