import { createReadStream } from 'node:fs'
import { readCsv } from '../../app/import/csv.ts'

/** A row of the file: cells by the name of their column, those that are blank as ''. */
export type Row = ReadonlyMap<string, string>

/** The demo's file as somebody reads it who has a table program: rows by product, and the columns. */
export async function readDemoRows(): Promise<{ header: readonly string[]; products: ReadonlyMap<string, Row[]> }> {
  const { header, rows } = await readCsv(createReadStream(new URL('../demo.csv', import.meta.url)))
  const products = new Map<string, Row[]>()
  for (const { cells } of rows) {
    const row: Row = new Map(header.map((name, index) => [name, cells[index] ?? '']))
    const handle = row.get('URL handle') ?? ''
    products.set(handle, [...(products.get(handle) ?? []), row])
  }
  return { header, products }
}

/** What a row says in a column, '' if nothing. */
export function cell(row: Row | undefined, column: string): string {
  return row?.get(column) ?? ''
}

/** The parts of a list in a cell, parted by commas. */
export function listed(text: string): string[] {
  return text.split(', ').filter((part) => part !== '')
}
