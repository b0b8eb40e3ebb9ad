import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SessionStore } from 'comanda/store'
import { countingStore, type StoreCalls } from 'comanda/testing'
import { createApp } from '../app.ts'
import { databaseSettings } from '../data/testing/new-database.ts'
import { importProducts } from '../import/import.ts'
import { createLog } from '../log.ts'
import { parseSettings } from '../settings.ts'
import { openShop, type Shop } from '../shop.ts'
import { csvOf, type Goods, RANGE } from './range.ts'

/** How a test's shop differs from an ordinary one. */
export interface WebShopOptions {
  /** Default: {@link RANGE}. */
  readonly goods?: readonly Goods[]
  readonly env?: Readonly<Record<string, string>>
  /** Makes the session store fail, say. */
  readonly aroundStore?: (store: SessionStore) => SessionStore
  /** Replaces parts of the shop. */
  readonly changed?: (shop: Shop) => Partial<Shop>
}

/** A shop that is asked in this process. */
export interface WebShop {
  readonly shop: Shop
  /** Calls of the session store so far. */
  readonly storeCalls: StoreCalls
  /** The lines of the log so far. */
  readonly logLines: readonly string[]
  /** Asks for a path. The headers are all there are: no Host, no cookies, unless they are named. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** The page at a path, which must be answered with `status`. */
  page(path: string, status?: number): Promise<string>
  close(): Promise<void>
}

/** Opens a {@link WebShop} in a folder of its own. */
export async function openWebShop(options: WebShopOptions = {}): Promise<WebShop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'comanda-web-'))
  const settings = parseSettings({
    SHOP_NAME: 'Tea & Co',
    SHOP_CURRENCY: 'EUR',
    ...(await databaseSettings()),
    ...options.env,
    DATA_DIR: dataDir,
  })
  const logLines: string[] = []
  const counted = Promise.withResolvers<StoreCalls>()
  const opened = await openShop(settings, {
    log: createLog({ write: (line) => void logLines.push(line) }),
    aroundStore: (store) => {
      const counting = countingStore(options.aroundStore?.(store) ?? store)
      counted.resolve(counting.calls)
      return counting
    },
  })
  await importProducts(opened.db, csvOf(options.goods ?? RANGE), { currency: settings.currency })
  const shop = { ...opened, ...options.changed?.(opened) }
  const app = createApp(shop)

  return {
    shop,
    storeCalls: await counted.promise,
    logLines,
    ask: async (path, init) => app.request(path, init),
    async page(path, status = 200) {
      const response = await app.request(path)
      if (response.status !== status) throw new Error(`${path}: ${response.status} and not ${status}`)
      return response.text()
    },
    async close() {
      await shop.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
