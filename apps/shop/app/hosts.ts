import { originsOf } from 'comanda/csrf'

/**
 * Says whether a Host header (RFC 9110, section 7.2) names the shop: the host of its base URL, on loopback under each
 * of its names. Anything else is another site that was pointed at this machine, or a cache being poisoned.
 *
 * No Host header at all passes: browsers always send one, and no answer is built from it.
 */
export function createHostCheck(baseUrl: string): (host: string | undefined) => boolean {
  const hosts = new Set([...originsOf(baseUrl)].flatMap(hostsOf))
  return (host) => host === undefined || hosts.has(host.toLowerCase())
}

/** Clients may write the port that goes without saying. */
function hostsOf(origin: string): string[] {
  const { host, port, protocol } = new URL(origin)
  return port === '' ? [host, `${host}:${protocol === 'https:' ? 443 : 80}`] : [host]
}
