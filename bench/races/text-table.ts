import { setImmediate as nextTurn } from 'node:timers/promises'

/** What the stores that the peers get stand on: a table of JSON texts, and each call takes a while, as with a database. */
export interface TextTable {
  /** The value, a new copy each time; null if there is none. */
  read(id: string): Promise<unknown>
  /** Writes, whether there was one or not: SET, INSERT … ON CONFLICT DO UPDATE. */
  write(id: string, value: unknown): Promise<void>
  /** Writes if there is one, and does nothing otherwise: UPDATE … WHERE id = … */
  update(id: string, value: unknown): Promise<void>
  remove(id: string): Promise<void>
}

/** An empty table. A store that hands out the objects it was given would let requests share them, and prove nothing. */
export function createTextTable(): TextTable {
  const rows = new Map<string, string>()
  return {
    async read(id) {
      await nextTurn()
      const text = rows.get(id)
      return text === undefined ? null : JSON.parse(text)
    },
    async write(id, value) {
      const text = JSON.stringify(value)
      await nextTurn()
      rows.set(id, text)
    },
    async update(id, value) {
      const text = JSON.stringify(value)
      await nextTurn()
      if (rows.has(id)) rows.set(id, text)
    },
    async remove(id) {
      await nextTurn()
      rows.delete(id)
    },
  }
}
