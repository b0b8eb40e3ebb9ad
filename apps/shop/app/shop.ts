import type { HonoPage } from 'comanda/adapter/hono'
import { createSessions, type Sessions } from 'comanda/http'
import type { Clock, SessionStore } from 'comanda/store'
import { createSweeper } from 'comanda/store/sweeper'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { MARKUP_POLICY } from '../browser/wire.ts'
import { type Assets, loadAssets } from './assets.ts'
import { rebuildListings } from './catalogue/listing/rebuild.ts'
import { type CatalogueQueries, createCatalogueQueries } from './catalogue/queries.ts'
import { openDatabase } from './data/database.ts'
import type { ShopDatabase } from './data/schema.ts'
import { failureReplyOf } from './errors/failure-reply.ts'
import { createReadiness, type Readiness } from './health/readiness.ts'
import { createLanguageCookie, type LanguageCookie } from './language/preference.ts'
import { type LegalTexts, openLegalTexts } from './legal/texts.ts'
import { errorFields } from './log.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { createMedia, type Media } from './pictures/media.ts'
import { loadSecrets } from './secrets.ts'
import { type OpenSessions, openSessions } from './sessions/session-store.ts'
import { databasePlace, type Settings } from './settings.ts'
import { createCompressor } from './web/compressor.ts'
import { createEdge, type Edge } from './web/edge.ts'
import { createPages } from './web/pages.ts'

/** What the shop keeps in a session beside messages and the cart, which have slots of their own: nothing yet. */
export type ShopSession = Record<string, never>

/** Everything a feature of the shop needs, made in one place. */
export interface Shop {
  readonly settings: Settings
  readonly sessions: Sessions<ShopSession>
  /** Makes Hono handlers that have a visit; their pages leave through the edge. */
  readonly page: HonoPage<ShopSession>
  /** How answers leave: validators, 304, compression. */
  readonly edge: Edge
  /** The language a browser was told to remember. */
  readonly languageCookie: LanguageCookie
  /** What the legal pages say. */
  readonly legalTexts: LegalTexts
  readonly catalogue: CatalogueQueries
  readonly db: Kysely<ShopDatabase>
  readonly assets: Assets
  readonly media: Media
  readonly readiness: Readiness
  readonly metrics: Metrics
  readonly log: Logger
  readonly clock: Clock
  /** Closes the databases, once the requests under way are answered. */
  close(): Promise<void>
}

/** What comes from outside, so that tests can bring their own. */
export interface ShopParts {
  readonly log: Logger
  /** Default: `Date.now`. */
  readonly clock?: Clock
  /** Stands around the session store, to count calls or make them fail. */
  readonly aroundStore?: (store: SessionStore) => SessionStore
}

/**
 * Opens the databases of the settings, made if they are files that are not there, and all that stands on them.
 *
 * @throws {DatabaseUnusable}
 */
export async function openShop(settings: Settings, parts: ShopParts): Promise<Shop> {
  const clock = parts.clock ?? Date.now
  const { log } = parts
  const db = await openDatabase(databasePlace(settings))
  await rebuildListings(db)
  const kept = await openSessionsOf(settings, db, clock)
  const report = (error: unknown) => log.error(errorFields(error), 'a sweep of expired sessions failed')
  const sweeper = kept.sweeping === null ? null : createSweeper({ store: kept.sweeping, clock, report })
  const store = parts.aroundStore?.(kept.store) ?? kept.store
  const assets = loadAssets()
  const metrics = createMetrics()

  const sessions = createSessions<ShopSession>({
    store,
    clock,
    baseUrl: settings.baseUrl,
    insecureHttp: settings.insecureHttp,
    cookie: { name: 'comanda-shop' },
    contentSecurityPolicy: { 'trusted-types': MARKUP_POLICY },
    secrets: loadSecrets(settings),
    failureReply: failureReplyOf({ settings, assets }),
    observe: metrics.observe,
    report: (error) => log.error(errorFields(error), 'the session store failed'),
  })

  const edge = createEdge(createCompressor())

  return {
    settings,
    sessions,
    page: createPages(sessions, edge),
    edge,
    languageCookie: createLanguageCookie(sessions),
    legalTexts: openLegalTexts(settings),
    catalogue: createCatalogueQueries(db),
    db,
    assets,
    media: createMedia(settings.dataDir),
    readiness: createReadiness({ db, store }),
    metrics,
    log,
    clock,
    async close() {
      await sweeper?.stop()
      await kept.close()
      await db.destroy()
    },
  }
}

async function openSessionsOf(settings: Settings, db: Kysely<ShopDatabase>, clock: Clock): Promise<OpenSessions> {
  try {
    return await openSessions(settings, clock)
  } catch (error) {
    await db.destroy()
    throw error
  }
}
