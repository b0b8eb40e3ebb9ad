import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
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

test('a place where no folder can be made is told, and not tried for ever', { skip: noProc() }, () => {
  assert.throws(() => makeFolder('/proc/nothing/here'))
})

function noProc(): string | false {
  return existsSync('/proc/self') ? false : 'there is no /proc on this system'
}
