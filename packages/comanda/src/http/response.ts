import type { Reply } from './reply.ts'

/** What the session adds to an answer. */
export interface SessionMarks {
  readonly setCookie: string | null
  readonly dependence: 'none' | 'stranger' | 'known'
}

type Headers_ = Readonly<Record<string, string>>

/** The one Response: the app's headers over the security headers, and what the session adds. */
export function buildResponse(reply: Reply, security: Headers_, marks: SessionMarks): Response {
  const own = inLowerCase(reply.headers)
  const headers = { ...security, ...own, ...sessionHeaders(own, marks) }
  const cookies = [...(reply.cookies ?? []), ...(marks.setCookie === null ? [] : [marks.setCookie])]
  const [only, ...more] = cookies
  if (only === undefined) return new Response(reply.body, { status: reply.status, headers })
  // A plain object is several times faster than Headers, but can carry one cookie only.
  if (more.length === 0)
    return new Response(reply.body, { status: reply.status, headers: { ...headers, 'set-cookie': only } })
  const several = new Headers(headers)
  for (const cookie of cookies) several.append('set-cookie', cookie)
  return new Response(reply.body, { status: reply.status, headers: several })
}

/** The same for a Response somebody else has made: slower, its own headers win over the security headers. */
export function completeResponse(response: Response, security: Headers_, marks: SessionMarks): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(security)) if (!headers.has(name)) headers.set(name, value)
  const own = { vary: headers.get('vary') ?? '', 'cache-control': headers.get('cache-control') ?? '' }
  for (const [name, value] of Object.entries(sessionHeaders(own, marks))) headers.set(name, value)
  if (marks.setCookie !== null) headers.append('set-cookie', marks.setCookie)
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

/** Names are compared without regard to case (RFC 9110 §5.1); two spellings of one would both be sent. */
function inLowerCase(headers: Headers_): Headers_ {
  for (const name in headers) {
    if (name !== name.toLowerCase()) {
      return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]))
    }
  }
  return headers
}

function sessionHeaders(own: Headers_, { setCookie, dependence }: SessionMarks): Record<string, string> {
  const headers: Record<string, string> = {}
  if (dependence !== 'none') headers['vary'] = own['vary'] ? `${own['vary']}, Cookie` : 'Cookie'
  if (dependence === 'known' || setCookie !== null) headers['cache-control'] = privately(own['cache-control'] ?? '')
  return headers
}

/** No shared cache may keep an answer that depends on the session or carries its cookie. */
function privately(cacheControl: string): string {
  return /\b(private|no-store)\b/.test(cacheControl) ? cacheControl : 'private, no-cache'
}
