import { join } from 'node:path'
import { createSecrets } from 'comanda/cookie'
import { isLoopback } from 'comanda/csrf'
import { ComandaError } from 'comanda/error'
import { MoneyError, minorDigits } from 'comanda/money'
import { parseDatabaseUrl, parseSessionUrls } from './settings-urls.ts'

/** What the shop is told by its environment. */
export interface Settings {
  /** Folder of databases that are files, and of pictures, as written: relative to where the process runs. Default `./var`. */
  readonly dataDir: string
  /** `DATABASE_URL`: a PostgreSQL database, perhaps with a password. Null by default: a file in the folder. */
  readonly databaseUrl: string | null
  /** `SESSION_URL`: Redis, perhaps with a password; several are a cluster. None by default: sessions are in the database. */
  readonly sessionUrls: readonly string[]
  /** ISO 4217. All prices are in it. Default `USD`. */
  readonly currency: string
  /** 1 to 65535. Default 3000. */
  readonly port: number
  /** The address listened on. Default `127.0.0.1`: this machine only. */
  readonly host: string
  /**
   * Where shoppers reach the shop: scheme, host and port, without a slash at the end. Default
   * `http://localhost:PORT`. Links and the check of where a request comes from are built on it, never on what a
   * request says.
   */
  readonly baseUrl: string
  /** Default `La Alacena`. */
  readonly shopName: string
  /** `INSECURE_HTTP=1`: cookies without Secure over plain http beyond this machine. Anybody between can take a session. */
  readonly insecureHttp: boolean
  /** `SECRETS`: the first one signs, all of them verify. None by default: on this machine alone the shop makes one. */
  readonly secrets: readonly string[]
}

/** The environment holds values the shop cannot work with. The message has one line for each. */
export class SettingsError extends ComandaError<'settings/invalid'> {
  override readonly name: string = 'SettingsError'
  /** One sentence for each variable that is wrong: what it is, and what to write. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super('settings/invalid', problems.join('\n'))
    this.problems = problems
  }
}

const SHOP_NAME_CHARS_MAX = 100

/**
 * Reads the settings from environment variables: DATA_DIR, DATABASE_URL, SESSION_URL, SHOP_CURRENCY, PORT, HOST, BASE_URL,
 * SHOP_NAME, SECRETS and INSECURE_HTTP. A variable that is empty counts as absent.
 *
 * @throws {SettingsError} `settings/invalid`, with all that is wrong at once
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = []
  const port = parsePort(textOf(env, 'PORT') ?? '3000', problems)
  const insecureHttp = parseInsecureHttp(textOf(env, 'INSECURE_HTTP') ?? '0', problems)
  const baseUrl = parseBaseUrl(textOf(env, 'BASE_URL') ?? `http://localhost:${port}`, insecureHttp, problems)
  const settings: Settings = {
    dataDir: textOf(env, 'DATA_DIR') ?? './var',
    databaseUrl: parseDatabaseUrl(textOf(env, 'DATABASE_URL'), problems),
    sessionUrls: parseSessionUrls(textOf(env, 'SESSION_URL'), problems),
    currency: parseCurrency(textOf(env, 'SHOP_CURRENCY') ?? 'USD', problems),
    port,
    host: parseHost(textOf(env, 'HOST') ?? '127.0.0.1', problems),
    baseUrl,
    shopName: parseShopName(textOf(env, 'SHOP_NAME') ?? 'La Alacena', problems),
    insecureHttp,
    secrets: parseSecrets(textOf(env, 'SECRETS'), baseUrl, problems),
  }
  if (problems.length > 0) throw new SettingsError(problems)
  return settings
}

/** Where the shop's data is: the address of a database, or the path of a file. */
export function databasePlace({ databaseUrl, dataDir }: Pick<Settings, 'databaseUrl' | 'dataDir'>): string {
  return databaseUrl ?? join(dataDir, 'shop.sqlite')
}

function textOf(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = env[name]?.trim()
  return value === '' ? undefined : value
}

function parsePort(text: string, problems: string[]): number {
  const port = /^[1-9][0-9]{0,4}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  problems.push(`PORT is ${JSON.stringify(text)}. Write a port from 1 to 65535, such as 3000.`)
  return 3000
}

function parseHost(text: string, problems: string[]): string {
  // A name, an IPv4 or an IPv6 address: what listens checks whether this machine has it.
  if (/^[A-Za-z0-9.:_%-]+$/.test(text)) return text
  problems.push(`HOST is ${JSON.stringify(text)}. Write an address of this machine, such as 127.0.0.1 or 0.0.0.0.`)
  return '127.0.0.1'
}

function parseCurrency(text: string, problems: string[]): string {
  try {
    minorDigits(text)
    return text
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error
    problems.push(`SHOP_CURRENCY is ${JSON.stringify(text)}. Write the code of a currency, such as USD or EUR.`)
    return 'USD'
  }
}

function parseShopName(text: string, problems: string[]): string {
  if (text.length <= SHOP_NAME_CHARS_MAX && !/\p{Cc}/u.test(text)) return text
  problems.push(`SHOP_NAME is too long or not on one line. Write at most ${SHOP_NAME_CHARS_MAX} characters.`)
  return ''
}

function parseInsecureHttp(text: string, problems: string[]): boolean {
  if (text === '1' || text === '0') return text === '1'
  problems.push(`INSECURE_HTTP is ${JSON.stringify(text)}. Write 1, or leave it out.`)
  return false
}

function parseBaseUrl(text: string, insecureHttp: boolean, problems: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !isOrigin(url)) {
    problems.push(
      `BASE_URL is ${JSON.stringify(text)}. Write where shoppers reach the shop, such as https://shop.example: http or ` +
        'https, a host, perhaps a port, and nothing after it.',
    )
    return ''
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !insecureHttp) {
    problems.push(
      `BASE_URL is ${url.origin}, plain http on a host that is not this machine: anybody between could take a shopper's ` +
        'session. Use https, or set INSECURE_HTTP=1 if you accept that.',
    )
  }
  return url.origin
}

/** Several servers of one shop need the same secrets, so beyond this machine none are made up. */
function parseSecrets(text: string | undefined, baseUrl: string, problems: string[]): readonly string[] {
  if (text === undefined) {
    const isHere = baseUrl === '' || isLoopback(new URL(baseUrl).hostname)
    if (!isHere) problems.push('SECRETS is not set. Write a secret, made by: openssl rand -base64 32')
    return []
  }
  const secrets = text.split(',').map((secret) => secret.trim())
  try {
    createSecrets(secrets)
  } catch (error) {
    if (!(error instanceof ComandaError)) throw error
    problems.push(`SECRETS does not do. ${error.message}`)
  }
  return secrets
}

function isOrigin(url: URL): boolean {
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  return bare && (url.protocol === 'http:' || url.protocol === 'https:')
}
