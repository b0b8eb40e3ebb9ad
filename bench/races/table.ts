import { markdownTable } from '../markdown-table.ts'
import { versionOf } from './contestants.ts'
import type { Result } from './race.ts'
import { scenarios } from './scenarios.ts'

/** What a row of the table says. */
export function cellsOf({ contestant, outcomes }: Result): string[] {
  const { library, home } = contestant
  return [library, versionOf(contestant), home, ...outcomes.map(({ words }) => words)]
}

/** All results as a Markdown table that can be read in a terminal too. */
export function raceTable(results: readonly Result[]): string {
  const head = ['library', 'version', 'sessions in', ...scenarios.map(({ title }) => title)]
  const rows = results.map(cellsOf)
  return markdownTable(head, rows)
}
