import { type HonoPage, honoSessions } from 'comanda/adapter/hono'
import type { Sessions } from 'comanda/http'
import type { Context } from 'hono'
import { throughFrontDoor } from '../language/front-door.ts'
import type { AskedHead, Edge } from './edge.ts'

/** Makes Hono handlers with a visit, whose replies leave through the edge. A Response made elsewhere leaves as it is. */
export function createPages<Data>(sessions: Sessions<Data>, edge: Edge): HonoPage<Data> {
  const withVisit = honoSessions(sessions)
  return (handler) =>
    withVisit(async (context, visit) => {
      const answer = await handler(context, visit)
      return 'arrayBuffer' in answer ? answer : edge.page(askedHead(context), throughFrontDoor(context, answer))
    })
}

/** The head of the request a Hono context is about, as the edge looks at it. */
export function askedHead({ req }: Context): AskedHead {
  return { method: req.method, header: (name) => req.header(name) }
}
