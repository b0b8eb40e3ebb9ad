import type { AddressInfo } from 'node:net'
import fastifyCookie from '@fastify/cookie'
import fastifySession, { type SessionStore } from '@fastify/session'
import Fastify from 'fastify'
import { PAGE_TYPE, page, STRANGER } from './page.ts'
import { DAYS_14_MS, SECRET } from './peer-settings.ts'
import { openPeerStore } from './peer-stores.ts'
import type { Place, Stack, StoreKind } from './stack.ts'
import { lookUpPrice, newVisitor, type VisitorData } from './visitor.ts'

declare module 'fastify' {
  interface Session extends Partial<VisitorData> {}
}

/**
 * `@fastify/session` on its memory store or on one of Express, as its README shows. Set to do as little as it can:
 * `rolling` off, so that a read does not save, and nothing stored for strangers.
 */
export async function fastifySessions(kind: StoreKind, place: Place): Promise<Stack> {
  const { store, close } = await openPeerStore(kind, place)
  let writesBegun = 0
  const app = Fastify({ logger: false })
  await app.register(fastifyCookie)
  await app.register(fastifySession, {
    secret: SECRET,
    rolling: false,
    saveUninitialized: false,
    ...(store && { store: store as SessionStore }),
    cookie: { secure: false, sameSite: 'lax', maxAge: DAYS_14_MS },
  })

  app.post<{ Querystring: { name?: string } }>('/begin', (request, reply) => {
    const data = newVisitor(request.query.name ?? STRANGER)
    Object.assign(request.session, data)
    return reply.type(PAGE_TYPE).send(page(data.visitor, data.count))
  })
  app.get('/read', ({ session }, reply) =>
    reply.type(PAGE_TYPE).send(page(session.visitor ?? STRANGER, session.count ?? 0)),
  )
  app.post('/write', ({ session }, reply) => {
    writesBegun += 1
    session.count = (session.count ?? 0) + 1
    return reply.type(PAGE_TYPE).send(page(session.visitor ?? STRANGER, session.count))
  })
  app.post('/add', async ({ session }, reply) => {
    await lookUpPrice()
    writesBegun += 1
    session.count = (session.count ?? 0) + 1
    return reply.type(PAGE_TYPE).send(page(session.visitor ?? STRANGER, session.count))
  })

  await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    port: (app.server.address() as AddressInfo).port,
    facts: () => ({ writesBegun, conflicts: null, durability: {} }),
    async close() {
      app.server.closeAllConnections()
      await app.close()
      await close()
    },
  }
}
