import { promisify } from 'node:util'
import express from 'express'
import session, { type SessionOptions } from 'express-session'
import { SECRET } from '../../stacks/peer-settings.ts'
import { serve } from '../serve.ts'
import { type Held, type LookUp, type OpenShop, type Shop, USER, withOneMore } from '../shop.ts'
import type { OpenExpressStore } from './express-stores.ts'

declare module 'express-session' {
  interface SessionData extends Held {}
}

/** `express-session`: sign-in and sign-out as in the example "User login" of its README, settings as in that of the store. */
export function expressShop(openStore: OpenExpressStore, settings: Omit<SessionOptions, 'secret'>): OpenShop {
  return async (lookUp, servers) => {
    const { store, close } = await openStore(servers)
    return shopWith({ ...settings, secret: SECRET, store }, lookUp, close)
  }
}

function shopWith(options: SessionOptions, lookUp: LookUp, after: () => Promise<void>): Promise<Shop> {
  const app = express()
  // Otherwise Express prints what a store says of a session that was signed out of meanwhile.
  app.set('env', 'test')
  app.use(session(options))

  app.post('/sign-in', async (request, response) => {
    await calledBack((done) => request.session.regenerate(done))
    request.session.user = USER
    response.send('Welcome')
  })
  app.post('/add/:item', async ({ session, params }, response) => {
    await lookUp()
    session.lines = withOneMore(session.lines, params.item)
    response.send('Added')
  })
  for (const key of ['language', 'currency'] as const)
    app.post(`/${key}/:value`, async ({ session, params }, response) => {
      await lookUp()
      session[key] = String(params['value'])
      response.send('Noted')
    })
  app.get('/page', async ({ session }, response) => {
    await lookUp()
    response.send(`Hello, ${session.user ?? 'stranger'}`)
  })
  app.post('/sign-out', async (request, response) => {
    request.session.user = null
    await calledBack((done) => request.session.save(done))
    await calledBack((done) => request.session.regenerate(done))
    response.send('Bye')
  })
  app.get('/session', ({ session: { user, lines, language, currency } }, response) => {
    response.json({ user, lines, language, currency })
  })
  return serve(app, after)
}

const calledBack = (call: (done: (error?: unknown) => void) => void): Promise<void> => promisify(call)()
