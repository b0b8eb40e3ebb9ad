/**
 * `npm run bench:rendering`: how fast the shop's template makes a page of 50 cards, beside a plain template literal that
 * escapes by hand. Puts the table into docs/performance.md; ends with 1 if the target is missed.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceSection } from '../document.ts'
import { byHand } from './by-hand.ts'
import { byTemplate } from './by-template.ts'
import { cards } from './cards.ts'
import { timeShopGrid } from './shop-grid.ts'
import { timeRenders } from './time-renders.ts'
import { isReached, renderingTable } from './verdict.ts'

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'performance.md')
const TITLE = 'Salt & pepper'

const all = cards()
assert.equal(byTemplate(TITLE, all), byHand(TITLE, all), 'both must make the same page')
const [hand, template] = timeRenders(
  [
    { name: 'plain template literal, escaped by hand', render: () => byHand(TITLE, all) },
    { name: 'the template of `@comanda/ui/html`', render: () => byTemplate(TITLE, all) },
  ],
  { rounds: 15, rendersEach: 4_000 },
)
assert.ok(hand !== undefined && template !== undefined)
const table = renderingTable(hand, template, await timeShopGrid())
console.log(`\n${table}\n`)
writeFileSync(DOCUMENT, replaceSection(readFileSync(DOCUMENT, 'utf8'), 'rendering', table))
console.log('docs/performance.md has the table.')
if (!isReached(hand, template)) process.exitCode = 1
