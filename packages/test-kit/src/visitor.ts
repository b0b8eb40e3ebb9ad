import assert from 'node:assert/strict'

/** Somebody who visits a site by program, and keeps cookies and sends headers as a browser does. */
export interface Visitor {
  /** The cookies kept now, by name. */
  readonly cookies: ReadonlyMap<string, string>
  /** One request. Follows no redirect. What `headers` names replaces what a browser would send. The body has arrived. */
  fetch(path: string, init?: VisitorRequest): Promise<Response>
  get(path: string): Promise<Response>
  /** As a form without files sends it. */
  postForm(path: string, fields: Readonly<Record<string, string | number>> | URLSearchParams): Promise<Response>
  postJson(path: string, value: unknown): Promise<Response>
  /** The answer at the end of the redirects that begin with `response`. Fails after ten, or if one leads to another site. */
  follow(response: Response): Promise<Response>
}

/** One request of a visitor. */
export interface VisitorRequest {
  /** Default: GET. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | URLSearchParams | FormData
}

const REDIRECTS_MAX = 10
const safeMethods = new Set(['GET', 'HEAD'])

/**
 * A new visitor, without cookies, of the site at `baseUrl`. Sends `Cookie`, `Sec-Fetch-Site` and, unless the method is safe,
 * `Origin`; Node's own fetch sends none of them. Refuses, with a failed assertion, cookies that a browser would refuse.
 */
export function visitor(baseUrl: string): Visitor {
  const { origin } = new URL(baseUrl)
  const cookies = new Map<string, string>()

  async function send(path: string, { method = 'GET', headers = {}, body }: VisitorRequest = {}): Promise<Response> {
    const asBrowser = {
      'sec-fetch-site': 'same-origin',
      ...(safeMethods.has(method) ? {} : { origin }),
      ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
    }
    const response = await fetch(new URL(path, origin), {
      method,
      headers: { ...asBrowser, ...headers },
      body: body ?? null,
      redirect: 'manual',
    })
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    // A body nobody reads would hold its connection, and the server could not drain.
    const copy = response.clone()
    await response.arrayBuffer()
    return copy
  }

  return {
    cookies,
    fetch: send,
    get: (path) => send(path),
    postForm: (path, fields) => send(path, { method: 'POST', body: formOf(fields) }),
    postJson: (path, value) =>
      send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }),
    follow: async (first) => {
      let response = first
      for (let count = 0; response.status >= 300 && response.status < 400 && response.status !== 304; count += 1) {
        assert.ok(
          count < REDIRECTS_MAX,
          `over ${REDIRECTS_MAX} redirects, the last to ${response.headers.get('location')}`,
        )
        const next = new URL(response.headers.get('location') ?? '', response.url)
        assert.equal(next.origin, origin, 'a redirect leads to another site')
        assert.ok(![307, 308].includes(response.status), 'a redirect that repeats the request: send it again yourself')
        response = await send(next.pathname + next.search)
      }
      return response
    },
  }
}

function formOf(fields: Readonly<Record<string, string | number>> | URLSearchParams): URLSearchParams {
  if (fields instanceof URLSearchParams) return fields
  return new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

/** Keeps or forgets what one Set-Cookie line says, by the rules of RFC 6265bis for a site on one host. */
function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const split = pair.indexOf('=')
  const name = pair.slice(0, split)
  const value = pair.slice(split + 1)
  const said = new Map(
    attributes.map((text) => [text.split('=')[0]?.toLowerCase() ?? '', text.slice(text.indexOf('=') + 1)]),
  )
  assert.ok(split > 0, `a cookie without a name: ${line}`)
  assert.ok(name.length + value.length <= 4096, `a browser refuses a cookie of over 4096 bytes: ${name}`)
  if (/^__(host|secure)-/i.test(name)) assert.ok(said.has('secure'), `a browser refuses ${name} without Secure`)
  if (/^__host-/i.test(name))
    assert.ok(
      said.get('path') === '/' && !said.has('domain'),
      `a browser refuses ${name} with a Domain or without Path=/`,
    )
  assert.equal(said.get('path'), '/', `this visitor keeps only cookies with Path=/: ${line}`)
  if (isOver(said)) cookies.delete(name)
  else cookies.set(name, value)
}

function isOver(said: ReadonlyMap<string, string>): boolean {
  const maxAge = said.get('max-age')
  if (maxAge !== undefined) return Number(maxAge) <= 0
  const expires = said.get('expires')
  return expires !== undefined && Date.parse(expires) <= Date.now()
}
