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
  listening.answerWith(getRequestListener(createApp(shop).fetch))
  return {
    shop,
    baseUrl: settings.baseUrl,
    newVisitor: () => visitor(settings.baseUrl),
    storeCalls: () => counting[0]?.calls.total ?? 0,
    async close() {
      await listening.drain(1_000)
      await shop.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
