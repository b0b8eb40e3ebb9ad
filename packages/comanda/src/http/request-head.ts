/** The part of a request that sessions look at: the same for every server. */
export interface RequestHead {
  /** Upper case, as it was sent. */
  readonly method: string
  /** Path and query as they were sent, from the first slash on. */
  readonly path: string
  /** The header of that lower-case name; null or undefined if there is none. */
  header(name: string): string | null | undefined
}

/** The head of a web-standard Request. */
export function headOf(request: Request): RequestHead {
  return { method: request.method, path: pathOf(request.url), header: (name) => request.headers.get(name) }
}

/** Path and query of an absolute URL. The host before them is only what the client claims. */
export function pathOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('://') + 3))
}

/** Whether a script sent the request and wants an answer for programs, rather than a person who wants a page. */
export function isFromScript(head: RequestHead): boolean {
  const mode = head.header('sec-fetch-mode')
  if (mode && mode !== 'navigate') return true
  return (
    Boolean(head.header('x-requested-with')) || /\bapplication\/(json|javascript)\b/.test(head.header('accept') ?? '')
  )
}

/**
 * The page of ours the request came from, as a path; `/` if that is not known. Only ever a path of this site: the
 * host in the header is compared, never followed.
 */
export function pageBefore(head: RequestHead, origins: ReadonlySet<string>): string {
  const referer = head.header('referer')
  if (!referer || !URL.canParse(referer)) return '/'
  const { origin, pathname, search } = new URL(referer)
  // Two leading slashes would be another host to a browser.
  return origins.has(origin) && !pathname.startsWith('//') ? pathname + search : '/'
}
