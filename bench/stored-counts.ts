import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { needed } from './stacks/needed.ts'
import type { Cluster, Place, StoreKind } from './stacks/stack.ts'

/**
 * The counts of all sessions that Comanda has in a place, added up: what is in the file or the database, read without the
 * library. Null where nothing is left once the server has ended.
 */
export async function storedCounts(store: StoreKind, place: Place): Promise<number | null> {
  switch (store) {
    case 'none':
    case 'memory':
      return null
    case 'files':
      return countsInFiles(needed(place.path))
    case 'sqlite':
    case 'sqlite-normal':
      return countsInSqlite(needed(place.path))
    case 'redis':
    case 'redis-always':
      return countsInRedis(needed(place.redis), 'comanda:', countIn)
    case 'cluster':
      return countsInCluster(needed(place.cluster), countIn)
    case 'cluster-users':
      return countsInCluster(needed(place.cluster), countOfUserIn)
    case 'postgres':
    case 'cached':
      return countsInPostgres(needed(place.postgres))
  }
}

/**
 * Throws unless every write is stored: each that was answered, and not one more than was begun. Between the two are
 * only those under way when the load stopped listening, `unheardMax` at most.
 */
export function assertNothingLost(stored: number, answered: number, begun: number, unheardMax: number): void {
  if (stored === begun && stored >= answered && stored - answered <= unheardMax) return
  throw new Error(`${answered} writes were answered and ${begun} begun, but ${stored} are stored.`)
}

function countsInSqlite(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const row = database.prepare(`select sum(json_extract(data, '$.count')) as total from session`).get()
    return Number(row?.['total'])
  } finally {
    database.close()
  }
}

async function countsInPostgres(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const sql = `select sum((data::json ->> 'count')::bigint) as total from comanda_session`
    return Number((await client.query(sql)).rows[0]?.total)
  } finally {
    await client.end()
  }
}

async function countsInRedis(url: string, prefix: string, countOf: (text: string) => number): Promise<number> {
  const { client, close } = await openIovalkey(url)
  try {
    const texts = await Promise.all((await client.keys(`${prefix}{*}`)).map((key) => client.hget(key, 'text')))
    return sum(texts.map((text) => countOf(text ?? '')))
  } finally {
    close()
  }
}

/** Each node is asked for what it has itself. */
async function countsInCluster({ nodes, prefix }: Cluster, countOf: (text: string) => number): Promise<number> {
  return sum(await Promise.all(nodes.map((node) => countsInRedis(node, prefix, countOf))))
}

/** A folder for each session; the name of its mark tells the file with the newest state. */
function countsInFiles(folder: string): number {
  const places = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const marks = places.filter((place) => place.includes('/newest-'))
  const counts = marks.map((mark) => {
    const state = join(folder, dirname(mark), mark.slice(mark.lastIndexOf('/newest-') + '/newest-'.length))
    return countIn(readFileSync(state, 'utf8'))
  })
  return sum(counts)
}

/** The count of a record as text: a line with its checksum, and the record as JSON, whose data are JSON again. */
function countIn(text: string): number {
  const record: { data: string } = JSON.parse(text.slice(text.indexOf('\n') + 1))
  return Number(JSON.parse(record.data).count)
}

/** The same of a session that is somebody's; what is nobody's was not kept with its user. */
function countOfUserIn(text: string): number {
  const { userId, meta }: { userId: string | null; meta: string } = JSON.parse(text.slice(text.indexOf('\n') + 1))
  return userId !== null && meta.startsWith('@') ? countIn(text) : 0
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
