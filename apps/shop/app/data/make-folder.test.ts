import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeFolder } from './make-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-folder-'))
after(() => rmSync(folder, { recursive: true }))

test('a folder is made with all that are missing above it, and one that is there is fine', () => {
  const path = join(folder, 'a', 'b', 'c')
  makeFolder(path)
  makeFolder(path)
  assert.ok(existsSync(path))
})

test('nobody but the owner can look into folders that are made; the rights of one that is there are its owner’s choice', () => {
  const shared = join(folder, 'shared')
  mkdirSync(shared)
  chmodSync(shared, 0o755)
  makeFolder(join(shared, 'shop', 'texts'))
  const modes = [shared, join(shared, 'shop'), join(shared, 'shop', 'texts')].map((path) => statSync(path).mode & 0o777)
  assert.deepEqual(modes, [0o755, 0o700, 0o700])
})

test('a place where no folder can be made is told, and not tried for ever', { skip: noProc() }, () => {
  assert.throws(() => makeFolder('/proc/nothing/here'))
})

function noProc(): string | false {
  return existsSync('/proc/self') ? false : 'there is no /proc on this system'
}
