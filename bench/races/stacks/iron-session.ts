import express, { type Request, type Response } from 'express'
import { getIronSession, type IronSession } from 'iron-session'
import { SECRET } from '../../stacks/peer-settings.ts'
import { serve } from '../serve.ts'
import { type LookUp, type Shop, type ShopData, USER, withOneMore } from '../shop.ts'

/** `iron-session` on Express: the session is sealed into the cookie. */
export function ironShop(lookUp: LookUp): Promise<Shop> {
  const app = express()

  app.post('/sign-in', async (request, response) => {
    const session = await sessionOf(request, response)
    session.user = USER
    await session.save()
    response.send('Welcome')
  })
  app.post('/add/:item', async (request, response) => {
    const session = await sessionOf(request, response)
    await lookUp()
    session.lines = withOneMore(session.lines, request.params.item)
    await session.save()
    response.send('Added')
  })
  for (const key of ['language', 'currency'] as const)
    app.post(`/${key}/:value`, async (request, response) => {
      const session = await sessionOf(request, response)
      await lookUp()
      session[key] = String(request.params['value'])
      await session.save()
      response.send('Noted')
    })
  app.get('/page', async (request, response) => {
    const session = await sessionOf(request, response)
    await lookUp()
    response.send(`Hello, ${session.user ?? 'stranger'}`)
  })
  app.post('/sign-out', async (request, response) => {
    const session = await sessionOf(request, response)
    session.destroy()
    response.send('Bye')
  })
  app.get('/session', async (request, response) => {
    response.json(await sessionOf(request, response))
  })
  return serve(app)
}

function sessionOf(request: Request, response: Response): Promise<IronSession<ShopData>> {
  return getIronSession<ShopData>(request, response, { password: SECRET, cookieName: 'session' })
}
