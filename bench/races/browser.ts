/** How long an answer may take before the run gives up, in milliseconds. Only a shop that hangs needs it. */
const PATIENCE_MS = 10_000

/** What a request came to. */
export interface Answer {
  /** Whether the shop says that it was done: a status of 200 to 299. */
  readonly ok: boolean
  readonly status: number
  readonly body: string
}

/** A browser with a tab per request: it keeps cookies, and can have any number of requests under way. */
export interface Browser {
  get(path: string): Promise<Answer>
  post(path: string): Promise<Answer>
  /** Another one with the same cookies, as they are now: somebody who has copied them. */
  copy(): Browser
}

/**
 * A browser at the shop on `url`, a page of which it shows. Cookies are taken in the order in which answers begin, and
 * the last one of a name stays. Secure cookies are kept too: to Chromium this machine is a safe place.
 */
export function createBrowser(url: string, cookies: ReadonlyMap<string, string> = new Map()): Browser {
  let jar = cookies

  async function send(method: string, path: string): Promise<Answer> {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const headers = { 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) }
    const response = await fetch(url + path, { method, headers, signal: AbortSignal.timeout(PATIENCE_MS) })
    jar = withCookies(jar, response.headers.getSetCookie())
    return { ok: response.ok, status: response.status, body: await response.text() }
  }

  return {
    get: (path) => send('GET', path),
    post: (path) => send('POST', path),
    copy: () => createBrowser(url, jar),
  }
}

/** What a jar holds after the Set-Cookie headers of one answer (RFC 6265 §5.3, for one site and one path). */
export function withCookies(
  jar: ReadonlyMap<string, string>,
  setCookies: readonly string[],
): ReadonlyMap<string, string> {
  const after = new Map(jar)
  for (const setCookie of setCookies) {
    const [pair = '', ...attributes] = setCookie.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    if (isOver(attributes)) after.delete(pair.slice(0, at))
    else after.set(pair.slice(0, at), pair.slice(at + 1))
  }
  return after
}

/** Max-Age goes before Expires. */
function isOver(attributes: readonly string[]): boolean {
  const attributeValue = (name: string) =>
    attributes.find((attribute) => attribute.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
  const maxAge = attributeValue('max-age')
  if (maxAge !== undefined) return Number(maxAge) <= 0
  const expires = attributeValue('expires')
  return expires !== undefined && Date.parse(expires) <= Date.now()
}
