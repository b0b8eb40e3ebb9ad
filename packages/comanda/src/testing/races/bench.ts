import { TestingError } from '../error.ts'
import type { Gate } from '../gate.ts'
import { type Browser, createBrowser, type Outcome, type SessionHome } from './home.ts'
import type { Step } from './request.ts'

/** What a race works with: sessions, and the gate at which their step `wait` stands. */
export interface RaceBench {
  readonly home: SessionHome
  readonly gate: Gate<'wait'>
}

/** The engines that the second request of a race goes to: the first one's own, which queues, and the other. */
export const ENGINES = [0, 1] as const

const WAIT: Step = { do: 'wait' }

/** A browser that has just signed in. Its session is a newborn, so the next read is due to move its end on. */
export async function signedIn({ home }: RaceBench): Promise<Browser> {
  const browser = createBrowser(home)
  mustBeOk(await browser.request([{ do: 'set', key: 'user', value: 'ana' }]), 'Signing in')
  return browser
}

/** A browser that has signed in and come back once. */
export async function signedInForLong(bench: RaceBench): Promise<Browser> {
  const browser = await signedIn(bench)
  mustBeOk(await browser.request([{ do: 'get', key: 'user' }]), 'Coming back')
  return browser
}

/**
 * What a slow request of `browser` ended in: it does `steps`, and before it is answered `meanwhile` runs from beginning
 * to end. No clock is involved, so this is what happens every time.
 */
export async function slowly(
  { gate }: RaceBench,
  browser: Browser,
  steps: readonly Step[],
  meanwhile: () => Promise<void>,
): Promise<Outcome> {
  gate.hold('wait')
  const answer = browser.request([...steps, WAIT])
  try {
    await Promise.race([gate.reached('wait'), answer.then(refuseEarly)])
    await meanwhile()
  } finally {
    gate.release('wait')
    await answer.catch(() => {})
  }
  return answer
}

function refuseEarly(outcome: Outcome): never {
  throw brokenRace(`The slow request was answered before it came to its step \`wait\`: ${JSON.stringify(outcome)}.`)
}

/** Throws unless the request was answered OK; hands back what it found. */
export function mustBeOk(outcome: Outcome, what: string): readonly unknown[] {
  if (outcome.kind === 'ok') return outcome.found
  throw brokenRace(`${what} should be answered OK, and ended in ${JSON.stringify(outcome)}.`)
}

/** What the session of `browser` holds under `key`; null if there is nothing, or no session. */
export async function valueIn(browser: Browser, key: string): Promise<unknown> {
  const [value = null] = mustBeOk(await browser.request([{ do: 'get', key }], 1), `Reading "${key}"`)
  return value
}

/** Throws unless `found` says the same as `expected`. */
export function mustBe(found: unknown, expected: unknown, sentence: string): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)]
  if (is !== should) throw brokenRace(`${sentence} Expected ${should}, found ${is}.`)
}

/** What a race that ended wrongly is told as. */
export function brokenRace(message: string): TestingError {
  return new TestingError('testing/race', message)
}
