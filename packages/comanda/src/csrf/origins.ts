import { CsrfError } from './error.ts'

/** The names of this very machine. A developer opens any of them, and no other machine can be reached by one. */
const LOOPBACK_HOSTNAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * The origins that count as the app's own: that of its base URL. If that is on this very machine, `localhost`, `127.0.0.1`
 * and `[::1]` count as well, with the same scheme and port.
 *
 * @param baseUrl the address people reach the app at, such as `https://shop.example`; a path in it plays no part
 * @throws {CsrfError} `csrf/bad-base-url`
 */
export function originsOf(baseUrl: string): ReadonlySet<string> {
  const url = URL.parse(baseUrl)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new CsrfError('csrf/bad-base-url', 'The base URL must be an address such as "https://shop.example".')
  }
  if (!isLoopback(url.hostname)) return new Set([url.origin])
  return new Set([url.hostname, ...LOOPBACK_HOSTNAMES].map((hostname) => originWith(url, hostname)))
}

/**
 * Whether the host name of a URL is this very machine (127.0.0.0/8, `[::1]`, `localhost`): browsers keep Secure cookies from
 * it over plain http too, since nothing leaves the machine.
 */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK_HOSTNAMES.includes(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

function originWith({ protocol, port }: URL, hostname: string): string {
  return new URL(`${protocol}//${hostname}${port === '' ? '' : `:${port}`}`).origin
}
