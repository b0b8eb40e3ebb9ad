import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { CookieStore, type Session, type SessionData, type Store, sessionMiddleware } from 'hono-sessions'
import { SECRET } from '../../stacks/peer-settings.ts'
import { serve } from '../serve.ts'
import { type LookUp, type Shop, type ShopData, USER, withOneMore } from '../shop.ts'
import { createTextTable } from '../text-table.ts'

const KEYS = ['user', 'lines', 'language', 'currency'] as const
type Variables = { session: Session<ShopData>; session_key_rotation: boolean }

/** `hono-sessions` with the settings of its README. */
export function honoSessionsShop(store: Store | CookieStore, lookUp: LookUp): Promise<Shop> {
  const app = new Hono<{ Variables: Variables }>()
  const cookieOptions = { sameSite: 'Lax', path: '/', httpOnly: true } as const
  app.use('*', sessionMiddleware({ store, encryptionKey: SECRET, expireAfterSeconds: 900, cookieOptions }))

  app.post('/sign-in', (c) => {
    c.set('session_key_rotation', true)
    c.get('session').set('user', USER)
    return c.text('Welcome')
  })
  app.post('/add/:item', async (c) => {
    await lookUp()
    const session = c.get('session')
    session.set('lines', withOneMore(session.get('lines'), c.req.param('item')))
    return c.text('Added')
  })
  for (const key of ['language', 'currency'] as const)
    app.post(`/${key}/:value`, async (c) => {
      await lookUp()
      c.get('session').set(key, c.req.param('value'))
      return c.text('Noted')
    })
  app.get('/page', async (c) => {
    await lookUp()
    return c.text(`Hello, ${c.get('session').get('user') ?? 'stranger'}`)
  })
  app.post('/sign-out', (c) => {
    c.get('session').deleteSession()
    return c.text('Bye')
  })
  app.get('/session', (c) => {
    const session = c.get('session')
    return c.json(Object.fromEntries(KEYS.map((key) => [key, session.get(key)])))
  })
  return serve(getRequestListener(app.fetch))
}

/** Saves as two of its own stores do: MemoryStore writes always, BunSqliteStore updates what is there. */
export function textStore(saves: 'always' | 'what is there'): Store {
  const table = createTextTable()
  return {
    getSessionById: async (id = '') => (await table.read(id)) as SessionData | null,
    createSession: table.write,
    persistSessionData: saves === 'always' ? table.write : table.update,
    deleteSession: table.remove,
  }
}

/** Its own store that keeps all in the cookie. */
export const cookieStore = (): CookieStore => new CookieStore()
