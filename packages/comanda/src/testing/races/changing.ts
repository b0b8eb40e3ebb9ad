import type { Case } from '../cases.ts'
import { ENGINES, mustBe, mustBeOk, type RaceBench, signedIn, signedInForLong, slowly, valueIn } from './bench.ts'
import type { Browser, Outcome } from './home.ts'
import type { Step } from './request.ts'

const UPDATES = 100
const CART_ADDS = 200
const CART_ADDS_AT_ONCE = 16

/** No acknowledged change is lost. */
export const changingRaces: readonly Case<RaceBench>[] = [
  {
    title: 'two requests that add to one list both keep their item',
    async run(bench) {
      for (const engine of ENGINES) {
        const ana = await signedIn(bench)
        await overtaken(bench, ana, [append('slow')], [append('fast')], engine)
        const list = (await valueIn(ana, 'list')) as string[] | null
        mustBe(list?.toSorted(), ['fast', 'slow'], 'An item whose adding was answered OK is lost.')
      }
    },
  },
  {
    title: 'two requests that set different keys both keep theirs',
    async run(bench) {
      for (const engine of ENGINES) {
        const ana = await signedIn(bench)
        await overtaken(bench, ana, [set('x', 'slow')], [set('y', 'fast')], engine)
        const found = [await valueIn(ana, 'x'), await valueIn(ana, 'y'), await valueIn(ana, 'user')]
        mustBe(found, ['slow', 'fast', 'ana'], 'A key that was set and answered OK is lost.')
      }
    },
  },
  {
    title: 'a slow reader undoes nothing',
    run: (bench) => slowReader(bench, () => signedInForLong(bench)),
  },
  {
    title: 'a slow reader of a session that has just begun undoes nothing',
    run: (bench) => slowReader(bench, () => signedIn(bench)),
  },
  {
    title: '100 updates at once make 100',
    run: (bench) => countUp(bench, () => 0),
  },
  {
    title: '100 updates at once, spread over two engines, make 100',
    run: (bench) => countUp(bench, (nth) => (nth % 2 === 0 ? 0 : 1)),
  },
  {
    title: '200 parallel adds to the cart, 16 at a time, make one line of 200',
    async run(bench) {
      const ana = await signedIn(bench)
      const waiting = Array.from({ length: CART_ADDS }, (_, nth) => nth)
      async function addUntilDone(): Promise<void> {
        for (let nth = waiting.pop(); nth !== undefined; nth = waiting.pop()) {
          mustBeOk(
            await ana.request([{ do: 'add-to-cart', variantId: 7 }], nth % 2 === 0 ? 0 : 1),
            'Adding to the cart',
          )
        }
      }
      await Promise.all(Array.from({ length: CART_ADDS_AT_ONCE }, addUntilDone))
      const [lines] = mustBeOk(await ana.request([{ do: 'see-cart' }]), 'Seeing the cart')
      mustBe(lines, [[7, CART_ADDS]], 'Adds to the cart that were answered OK are lost, or made lines of their own.')
    },
  },
]

function append(item: string): Step {
  return { do: 'append', key: 'list', item }
}

function set(key: string, value: string): Step {
  return { do: 'set', key, value }
}

/** A slow request and a fast one in the middle of it, both of which must be answered OK. */
async function overtaken(
  bench: RaceBench,
  browser: Browser,
  slow: readonly Step[],
  fast: readonly Step[],
  engine: 0 | 1,
): Promise<void> {
  const outcome = await slowly(bench, browser, slow, async () => {
    mustBeOk(await browser.request(fast, engine), 'The fast request')
  })
  mustBeOk(outcome, 'The slow request')
}

async function slowReader(bench: RaceBench, newBrowser: () => Promise<Browser>): Promise<void> {
  for (const engine of ENGINES) {
    const ana = await newBrowser()
    await overtaken(bench, ana, [{ do: 'get', key: 'user' }], [append('kept')], engine)
    mustBe(await valueIn(ana, 'list'), ['kept'], 'A request that only read undid what another one stored.')
  }
}

async function countUp(bench: RaceBench, engineOf: (nth: number) => 0 | 1): Promise<void> {
  const ana = await signedIn(bench)
  const outcomes: Outcome[] = await Promise.all(
    Array.from({ length: UPDATES }, (_, nth) => ana.request([{ do: 'count', key: 'count' }], engineOf(nth))),
  )
  for (const outcome of outcomes) mustBeOk(outcome, 'Each update')
  mustBe(await valueIn(ana, 'count'), UPDATES, 'Updates that were answered OK are lost.')
}
