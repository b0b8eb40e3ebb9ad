/**
 * What a handler hands back: the parts of an answer, not a finished Response. `withSession` stores the session first
 * and then builds the one Response, which is several times faster than adding headers to a finished one.
 */
export interface Reply {
  /** HTTP status, 200 to 599. From 500 on the session's changes are not stored. */
  readonly status: number
  readonly body: string | Uint8Array<ArrayBuffer> | null
  /** By name, in any case. Cookies go with {@link withCookies}: `set-cookie` here is refused by the types. */
  readonly headers: ReplyHeaders
  /** Further cookies, see {@link withCookies}; the session's own is not among them. */
  readonly cookies?: readonly string[]
}

/** Headers by name; `set-cookie` is not one of them, see {@link withCookies}. */
export type ReplyHeaders = Readonly<Record<string, string>> & { readonly 'set-cookie'?: never }

/** A page. */
export function html(body: string, status = 200, headers: ReplyHeaders = {}): Reply {
  return { status, body, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } }
}

/** Plain text. */
export function text(body: string, status = 200, headers: ReplyHeaders = {}): Reply {
  return { status, body, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } }
}

/** `value` as JSON. */
export function json(value: unknown, status = 200, headers: ReplyHeaders = {}): Reply {
  return {
    status,
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  }
}

/** `reply` with cookies, each the text of a Set-Cookie header: `withCookies(redirect('/'), serializeCookie('theme', 'dark'))`. */
export function withCookies(reply: Reply, ...cookies: readonly string[]): Reply {
  return { ...reply, cookies: [...(reply.cookies ?? []), ...cookies] }
}

/** Sends the browser on to `location`: with 303 it asks for that page by GET, whatever it had sent. */
export function redirect(location: string, status: 303 | 301 | 302 | 307 | 308 = 303): Reply {
  return { status, body: null, headers: { location } }
}
