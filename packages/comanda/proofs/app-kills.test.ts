import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after } from 'node:test'
import { storeProcesses } from '../testing/store-processes.ts'
import { createSqliteStore } from './sqlite.node.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

await storeProcesses('SQLite', {
  file: import.meta.filename,
  newPlace() {
    const folder = mkdtempSync(join(tmpdir(), 'comanda-sqlite-processes-'))
    folders.push(folder)
    return join(folder, 'sessions.sqlite')
  },
  open: (path) => createSqliteStore({ path }),
  audit(path) {
    const checked = new DatabaseSync(path)
    assert.equal(checked.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok')
    checked.close()
  },
})
