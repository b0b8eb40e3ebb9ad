// RFC 9110 §9.2.1. Compared exactly: methods are case-sensitive (§9.1), so `Post` or `get` are not of these.
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** What the check looks at, and all it looks at. */
export interface CrossSiteRequest {
  /** The method as it came. One that a form field or header asks for instead plays no part. */
  readonly method: string
  /** The Sec-Fetch-Site header; null or undefined if there is none. */
  readonly secFetchSite: string | null | undefined
  /** The Origin header; null or undefined if there is none. */
  readonly origin: string | null | undefined
  /** Whether there is a Cookie header at all, readable or not. */
  readonly hasCookies: boolean
}

/**
 * Whether a request may change anything.
 * - `cross-site`: the browser says that a page of another site sent it, be it of the same domain (`same-site`).
 * - `foreign-origin`: it comes from a page of an origin that is not one of ours, or that hides (`null`).
 * - `no-proof`: it has cookies, as a browser's requests do, and nothing that says where it comes from.
 */
export type CrossSiteVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'refused'; readonly reason: 'cross-site' | 'foreign-origin' | 'no-proof' }

const PASS: CrossSiteVerdict = { kind: 'pass' }

/** Whether requests of this method promise to change nothing, so that any site may send them. */
export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method)
}

/**
 * Stops other sites from acting in a visitor's name (cross-site request forgery).
 *
 * Safe methods pass. Any other passes if Sec-Fetch-Site is exactly `same-origin` or `none` (typed or bookmarked by the
 * visitor), or else if Origin is one of `allowedOrigins`, or else if there is neither header nor any cookie: that
 * comes from no browser, or has nothing to abuse. Browsers set both headers themselves and no page can change them.
 * Content type, X-Requested-With and Referer prove nothing and are not looked at. Never throws.
 *
 * @param allowedOrigins of `originsOf`, or more; compared as whole strings
 */
export function checkCrossSite(request: CrossSiteRequest, allowedOrigins: ReadonlySet<string>): CrossSiteVerdict {
  const { method, hasCookies } = request
  const secFetchSite = request.secFetchSite ?? null
  const origin = request.origin ?? null
  if (isSafeMethod(method)) return PASS
  if (secFetchSite === 'same-origin' || secFetchSite === 'none') return PASS
  if (origin !== null && allowedOrigins.has(origin)) return PASS
  if (secFetchSite !== null) return { kind: 'refused', reason: 'cross-site' }
  if (origin !== null) return { kind: 'refused', reason: 'foreign-origin' }
  return hasCookies ? { kind: 'refused', reason: 'no-proof' } : PASS
}
