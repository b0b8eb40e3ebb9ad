import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Answer, type Browser, createBrowser } from './browser.ts'
import { type Held, USER } from './shop.ts'
import type { SlowDown } from './slow-down.ts'

/** How many times one visitor adds to the cart. */
export const ADDS = 200
/** How many of these requests are under way at once. */
const ADDS_AT_ONCE = 16

/** What a race is run on: the shop on `url`, whose look-ups `slowDown` decides over. */
export interface Track {
  readonly url: string
  readonly slowDown: SlowDown
}

/** How a race ended. */
export interface Outcome {
  /** Whether something was lost that had been answered as done, or a sign-out was undone. */
  readonly lost: boolean
  /** What a person is told. */
  readonly words: string
}

/** One race, always run by a visitor who has just signed in and has an empty cart. */
export interface Scenario {
  readonly title: string
  run(track: Track): Promise<Outcome>
}

/** What came of one change. */
interface Change {
  readonly name: string
  readonly answer: Answer
  readonly isThere: boolean
}

/** The races. What was kept is always asked of the server, afterwards. */
export const scenarios: readonly Scenario[] = [
  {
    title: 'two add to the cart',
    async run(track) {
      const ana = await signedIn(track)
      const [slow, fast] = await overtaken(
        track,
        () => ana.post('/add/apple'),
        () => ana.post('/add/pear'),
      )
      const { lines } = await heldBy(ana)
      return outcomeOf([
        { name: 'the slow item', answer: slow, isThere: lines?.['apple'] === 1 },
        { name: 'the fast item', answer: fast, isThere: lines?.['pear'] === 1 },
      ])
    },
  },
  {
    title: 'two set different keys',
    async run(track) {
      const ana = await signedIn(track)
      const [slow, fast] = await overtaken(
        track,
        () => ana.post('/language/es'),
        () => ana.post('/currency/EUR'),
      )
      const held = await heldBy(ana)
      return outcomeOf([
        { name: 'the slow key', answer: slow, isThere: held.language === 'es' },
        { name: 'the fast key', answer: fast, isThere: held.currency === 'EUR' },
      ])
    },
  },
  {
    title: 'slow reader, fast writer',
    async run(track) {
      const ana = await signedIn(track)
      const [, fast] = await overtaken(
        track,
        () => ana.get('/page'),
        () => ana.post('/add/pear'),
      )
      const { lines } = await heldBy(ana)
      return outcomeOf([{ name: 'what was written', answer: fast, isThere: lines?.['pear'] === 1 }])
    },
  },
  {
    title: 'sign-out, slow writer',
    run: (track) => signOutDuring(track, (ana) => ana.post('/add/apple')),
  },
  {
    title: 'sign-out, slow reader',
    run: (track) => signOutDuring(track, (ana) => ana.get('/page')),
  },
  {
    title: `${ADDS} adds, ${ADDS_AT_ONCE} at a time`,
    async run({ url, slowDown }) {
      const ana = await signedIn({ url })
      let done = 0
      for (let left = ADDS; left > 0; left -= ADDS_AT_ONCE) {
        const round = Array.from({ length: Math.min(left, ADDS_AT_ONCE) }, () => () => ana.post('/add/apple'))
        const answers = await slowDown.slowly(round, async () => {})
        done += answers.filter(({ ok }) => ok).length
      }
      const kept = (await heldBy(ana)).lines?.['apple'] ?? 0
      return { lost: kept < done, words: done === ADDS ? `${kept} kept` : `${kept} kept of ${done} answered` }
    },
  },
]

/** A browser that has just signed in. */
export async function signedIn({ url }: Pick<Track, 'url'>): Promise<Browser> {
  const browser = createBrowser(url)
  mustBeDone(await browser.post('/sign-in'), 'signing in')
  // A library may note the millisecond of each request, and nobody goes on within the one in which they signed in.
  for (const signedInAt = Date.now(); Date.now() === signedInAt; ) await nextTurn()
  return browser
}

/** What the server has in the session of `browser`, asked by a request of its own. */
export async function heldBy(browser: Browser): Promise<Held> {
  return JSON.parse(mustBeDone(await browser.get('/session'), 'showing the session').body)
}

/** The answers to a slow request and to a fast one that begins later and is answered before. */
async function overtaken(
  { slowDown }: Track,
  slow: () => Promise<Answer>,
  fast: () => Promise<Answer>,
): Promise<readonly [slow: Answer, fast: Answer]> {
  const fastAnswers: Answer[] = []
  const slowAnswers = await slowDown.slowly([slow], async () => {
    fastAnswers.push(await fast())
  })
  return [slowAnswers[0] as Answer, fastAnswers[0] as Answer]
}

async function signOutDuring(track: Track, slow: (browser: Browser) => Promise<Answer>): Promise<Outcome> {
  const ana = await signedIn(track)
  const copy = ana.copy()
  const [, signOut] = await overtaken(
    track,
    () => slow(ana),
    () => ana.post('/sign-out'),
  )
  mustBeDone(signOut, 'signing out')
  const browser = (await heldBy(ana)).user === USER
  const oldCookie = (await heldBy(copy)).user === USER
  return { lost: browser || oldCookie, words: signOutWords(browser, oldCookie) }
}

function signOutWords(browser: boolean, oldCookie: boolean): string {
  if (browser) return oldCookie ? 'signed in again' : 'browser signed in again'
  return oldCookie ? 'old cookie still works' : 'final'
}

/** A change that was refused is not lost: the visitor knows. */
function outcomeOf(changes: readonly Change[]): Outcome {
  const lost = changes.filter(({ answer, isThere }) => answer.ok && !isThere).map(({ name }) => `lost ${name}`)
  const refused = changes.filter(({ answer, isThere }) => !answer.ok && !isThere).map(({ name }) => `refused ${name}`)
  const words = [...lost, ...refused].join(', ')
  return { lost: lost.length > 0, words: words === '' ? 'kept' : words }
}

function mustBeDone(answer: Answer, what: string): Answer {
  if (answer.ok) return answer
  throw new Error(`${what} was answered with ${answer.status}: ${answer.body}`)
}
