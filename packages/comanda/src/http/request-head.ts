/** The part of a request that sessions look at: the same for every server. */
export interface RequestHead {
  /** Upper case, as it was sent. */
  readonly method: string
  /** Path and query as they were sent, from the first slash on. */
  readonly path: string
  /** The header of that lower-case name; null or undefined if there is none. */
  header(name: string): string | null | undefined
  /** A field of the form in the body, which stays readable for the handler; null if there is none. */
  formField(name: string): Promise<string | null>
}

/** The longest form that is looked into for a token, in bytes. */
const FORM_BYTES_MAX = 65_536
const FORM_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i

/** The head of a web-standard Request. */
export function headOf(request: Request): RequestHead {
  return {
    method: request.method,
    path: pathOf(request.url),
    header: (name) => request.headers.get(name),
    formField: (name) => formFieldOf(request, name),
  }
}

/** A field of the form that `request` carries. Reads a copy of the body; a form that is too long or broken has none. */
export async function formFieldOf(request: Request, name: string): Promise<string | null> {
  const { headers } = request
  const length = /^\d{1,9}$/.exec(headers.get('content-length') ?? '')
  // With both, the length says nothing (RFC 9112 §6.3).
  if (length === null || Number(length[0]) > FORM_BYTES_MAX || headers.has('transfer-encoding')) return null
  if (!FORM_TYPES.test(headers.get('content-type') ?? '')) return null
  try {
    const value = (await request.clone().formData()).get(name)
    return typeof value === 'string' ? value : null
  } catch {
    // Whoever handles the request will meet the broken form and say so; here it only carries no token.
    return null
  }
}

/** Whether nobody looks at the answer now: a HEAD request, or a page a browser fetches ahead (Fetch standard, Sec-Purpose). */
export function isPassive(head: RequestHead): boolean {
  const purpose = head.header('sec-purpose') ?? head.header('purpose') ?? ''
  return head.method === 'HEAD' || /\b(prefetch|prerender)\b/.test(purpose)
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
  const page = URL.parse(head.header('referer') ?? '')
  return page !== null && origins.has(page.origin) ? pathIn(page) : '/'
}

/** A path that was asked for, as one to send a browser to; `/` if a browser would read another host into it. */
export function ownPath(path: string): string {
  const page = URL.parse(path, ANY_ORIGIN)
  return page !== null && page.origin === ANY_ORIGIN ? pathIn(page) : '/'
}

const ANY_ORIGIN = 'http://any.invalid'

function pathIn({ pathname, search }: URL): string {
  // Two leading slashes would be another host to a browser.
  return pathname.startsWith('//') ? '/' : pathname + search
}
