import { headOf as headOfRequest, isFromScript, type RequestHead } from 'comanda/http'

/** The head of the request a Hono context is about. */
export function headOf({ req }: { readonly req: { readonly raw: Request } }): RequestHead {
  return headOfRequest(req.raw)
}

/** The path without its query, for logs and comparisons: what stands in a query may be private. */
export function pathOf({ path }: RequestHead): string {
  return path.replace(/[?#].*$/s, '')
}

/** Whether to answer with JSON: a script asks, or the address is one of the Ajax API. */
export function wantsJson(head: RequestHead): boolean {
  return /\.js(on)?$/.test(pathOf(head)) || isFromScript(head)
}
