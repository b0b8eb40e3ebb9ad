import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { storeProcesses } from '../testing/store-processes.ts'
import { createFileStore } from './file.node.ts'

const places: string[] = []
after(() => {
  for (const place of places) rmSync(place, { recursive: true })
})

await storeProcesses('files', {
  file: import.meta.filename,
  newPlace() {
    const place = mkdtempSync(join(tmpdir(), 'comanda-file-processes-'))
    places.push(place)
    return place
  },
  open: (folder) => createFileStore({ folder }),
})
