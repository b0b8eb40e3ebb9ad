import fastifyCookie from '@fastify/cookie'
import fastifySession, { type FastifySessionOptions } from '@fastify/session'
import type { Store } from 'express-session'
import Fastify from 'fastify'
import { SECRET } from '../../stacks/peer-settings.ts'
import { type LookUp, type OpenShop, type Shop, type ShopData, USER, withOneMore } from '../shop.ts'
import type { OpenExpressStore } from './express-stores.ts'

declare module 'fastify' {
  interface Session extends Partial<ShopData> {}
}

type StoreForFastify = NonNullable<FastifySessionOptions['store']>

/**
 * `@fastify/session` with its defaults; `secure` is off, as its README has it for a site without https. It takes the
 * stores of express-session, as the README says.
 */
export function fastifyShop(openStore: OpenExpressStore): OpenShop {
  return async (lookUp, servers) => {
    const { store, close } = await openStore(servers)
    // Its types ask for a store of its own kind of session.
    return shopWith(store as Store & StoreForFastify, lookUp, close)
  }
}

async function shopWith(store: StoreForFastify, lookUp: LookUp, after: () => Promise<void>): Promise<Shop> {
  const app = Fastify()
  await app.register(fastifyCookie)
  await app.register(fastifySession, { secret: SECRET, cookie: { secure: false }, store })

  app.post('/sign-in', async (request) => {
    await request.session.regenerate()
    request.session.user = USER
    return 'Welcome'
  })
  app.post<{ Params: { item: string } }>('/add/:item', async ({ session, params }) => {
    await lookUp()
    session.lines = withOneMore(session.lines, params.item)
    return 'Added'
  })
  for (const key of ['language', 'currency'] as const)
    app.post<{ Params: { value: string } }>(`/${key}/:value`, async ({ session, params }) => {
      await lookUp()
      session[key] = params.value
      return 'Noted'
    })
  app.get('/page', async ({ session }) => {
    await lookUp()
    return `Hello, ${session.user ?? 'stranger'}`
  })
  app.post('/sign-out', async (request) => {
    await request.session.destroy()
    return 'Bye'
  })
  app.get('/session', async ({ session: { user, lines, language, currency } }) => ({ user, lines, language, currency }))

  return {
    url: await app.listen({ port: 0, host: '127.0.0.1' }),
    async close() {
      app.server.closeAllConnections()
      await app.close()
      await after()
    },
  }
}
