import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { closeServer, listen } from './listen.ts'
import { PAGE_TYPE, page, STRANGER } from './page.ts'
import type { Stack } from './stack.ts'

/** Hono with a plain Response, no middleware, no sessions. */
export async function hono(): Promise<Stack> {
  const app = new Hono()
  app.get('/plain', () => new Response(page(STRANGER, 0), { headers: { 'content-type': PAGE_TYPE } }))
  const server = createServer(getRequestListener(app.fetch))
  return {
    port: await listen(server),
    facts: () => ({ writesBegun: 0, conflicts: null, durability: {} }),
    close: () => closeServer(server),
  }
}
