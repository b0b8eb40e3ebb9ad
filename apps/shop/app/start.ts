import { getRequestListener, RequestError } from '@hono/node-server'
import { text, withoutSession } from 'comanda/http'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { fillCatalogue } from './catalogue-at-start.ts'
import { errorFields } from './log.ts'
import { encodeInBackground } from './pictures/background.ts'
import { type Listening, listen } from './serve.ts'
import { parseSettings, type Settings } from './settings.ts'
import { openShop, type Shop } from './shop.ts'

/** What the shop is started with. */
export interface StartOptions {
  readonly env: NodeJS.ProcessEnv
  /** A product file to import before opening; null for none. */
  readonly catalogueFile: string | null
  /** Tells whoever started the shop a line. */
  readonly tell: (line: string) => void
  readonly log: Logger
}

/** A shop that is open. */
export interface RunningShop {
  /** Finishes what is under way, ten seconds at most, and closes the databases. */
  stop(): Promise<'drained' | 'cut'>
}

const DRAIN_MS = 10_000
const ANY_FREE_PORT = '0'
const INSECURE =
  'WARNING: INSECURE_HTTP=1. Over plain http anybody on the way can take over the sessions of shoppers. For tests only.'

/**
 * Takes the port, opens the databases, fills the catalogue, and opens the shop. The last line told has its address.
 *
 * @throws {SettingsError | CannotListen | DatabaseUnusable | CatalogueUnfit | ImportError} with a message for people
 */
export async function startShop({ env, catalogueFile, tell, log }: StartOptions): Promise<RunningShop> {
  const { settings, listening } = await takePort(env)
  const shop = await openShop(settings, { log })
  await fillCatalogue(shop, catalogueFile, tell)
  const unfinished = await shop.legalTexts.unfinished()
  if (unfinished.length > 0) tell(toFillIn(unfinished, shop.legalTexts.folder))
  if (settings.insecureHttp) tell(INSECURE)
  tell(greeting(settings, listening.port))
  listening.answerWith(listenerOf(shop))
  const encoding = encodeInBackground(shop)
  return {
    async stop() {
      shop.readiness.stop()
      await encoding.stop()
      const outcome = await listening.drain(DRAIN_MS)
      await shop.close()
      return outcome
    },
  }
}

/** The default of BASE_URL has the port in it, so a port that is found has to be known before the settings are. */
async function takePort(env: NodeJS.ProcessEnv): Promise<{ settings: Settings; listening: Listening }> {
  if (env['PORT']?.trim() !== ANY_FREE_PORT) {
    const settings = parseSettings(env)
    return { settings, listening: await listen(settings.port, settings.host) }
  }
  const { host } = parseSettings({ ...env, PORT: undefined })
  const listening = await listen(0, host)
  return { settings: parseSettings({ ...env, PORT: String(listening.port) }), listening }
}

function toFillIn(files: readonly string[], folder: string): string {
  const what = files.length === 1 ? 'One legal text has' : `${files.length} legal texts have`
  return `${what} gaps to fill in, marked [LIKE THIS]: ${files.join(', ')} in ${folder}.`
}

function greeting({ shopName, baseUrl, host }: Settings, port: number): string {
  const isHere = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host)
  const address = `http://${isHere ? 'localhost' : host}:${port}`
  return baseUrl === address
    ? `${shopName} is open at ${address} (Ctrl-C closes it).`
    : `${shopName} is open at ${baseUrl}, listening on ${address} (Ctrl-C closes it).`
}

function listenerOf(shop: Shop): ReturnType<typeof getRequestListener> {
  const app = createApp(shop)
  return getRequestListener(app.fetch, {
    // Reached only by what the app cannot be given, such as an address that is none; the app answers its own errors.
    errorHandler: (error) => {
      const isTheirs = error instanceof RequestError
      shop.log[isTheirs ? 'info' : 'error'](errorFields(error), 'not a request')
      const sentence = isTheirs ? 'This is not a request the shop can read.' : 'The shop could not answer.'
      return withoutSession(shop.sessions, text(sentence, isTheirs ? 400 : 500))
    },
  })
}
