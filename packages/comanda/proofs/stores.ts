import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createFileStore, fileStoreOn } from '../store/file.node.ts'
import { createChain } from '../store/file-chain.node.ts'
import { type FileSystem, machineFiles } from '../store/file-system.node.ts'
import { createSqliteStore } from '../store/sqlite.node.ts'
import type { StoresByName } from './power-cuts.ts'

const fileIn = (place: string) => join(place, 'sessions.sqlite')

/** The stores that promise to survive a power cut, and some that do not wait for the disk and must be caught. */
export const powerCutStores: StoresByName = {
  files: (place) => createFileStore({ folder: place }),
  SQLite: (place) => createSqliteStore({ path: fileIn(place) }),
  'SQLite, synchronous normal': (place) => createSqliteStore({ path: fileIn(place), synchronous: 'normal' }),
  'files without fsync': (place) =>
    filesOn(place, {
      makeDurable: async () => {},
      writeDurably: (file, text) => writeFile(file, text, { flag: 'wx' }),
    }),
}

function filesOn(place: string, changed: Partial<FileSystem>) {
  createFileStore({ folder: place })
  return fileStoreOn(createChain(place, { ...machineFiles, ...changed }))
}
