import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { honoSessions } from 'comanda/adapter/hono'
import { createSessions, html } from 'comanda/http'
import type { SessionEvent } from 'comanda/session'
import { Hono } from 'hono'
import { openStore } from './comanda-stores.ts'
import { closeServer, listen } from './listen.ts'
import { page, STRANGER } from './page.ts'
import type { Stack, StackOptions, StoreKind } from './stack.ts'
import { lookUpPrice, newVisitor, type VisitorData } from './visitor.ts'

/** Comanda on Hono, with the store of that kind. */
export async function comanda(kind: StoreKind, { countConflicts, ...place }: StackOptions): Promise<Stack> {
  const { store, durability, close } = await openStore(kind, place)
  let writesBegun = 0
  let conflicts = 0
  const observe = (event: SessionEvent): void => {
    if (event.kind === 'conflict') conflicts += 1
  }
  const sessions = createSessions<VisitorData>({
    store,
    baseUrl: 'http://localhost',
    ...(countConflicts ? { observe } : {}),
  })
  const withVisit = honoSessions(sessions)
  const app = new Hono()

  app.get(
    '/plain',
    withVisit(() => html(page(STRANGER, 0))),
  )
  app.post(
    '/begin',
    withVisit(async (c, visit) => {
      const session = await visit.session()
      const data = newVisitor(c.req.query('name') ?? STRANGER)
      session.set('visitor', data.visitor)
      session.set('csrf', data.csrf)
      session.set('cart', data.cart)
      session.set('count', data.count)
      return html(page(data.visitor, data.count))
    }),
  )
  app.get(
    '/read',
    withVisit(async (_c, visit) => {
      const session = await visit.session()
      return html(page(session.get('visitor') ?? STRANGER, session.get('count') ?? 0))
    }),
  )
  app.post(
    '/write',
    withVisit(async (_c, visit) => {
      const session = await visit.session()
      writesBegun += 1
      session.update('count', (count = 0) => count + 1)
      return html(page(session.get('visitor') ?? STRANGER, session.get('count') ?? 0))
    }),
  )
  app.post(
    '/add',
    withVisit(async (_c, visit) => {
      const session = await visit.session()
      await lookUpPrice()
      writesBegun += 1
      session.update('count', (count = 0) => count + 1)
      return html(page(session.get('visitor') ?? STRANGER, session.get('count') ?? 0))
    }),
  )

  const server = createServer(getRequestListener(app.fetch))
  return {
    port: await listen(server),
    facts: () => ({ writesBegun, conflicts: countConflicts ? conflicts : null, durability }),
    async close() {
      await closeServer(server)
      await close()
    },
  }
}
