import { markdownTable } from '../markdown-table.ts'
import { type Contestant, PLACES, versionOf } from './contestants.ts'
import type { Result } from './race.ts'
import { scenarios } from './scenarios.ts'

/** One line of the tables: library, version, store, and a word for each race. */
export interface Row {
  /** Where the sessions live: the table it is in. */
  readonly place: string
  readonly cells: readonly string[]
}

const HEAD = ['library', 'version', 'sessions kept by', ...scenarios.map(({ title }) => title)]
const HEADING = '### In '

/** What the tables say of a contestant who has raced. */
export function rowOf({ contestant, outcomes }: Result): Row {
  const { place, library, store } = contestant
  return { place, cells: [library, versionOf(contestant) ?? '', store, ...outcomes.map(({ words }) => words)] }
}

/** A Markdown table for each place, that can be read in a terminal too. */
export function raceTables(rows: readonly Row[]): string {
  return PLACES.map((place) => {
    const cells = rows.filter((row) => row.place === place).map((row) => row.cells)
    return `${HEADING}${place}\n\n${markdownTable(HEAD, cells)}`
  }).join('\n\n')
}

/** The rows of the tables in a document. */
export function publishedRows(document: string): readonly Row[] {
  const [section = ''] = /<!-- races: .*?<!-- \/races -->/s.exec(document) ?? []
  const [, ...tables] = section.split(HEADING)
  return tables.flatMap((table) => {
    const [place = '', ...lines] = table.split('\n')
    const [, , ...rows] = lines.filter((line) => line.startsWith('|'))
    return rows.map((line) => ({ place, cells: line.slice(1, line.lastIndexOf('|')).split(' | ').map(trimmed) }))
  })
}

/** The row of a contestant among others. */
export function findRow(rows: readonly Row[], { place, library, store }: Contestant): Row | undefined {
  return rows.find((row) => row.place === place && row.cells[0] === library && row.cells[2] === store)
}

const trimmed = (text: string): string => text.trim()
