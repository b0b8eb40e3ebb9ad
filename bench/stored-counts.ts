import { DatabaseSync } from 'node:sqlite'

/** The counts of all sessions in a file, added up: what is on the disk, read without the library. */
export function storedCounts(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const row = database.prepare(`select sum(json_extract(data, '$.count')) as total from session`).get()
    return Number(row?.['total'])
  } finally {
    database.close()
  }
}

/**
 * Throws unless every write is on the disk: each that was answered, and not one more than was begun. Between the two are
 * only those under way when the load stopped listening, `unheardMax` at most.
 */
export function assertNothingLost(stored: number, answered: number, begun: number, unheardMax: number): void {
  if (stored === begun && stored >= answered && stored - answered <= unheardMax) return
  throw new Error(`${answered} writes were answered and ${begun} begun, but ${stored} are stored.`)
}
