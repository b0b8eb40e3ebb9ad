import { createServer } from 'node:http'
import express from 'express'
import session from 'express-session'
import { closeServer, listen } from './listen.ts'
import { PAGE_TYPE, page, STRANGER } from './page.ts'
import { DAYS_14_MS, SECRET } from './peer-settings.ts'
import { openPeerStore } from './peer-stores.ts'
import type { Place, Stack, StoreKind } from './stack.ts'
import { lookUpPrice, newVisitor, type VisitorData } from './visitor.ts'

declare module 'express-session' {
  interface SessionData extends VisitorData {}
}

/**
 * `express-session` on its memory store or another one's. Set to do as little as it can: no `resave`, nothing stored for
 * strangers, and Express without the ETag and the header that the others do not send either.
 */
export async function expressSessions(kind: StoreKind, place: Place): Promise<Stack> {
  const { store, durability, close } = await openPeerStore(kind, place)
  let writesBegun = 0
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(
    session({
      secret: SECRET,
      resave: false,
      saveUninitialized: false,
      ...(store && { store }),
      cookie: { secure: false, sameSite: 'lax', maxAge: DAYS_14_MS },
    }),
  )

  app.post('/begin', (request, response) => {
    const data = newVisitor(String(request.query['name'] ?? STRANGER))
    Object.assign(request.session, data)
    response.type(PAGE_TYPE).send(page(data.visitor, data.count))
  })
  app.get('/read', ({ session }, response) => {
    response.type(PAGE_TYPE).send(page(session.visitor ?? STRANGER, session.count ?? 0))
  })
  app.post('/write', ({ session }, response) => {
    writesBegun += 1
    session.count = (session.count ?? 0) + 1
    response.type(PAGE_TYPE).send(page(session.visitor ?? STRANGER, session.count))
  })
  app.post('/add', async ({ session }, response) => {
    await lookUpPrice()
    writesBegun += 1
    session.count = (session.count ?? 0) + 1
    response.type(PAGE_TYPE).send(page(session.visitor ?? STRANGER, session.count))
  })

  const server = createServer(app)
  return {
    port: await listen(server),
    facts: () => ({ writesBegun, conflicts: null, durability }),
    async close() {
      await closeServer(server)
      await close()
    },
  }
}
