import { checkShop } from './checks.ts'
import type { Contestant } from './contestants.ts'
import { type Outcome, scenarios } from './scenarios.ts'
import type { Servers } from './servers.ts'
import { createSlowDown } from './slow-down.ts'

/** How one contestant fared, an outcome for each of {@link scenarios}. */
export interface Result {
  readonly contestant: Contestant
  readonly outcomes: readonly Outcome[]
}

/** Opens the contestant's shop, checks that it is one, and runs every race on it. */
export async function race(contestant: Contestant, servers: Servers): Promise<Result> {
  const slowDown = createSlowDown()
  const shop = await contestant.open(slowDown.lookUp, servers)
  try {
    await checkShop(shop.url)
    const outcomes: Outcome[] = []
    for (const scenario of scenarios) outcomes.push(await scenario.run({ url: shop.url, slowDown }))
    return { contestant, outcomes }
  } finally {
    await shop.close()
  }
}
