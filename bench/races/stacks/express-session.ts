import { promisify } from 'node:util'
import express from 'express'
import session, { type SessionData } from 'express-session'
import { SECRET } from '../../stacks/peer-settings.ts'
import { serve } from '../serve.ts'
import { type Held, type LookUp, type Shop, USER, withOneMore } from '../shop.ts'
import { createTextTable } from '../text-table.ts'

declare module 'express-session' {
  interface SessionData extends Held {}
}

/** `express-session`: settings, sign-in and sign-out as in the example "User login" of its README, but for `resave`. */
export function expressShop(lookUp: LookUp, { resave }: { resave: boolean }): Promise<Shop> {
  const app = express()
  app.use(session({ secret: SECRET, resave, saveUninitialized: true, store: new TextStore() }))

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
  return serve(app)
}

const calledBack = (call: (done: (error?: unknown) => void) => void): Promise<void> => promisify(call)()

/** The methods of connect-redis, among them `touch`, which changes only what is there. */
class TextStore extends session.Store {
  readonly #table = createTextTable()
  override get = (id: string, done: (error: unknown, data?: SessionData | null) => void): void =>
    void this.#table.read(id).then((data) => done(null, data as SessionData | null), done)
  override set = (id: string, data: SessionData, done?: (error?: unknown) => void): void =>
    void this.#table.write(id, data).then(() => done?.(), done)
  override destroy = (id: string, done?: (error?: unknown) => void): void =>
    void this.#table.remove(id).then(() => done?.(), done)
  override touch = (_id: string, _data: SessionData, done?: () => void): void => done?.()
}
