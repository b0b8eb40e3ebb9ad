import { DatabaseSync } from 'node:sqlite'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { type SessionSettings, sessionFile } from '../session-store.ts'

/** How many records of sessions there are where the settings say, asked without the library. In Redis: of a server of its own. */
export async function sessionsKept({ dataDir, databaseUrl, sessionUrls }: SessionSettings): Promise<number> {
  const [redisUrl] = sessionUrls
  if (redisUrl !== undefined) return keysIn(redisUrl)
  return databaseUrl === null ? rowsInFile(sessionFile(dataDir)) : rowsIn(databaseUrl)
}

async function keysIn(url: string): Promise<number> {
  const { client, close } = await openIovalkey(url)
  const keys = await client.dbsize()
  close()
  return keys
}

async function rowsIn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select count(*)::int as sessions from comanda_session')
  await client.end()
  return rows[0].sessions
}

function rowsInFile(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true })
  const row = database.prepare('select count(*) as sessions from session').get()
  database.close()
  return Number(row?.['sessions'])
}
