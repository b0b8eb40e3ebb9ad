/**
 * `npm run bench:page`: when the shop's pages are painted, whether anything moves, and what they weigh, in a Chromium,
 * wide and on a slow phone. Puts the table into docs/performance.md; ends with 1 if a page is over its budget.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceSection } from '../document.ts'
import { overBudget, pageTable } from './page-table.ts'
import { visitPages } from './visit-pages.ts'

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'performance.md')
const LOADS_EACH = 7

const figures = await visitPages(['wide', 'phone'], LOADS_EACH)
const table = pageTable(figures)
console.log(`\n${table}\n`)
writeFileSync(DOCUMENT, replaceSection(readFileSync(DOCUMENT, 'utf8'), 'pages', table))
console.log('docs/performance.md has the table.')
const over = figures.flatMap(({ name, device, loads }) =>
  loads.flatMap(overBudget).map((what) => `${name}, ${device}: ${what}`),
)
if (over.length > 0) {
  console.error(over.join('\n'))
  process.exitCode = 1
}
