import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const debianPostgres = '/usr/lib/postgresql'

/** What to do where there is no PostgreSQL. */
export const howToGetPostgres =
  'Install PostgreSQL (on Debian: apt-get install postgresql), or put the folder of its programs on the PATH.'

/** What to do where there is no Redis. */
export const howToGetRedis =
  'Install Redis 7 or newer (on Debian: apt-get install redis-server), or put the folder of its programs on the PATH.'

/** The folder of PostgreSQL's programs on this machine, or null: the newest of Debian's, else the first on the PATH. */
export function findPostgres(): string | null {
  const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres).map(Number).filter(Number.isInteger) : []
  const debian = versions.toSorted((a, b) => b - a).map((version) => join(debianPostgres, String(version), 'bin'))
  return [...debian, ...pathFolders()].find((folder) => existsSync(join(folder, 'initdb'))) ?? null
}

/** The folder of Redis' programs on this machine, or null. */
export function findRedis(): string | null {
  return pathFolders().find((folder) => existsSync(join(folder, 'redis-server'))) ?? null
}

/** The same, where tests cannot go on without. Throws what to do. */
export function redisPrograms(): string {
  const found = findRedis()
  if (found === null) throw new Error(`There is no Redis. ${howToGetRedis}`)
  return found
}

function pathFolders(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
}
