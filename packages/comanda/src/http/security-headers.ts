const YEAR_SECONDS = 31_536_000

/** What {@link securityHeaders} can be told. */
export interface SecurityHeaderOptions {
  /** Whether the site is served over https: then browsers are told never to use http again. */
  readonly https: boolean
  /** Replaces directives of the content security policy, or adds some: `{ 'img-src': "'self' data:" }`. */
  readonly contentSecurityPolicy?: Readonly<Record<string, string>>
}

/** Nothing from elsewhere, no inline script or style, no plug-ins, no framing, forms only to ourselves. */
const CONTENT_SECURITY_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
}

/** The headers every answer carries, by lower-case name; made once for an app. */
export function securityHeaders(options: SecurityHeaderOptions): Readonly<Record<string, string>> {
  const policy = { ...CONTENT_SECURITY_POLICY, ...options.contentSecurityPolicy }
  const headers = {
    'content-security-policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Never `no-referrer`: it makes browsers send `Origin: null` with forms, which the cross-site check refuses.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    // For browsers that do not know frame-ancestors.
    'x-frame-options': 'DENY',
  }
  return options.https
    ? { ...headers, 'strict-transport-security': `max-age=${YEAR_SECONDS}; includeSubDomains` }
    : headers
}
