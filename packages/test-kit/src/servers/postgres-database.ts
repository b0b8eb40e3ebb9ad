import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Creates an empty database on the server at `serverUrl`, whose name begins with `name`, and hands back its address. */
export async function createPostgresDatabase(serverUrl: string, name: string): Promise<string> {
  const url = new URL(serverUrl)
  const database = `${name.replace(/[^a-z0-9]+/g, '_').slice(0, 40)}_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`create database ${client.escapeIdentifier(database)}`)
  await client.end()
  url.pathname = `/${database}`
  return url.href
}
