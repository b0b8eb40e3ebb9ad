/*
 * The addresses of servers, as settings. They may hold a password, so what is wrong with one is told without it.
 */

/** The address of a PostgreSQL database, or null if there is none. */
export function parseDatabaseUrl(text: string | undefined, problems: string[]): string | null {
  if (text === undefined) return null
  if (isDatabaseUrl(text)) return text
  problems.push(
    'DATABASE_URL is no address of a PostgreSQL database. Write postgres://USER:PASSWORD@HOST:PORT/DATABASE (with %XX for ' +
      'what an address cannot have), or leave it out: the data is in a file in DATA_DIR then.',
  )
  return null
}

/** The addresses of Redis: none, one server, or some of a cluster's. */
export function parseSessionUrls(text: string | undefined, problems: string[]): readonly string[] {
  const urls = (text ?? '').split(',').map((url) => url.trim())
  if (text === undefined) return []
  if (urls.every(isRedisUrl)) return urls
  problems.push(
    'SESSION_URL is no address of Redis. Write redis://USER:PASSWORD@HOST:PORT, or rediss:// over TLS; for a cluster several ' +
      'of its servers, parted by commas. Or leave it out: sessions are in the database then.',
  )
  return []
}

function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, searchParams } = new URL(text)
  const isSomewhere = hostname !== '' || searchParams.has('host')
  return /^postgres(?:ql)?:$/.test(protocol) && isSomewhere && pathname.length > 1
}

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return /^rediss?:$/.test(protocol) && hostname !== ''
}
