/**
 * `npm run bench:races`: runs the same races with Comanda and its peers, prints who keeps what, and puts the table into
 * docs/races.md. Ends with 1 if Comanda loses anything where it promises not to.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceSection } from '../document.ts'
import { contestants } from './contestants.ts'
import { type Result, race } from './race.ts'
import { raceTable } from './table.ts'

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'races.md')

const results: Result[] = []
for (const contestant of contestants) results.push(await race(contestant))

const table = raceTable(results)
console.log(`\n${table}\n`)
writeFileSync(DOCUMENT, replaceSection(readFileSync(DOCUMENT, 'utf8'), 'races', table))
console.log('docs/races.md has the table.')

for (const { contestant, outcomes } of results) {
  if (!contestant.mustKeepAll || outcomes.every(({ lost }) => !lost)) continue
  console.error(`${contestant.library}, ${contestant.home}: something is lost, and nothing may be.`)
  process.exitCode = 1
}
