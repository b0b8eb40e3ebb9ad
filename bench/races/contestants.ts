import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecrets } from 'comanda/cookie'
import { createMemoryStore } from 'comanda/store/memory'
import { createSqliteStore } from 'comanda/store/sqlite'
import { SECRET } from '../stacks/peer-settings.ts'
import type { LookUp, OpenShop, Shop } from './shop.ts'
import { comandaShop } from './stacks/comanda.ts'
import { expressShop } from './stacks/express-session.ts'
import { fastifyShop } from './stacks/fastify-session.ts'
import { cookieStore, honoSessionsShop, textStore } from './stacks/hono-sessions.ts'
import { ironShop } from './stacks/iron-session.ts'
import { cookieStorage, remixShop, textStorage } from './stacks/remix-session.ts'

/** A library on one home of its sessions. */
export interface Contestant {
  /** As it is called in the registry. */
  readonly library: string
  /** Where the sessions live, and settings that matter here. */
  readonly home: string
  /** Whether Comanda promises that nothing is lost here. */
  readonly mustKeepAll: boolean
  readonly open: OpenShop
}

const secrets = createSecrets([SECRET])

/** Who races, in the order of the table. */
export const contestants: readonly Contestant[] = [
  comanda('memory', true, (lookUp) => comandaShop({ store: createMemoryStore() }, lookUp)),
  comanda('SQLite', true, comandaOnSqlite),
  comanda('sealed cookie', false, (lookUp) => comandaShop({ sealedCookie: { secrets } }, lookUp)),
  comanda('sealed cookie, epochs in memory', false, (lookUp) =>
    comandaShop({ sealedCookie: { secrets, epochs: createMemoryStore() } }, lookUp),
  ),
  peer('express-session', 'JSON text, `resave: false`', (lookUp) => expressShop(lookUp, { resave: false })),
  peer('express-session', 'JSON text, `resave` by default', (lookUp) => expressShop(lookUp, { resave: true })),
  peer('@fastify/session', 'JSON text', fastifyShop),
  peer('hono-sessions', 'JSON text, saves always', (lookUp) => honoSessionsShop(textStore('always'), lookUp)),
  peer('hono-sessions', 'JSON text, saves what is there', (lookUp) =>
    honoSessionsShop(textStore('what is there'), lookUp),
  ),
  peer('hono-sessions', 'sealed cookie', (lookUp) => honoSessionsShop(cookieStore(), lookUp)),
  peer('@remix-run/session', 'JSON text', (lookUp) => remixShop(textStorage(), lookUp)),
  peer('@remix-run/session', 'signed cookie', (lookUp) => remixShop(cookieStorage(), lookUp)),
  peer('iron-session', 'sealed cookie', ironShop),
]

/** The exact version the bench is pinned to. */
export function versionOf({ library }: Contestant): string {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))
  const version: unknown = dependencies[library]
  if (typeof version === 'string') return version
  throw new Error(`bench/package.json does not name ${library}.`)
}

function comanda(home: string, mustKeepAll: boolean, open: OpenShop): Contestant {
  return { library: 'comanda', home, mustKeepAll, open }
}

function peer(library: string, home: string, open: OpenShop): Contestant {
  return { library, home, mustKeepAll: false, open }
}

function comandaOnSqlite(lookUp: LookUp): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-races-'))
  const store = createSqliteStore({ path: join(folder, 'sessions.sqlite') })
  return comandaShop({ store }, lookUp, async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
}
