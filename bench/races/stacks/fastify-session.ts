import fastifyCookie from '@fastify/cookie'
import fastifySession, { type FastifySessionOptions } from '@fastify/session'
import Fastify from 'fastify'
import { SECRET } from '../../stacks/peer-settings.ts'
import { type LookUp, type Shop, type ShopData, USER, withOneMore } from '../shop.ts'
import { createTextTable } from '../text-table.ts'

declare module 'fastify' {
  interface Session extends Partial<ShopData> {}
}

/** `@fastify/session` with its defaults; `secure` is off, as its README has it for a site without https. */
export async function fastifyShop(lookUp: LookUp): Promise<Shop> {
  const app = Fastify()
  await app.register(fastifyCookie)
  await app.register(fastifySession, { secret: SECRET, cookie: { secure: false }, store: textStore() })

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
    },
  }
}

function textStore(): NonNullable<FastifySessionOptions['store']> {
  const table = createTextTable()
  return {
    get: (id, done) => void table.read(id).then((data) => done(null, data as never), done),
    set: (id, data, done) => void table.write(id, data).then(() => done(), done),
    destroy: (id, done) => void table.remove(id).then(() => done(), done),
  }
}
