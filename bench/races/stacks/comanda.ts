import { getRequestListener } from '@hono/node-server'
import { honoSessions } from 'comanda/adapter/hono'
import { createSessions, json, type SessionsOptions, text } from 'comanda/http'
import { Hono } from 'hono'
import { serve } from '../serve.ts'
import { type LookUp, type Shop, type ShopData, USER, withOneMore } from '../shop.ts'

/** Where its sessions live. */
export type ComandaHome = Pick<SessionsOptions, 'store' | 'sealedCookie'>

/** Comanda on Hono. */
export function comandaShop(home: ComandaHome, lookUp: LookUp, after?: () => Promise<void>): Promise<Shop> {
  const page = honoSessions(createSessions<ShopData>({ ...home, baseUrl: 'http://localhost' }))
  const app = new Hono()

  const signIn = page(async (_, visit) => {
    const session = await visit.session()
    session.regenerate()
    session.set('user', USER)
    return text('Welcome')
  })
  const add = page(async (c, visit) => {
    const session = await visit.session()
    session.get('lines')
    await lookUp()
    session.update('lines', (lines) => withOneMore(lines, c.req.param('item') ?? ''))
    return text('Added')
  })
  const prefer = (key: 'language' | 'currency') =>
    page(async (c, visit) => {
      const session = await visit.session()
      session.get('user')
      await lookUp()
      session.set(key, c.req.param('value') ?? '')
      return text('Noted')
    })
  const greet = page(async (_, visit) => {
    const user = (await visit.session()).get('user')
    await lookUp()
    return text(`Hello, ${user ?? 'stranger'}`)
  })
  const signOut = page(async (_, visit) => {
    await (await visit.session()).destroy()
    return text('Bye')
  })
  const show = page(async (_, visit) => json(Object.fromEntries((await visit.session()).entries())))

  app.post('/sign-in', signIn)
  app.post('/add/:item', add)
  app.post('/language/:value', prefer('language'))
  app.post('/currency/:value', prefer('currency'))
  app.get('/page', greet)
  app.post('/sign-out', signOut)
  app.get('/session', show)
  return serve(getRequestListener(app.fetch), after)
}
