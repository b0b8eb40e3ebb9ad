/**
 * `npm run bench:races`: runs the same races with Comanda and its peers, prints who keeps what, and puts the tables into
 * docs/races.md. Whoever needs what is not on this machine is left there as published. Ends with 1 if Comanda loses
 * anything where it promises not to.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceSection } from '../document.ts'
import { type Contestant, contestants, needsOf } from './contestants.ts'
import { race } from './race.ts'
import { createServers, missing } from './servers.ts'
import { findRow, publishedRows, type Row, raceTables, rowOf } from './table.ts'

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'races.md')
const document = readFileSync(DOCUMENT, 'utf8')
const servers = createServers()

try {
  const rows: Row[] = []
  for (const contestant of contestants) {
    const row = (await racedRow(contestant)) ?? findRow(publishedRows(document), contestant)
    if (row !== undefined) rows.push(row)
  }
  const tables = raceTables(rows)
  console.log(`\n${tables}\n`)
  writeFileSync(DOCUMENT, replaceSection(document, 'races', tables))
  console.log('docs/races.md has the tables.')
} finally {
  await servers.stop()
}

async function racedRow(contestant: Contestant): Promise<Row | null> {
  const { place, library, store, mustKeepAll } = contestant
  const name = `${library} in ${place} (${store})`
  const lacking = missing(needsOf(contestant))
  if (lacking.length > 0) {
    console.error(`${name}: left as published, for want of ${lacking.join(' and ')}.`)
    return null
  }
  const result = await race(contestant, servers)
  if (mustKeepAll && result.outcomes.some(({ lost }) => lost)) {
    console.error(`${name}: something is lost, and nothing may be.`)
    process.exitCode = 1
  }
  return rowOf(result)
}
