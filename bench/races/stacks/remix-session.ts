import { getRequestListener } from '@hono/node-server'
import { createCookie } from '@remix-run/cookie'
import { createRouter } from '@remix-run/fetch-router'
import { createSession, Session, type SessionStorage } from '@remix-run/session'
import { createCookieSessionStorage } from '@remix-run/session/cookie-storage'
import { session } from '@remix-run/session-middleware'
import { SECRET } from '../../stacks/peer-settings.ts'
import { serve } from '../serve.ts'
import { type LookUp, type Shop, type ShopData, USER, withOneMore } from '../shop.ts'
import { createTextTable } from '../text-table.ts'

/** `@remix-run/session` with Remix's router and session middleware, as the README of the middleware has them. */
export function remixShop(storage: SessionStorage, lookUp: LookUp): Promise<Shop> {
  const cookie = createCookie('__session', { secrets: [SECRET], httpOnly: true, secure: true, sameSite: 'Lax' })
  const router = createRouter({ middleware: [session(cookie, storage)] })

  router.post('/sign-in', ({ get }) => {
    get(Session).regenerateId()
    get(Session).set('user', USER)
    return new Response('Welcome')
  })
  router.post('/add/:item', async ({ get, params }) => {
    await lookUp()
    const lines = get(Session).get('lines') as ShopData['lines'] | undefined
    get(Session).set('lines', withOneMore(lines, params.item))
    return new Response('Added')
  })
  for (const key of ['language', 'currency'])
    router.post(`/${key}/:value`, async ({ get, params }) => {
      await lookUp()
      get(Session).set(key, params.value)
      return new Response('Noted')
    })
  router.get('/page', async ({ get }) => {
    await lookUp()
    return new Response(`Hello, ${get(Session).get('user') ?? 'stranger'}`)
  })
  router.post('/sign-out', ({ get }) => {
    get(Session).destroy()
    return new Response('Bye')
  })
  router.get('/session', ({ get }) => Response.json(get(Session).data[0]))
  return serve(getRequestListener((request) => router.fetch(request)))
}

/** Its own memory storage, but for the objects: what is kept is text. */
export function textStorage(): SessionStorage {
  const table = createTextTable()
  return {
    async read(id) {
      const data = id ? ((await table.read(id)) as Session['data'] | null) : null
      return data === null || id === null ? createSession() : createSession(id, data)
    },
    async save(session) {
      if (session.deleteId) await table.remove(session.deleteId)
      if (session.destroyed) await table.remove(session.id)
      else if (session.dirty) await table.write(session.id, session.data)
      return session.destroyed ? '' : session.dirty ? session.id : null
    },
  }
}

/** Its own storage that keeps all in the cookie. */
export const cookieStorage = createCookieSessionStorage
