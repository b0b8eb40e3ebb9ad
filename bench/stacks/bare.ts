import { createServer } from 'node:http'
import { closeServer, listen } from './listen.ts'
import { PAGE_TYPE, page, STRANGER } from './page.ts'
import type { Stack } from './stack.ts'

/** Node's own server and nothing else: what everybody is measured against. */
export async function bare(): Promise<Stack> {
  const server = createServer((_request, response) => {
    const body = page(STRANGER, 0)
    response.writeHead(200, { 'content-type': PAGE_TYPE, 'content-length': Buffer.byteLength(body) })
    response.end(body)
  })
  return {
    port: await listen(server),
    facts: () => ({ writesBegun: 0, conflicts: null, durability: {} }),
    close: () => closeServer(server),
  }
}
