import type { Case } from '../cases.ts'
import { brokenRace, ENGINES, mustBe, mustBeOk, type RaceBench, signedIn, slowly, valueIn } from './bench.ts'
import { type Browser, createBrowser, type Outcome } from './home.ts'
import type { Step } from './request.ts'

/** Sign-out is final, one token is alive, and what is there once is given out once. */
export const endingRaces: readonly Case<RaceBench>[] = [
  {
    title: 'a sign-out during a slow writer is final: the old cookie is a stranger and the record is gone',
    run: (bench) => signOutDuring(bench, [{ do: 'set', key: 'x', value: 'slow' }], refuseAcknowledged),
  },
  {
    title: 'a sign-out during a slow reader is final: the old cookie is a stranger and the record is gone',
    run: (bench) => signOutDuring(bench, [{ do: 'get', key: 'user' }], () => {}),
  },
  {
    title: 'two new tokens at once leave one that opens the session',
    async run(bench) {
      for (const engine of ENGINES) {
        const ana = await signedIn(bench)
        const old = ana.cookie()
        const cookies = new Set([old])
        await slowly(bench, ana, [{ do: 'regenerate' }], async () => {
          mustBeOk(await ana.request([{ do: 'regenerate' }], engine), 'The fast request')
          cookies.add(ana.cookie())
        })
        cookies.add(ana.cookie())
        const opened: (string | null)[] = []
        for (const cookie of cookies) if (await opens(bench, cookie)) opened.push(cookie)
        mustBe(opened.length, 1, 'Of all the tokens that were ever given out, exactly one may open the session.')
        mustBe(opened.includes(old), false, 'The token from before still opens the session.')
      }
    },
  },
  {
    title: 'a value pulled by two requests at once is given to one of them',
    async run(bench) {
      for (const engine of ENGINES) {
        const ana = await signedIn(bench)
        mustBeOk(await ana.request([{ do: 'set', key: 'ticket', value: 'once' }]), 'Setting')
        const pull: Step[] = [{ do: 'pull', key: 'ticket' }]
        const outcomes: Outcome[] = []
        const slow = await slowly(bench, ana, pull, async () => {
          outcomes.push(await ana.request(pull, engine))
        })
        const given = [...outcomes, slow].filter((outcome) => outcome.kind === 'ok' && outcome.found[0] === 'once')
        mustBe(given.length, 1, 'A value that is there once must be given to exactly one request.')
        mustBe(await valueIn(ana, 'ticket'), null, 'The value that was given out is still there.')
      }
    },
  },
]

async function signOutDuring(
  bench: RaceBench,
  slow: readonly Step[],
  judge: (outcome: Outcome) => void,
): Promise<void> {
  for (const engine of ENGINES) {
    const ana = await signedIn(bench)
    const old = ana.cookie()
    const outcome = await slowly(bench, ana, slow, async () => {
      mustBeOk(await ana.request([{ do: 'sign-out' }], engine), 'The sign-out')
    })
    mustBe(await valueIn(ana, 'user'), null, 'The browser is signed in again after a sign-out.')
    mustBe(await opens(bench, old), false, 'The cookie from before the sign-out still opens the session.')
    if (old !== null && bench.home.isKept !== undefined) {
      mustBe(await bench.home.isKept(old), false, 'The record of the session is still there after a sign-out.')
    }
    judge(outcome)
  }
}

function refuseAcknowledged(outcome: Outcome): void {
  if (outcome.kind !== 'ok') return
  throw brokenRace('A change that came to nothing, because of a sign-out, was answered OK.')
}

/** Whether `cookie` opens the session of somebody who is signed in. */
async function opens({ home }: RaceBench, cookie: string | null): Promise<boolean> {
  const browser: Browser = createBrowser(home, cookie)
  return (await valueIn(browser, 'user')) !== null
}
