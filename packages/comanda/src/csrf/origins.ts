import { CsrfError } from './error.ts'

/** The names of this very machine. A developer opens any of them, and no other machine can be reached by one. */
const LOOPBACK_HOSTNAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * The origins that count as the app's own: that of its base URL. If the host of that is one of `localhost`, `127.0.0.1`
 * and `[::1]`, all three count, with the same scheme and port.
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
  return new Set(LOOPBACK_HOSTNAMES.map((hostname) => originWith(url, hostname)))
}

/** Whether a URL's host name is this very machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK_HOSTNAMES.includes(hostname)
}

function originWith({ protocol, port }: URL, hostname: string): string {
  return new URL(`${protocol}//${hostname}${port === '' ? '' : `:${port}`}`).origin
}
