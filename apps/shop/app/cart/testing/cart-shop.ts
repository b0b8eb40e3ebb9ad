import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Visitor, visitor } from '@comanda/test-kit/visitor'
import { getRequestListener } from '@hono/node-server'
import { type CountingStore, countingStore } from 'comanda/testing'
import { pino } from 'pino'
import { createApp } from '../../app.ts'
import { databaseSettings } from '../../data/testing/new-database.ts'
import { listen } from '../../serve.ts'
import { parseSettings } from '../../settings.ts'
import { openShop, type Shop } from '../../shop.ts'
import { stockShelves } from './stock-shelves.ts'

/** A shop with a small catalogue, listening in this process. */
export interface CartShop {
  readonly shop: Shop
  readonly baseUrl: string
  /** Somebody who has never been here. */
  newVisitor(): Visitor
  /** How often the session store was called so far. */
  storeCalls(): number
  /** From now on: how many requests for the cart were answered at once at most. */
  watchCartRequests(): { most(): number }
  close(): Promise<void>
}

/** Opens a {@link CartShop} whose prices are in `currency`. */
export async function openCartShop(currency = 'EUR'): Promise<CartShop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'comanda-cart-'))
  const listening = await listen(0, '127.0.0.1')
  const settings = parseSettings({
    ...(await databaseSettings()),
    DATA_DIR: dataDir,
    PORT: String(listening.port),
    SHOP_CURRENCY: currency,
  })
  const counting: CountingStore[] = []
  const shop = await openShop(settings, {
    log: pino({ level: 'silent' }),
    aroundStore: (store) => {
      counting.push(countingStore(store))
      return counting.at(-1) ?? store
    },
  })
  await stockShelves(shop.db)
  const app = createApp(shop)
  let [atOnce, most] = [0, 0]
  const answer: typeof app.fetch = async (request, ...others) => {
    if (!/\/cart(\/|$)/.test(new URL(request.url).pathname)) return app.fetch(request, ...others)
    atOnce += 1
    most = Math.max(most, atOnce)
    try {
      return await app.fetch(request, ...others)
    } finally {
      atOnce -= 1
    }
  }
  listening.answerWith(getRequestListener(answer))
  return {
    shop,
    baseUrl: settings.baseUrl,
    newVisitor: () => visitor(settings.baseUrl),
    storeCalls: () => counting[0]?.calls.total ?? 0,
    watchCartRequests() {
      most = atOnce
      return { most: () => most }
    },
    async close() {
      await listening.drain(1_000)
      await shop.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
