import type { Outcome, SessionHome, Told } from './home.ts'
import type { StepsDone } from './request.ts'

/** What {@link httpHome} needs. */
export interface HttpHomeOptions {
  /**
   * Where the app answers a POST of JSON steps, by running them: `json(await runSteps(session, steps, wait))`. WARNING:
   * such an address does to a session whatever it is told; have it in tests only.
   */
  readonly url: string
  /** Asks the app of one of two engines: `(request) => app.fetch(request)`, or `fetch` to the port of another process. */
  readonly send: (request: Request, engine: 0 | 1) => Promise<Response> | Response
}

const JSON_TYPE = 'application/json'
const OK = 200
const CONFLICT = 409
const TOO_LARGE = 413
const UNAVAILABLE = 503

/**
 * An app that is asked over HTTP: any server, framework and session library, if it has an address that runs steps. The
 * app must set no other cookie there. An answer of 409 or 413 counts as refused, 503 as unknown, and all but 200 else is an error.
 */
export function httpHome({ url, send }: HttpHomeOptions): SessionHome {
  const { origin } = new URL(url)
  return {
    async send({ cookie, steps, engine }) {
      const headers = { 'content-type': JSON_TYPE, accept: JSON_TYPE, origin, ...(cookie === null ? {} : { cookie }) }
      const response = await send(new Request(url, { method: 'POST', headers, body: JSON.stringify(steps) }), engine)
      const outcome = outcomeOf(response.status, await response.text())
      return { outcome, told: toldBy(response.headers.getSetCookie()[0]) }
    },
  }
}

function outcomeOf(status: number, body: string): Outcome {
  if (status === OK) return JSON.parse(body) as StepsDone
  if (status === CONFLICT || status === TOO_LARGE) return { kind: 'refused', code: `http/${status}` }
  if (status === UNAVAILABLE) return { kind: 'unknown' }
  throw new Error(`The app answered the steps of a race with ${status}: ${body}`)
}

function toldBy(setCookie: string | undefined): Told {
  if (setCookie === undefined) return { kind: 'nothing' }
  const [pair = '', ...attributes] = setCookie.split(';').map((part) => part.trim())
  const isDeletion = pair.endsWith('=') || attributes.some((attribute) => /^max-age=0$/i.test(attribute))
  return isDeletion ? { kind: 'forget' } : { kind: 'keep', cookie: pair }
}
