import { hash } from 'node:crypto'

const ETAG_CHARS = 22
const HEADER_CHARS_MAX = 2_000

/**
 * The validator of a body (RFC 9110, section 8.8.3). A weak one, so that it is the same whichever way the body is
 * encoded: the shop serves no ranges, which are all a strong one would be good for.
 */
export function weakEtagOf(body: string | Uint8Array): string {
  return `W/"${hash('sha256', body, 'base64url').slice(0, ETAG_CHARS)}"`
}

/** Whether a client that sends this If-None-Match has the body already (RFC 9110, section 13.1.2: weak comparison). */
export function isKnown(ifNoneMatch: string | null | undefined, etag: string): boolean {
  if (!ifNoneMatch || ifNoneMatch.length > HEADER_CHARS_MAX) return false
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => opaqueOf(one.trim()) === opaqueOf(etag))
}

function opaqueOf(etag: string): string {
  return etag.startsWith('W/') ? etag.slice(2) : etag
}
