import { documentOf } from './markup.ts'
import { PART_HEADER, type Part } from './wire.ts'

/** One request to the cart. */
export interface Call {
  readonly method: 'GET' | 'POST'
  /** A path of this site. */
  readonly path: string
  /** What a form would send. */
  readonly fields: readonly (readonly [string, string])[]
}

/**
 * What came of a call.
 * - `part`: the cart as it is now; `done` is false if the call was refused, which the part tells.
 * - `told`: no cart, but a sentence of the shop.
 * - `failed`: an answer that says nothing.
 * - `unreachable`: no answer, so nobody knows whether it was done.
 */
export type Answer =
  | {
      readonly kind: 'part'
      readonly done: boolean
      /** What is told in it. */
      readonly text: string
      readonly place: HTMLElement
      readonly count: HTMLElement
      /** The path the change leads to, if it leads somewhere. */
      readonly goTo: string | null
    }
  | { readonly kind: 'told'; readonly text: string }
  | { readonly kind: 'failed' | 'unreachable' }

// A server that hangs must not hold the other tabs of this browser for ever.
const ANSWER_MS_MAX = 20_000

/** Sends a call and reads the answer. Never rejects. */
export async function send(call: Call, part: Part): Promise<Answer> {
  try {
    return await read(await post(call, part))
  } catch {
    return { kind: 'unreachable' }
  }
}

/** Sends a call whose answer nobody waits for, because the page is going away. */
export function sendAndLeave(call: Call, part: Part): void {
  post(call, part).catch(() => {})
}

/** With keepalive the request goes through, and its cookie is kept, when the page is left meanwhile. */
function post({ method, path, fields }: Call, part: Part): Promise<Response> {
  return fetch(path, {
    method,
    headers: { [PART_HEADER]: part },
    mode: 'same-origin',
    keepalive: true,
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
    ...(method === 'POST' ? { body: new URLSearchParams(fields.map(([name, value]) => [name, value])) } : {}),
  })
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  if ((response.headers.get('content-type') ?? '').startsWith('application/json')) return sentenceIn(text)
  const answer = documentOf(text)
  const place = answer.querySelector<HTMLElement>('[data-cart]')
  const count = answer.querySelector<HTMLElement>('[data-cart-count]')
  const goTo = answer.querySelector('[data-go-to]')?.getAttribute('href') ?? null
  const told = place?.querySelector('[data-told]')?.textContent.trim() ?? ''
  return place && count ? { kind: 'part', done: response.ok, text: told, place, count, goTo } : { kind: 'failed' }
}

function sentenceIn(text: string): Answer {
  const { description } = JSON.parse(text) as { readonly description?: unknown }
  return typeof description === 'string' ? { kind: 'told', text: description } : { kind: 'failed' }
}
