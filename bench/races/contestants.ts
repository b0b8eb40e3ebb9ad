import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecrets } from 'comanda/cookie'
import { createMemoryStore } from 'comanda/store/memory'
import { findDjango } from '../django/find-django.ts'
import type { DjangoOptions } from '../django/start-django.ts'
import { SECRET } from '../stacks/peer-settings.ts'
import type { Need } from './servers.ts'
import type { OpenShop } from './shop.ts'
import { comandaShop } from './stacks/comanda.ts'
import { comandaOn } from './stacks/comanda-stores.ts'
import { djangoShop } from './stacks/django.ts'
import { expressShop } from './stacks/express-session.ts'
import { expressStores } from './stacks/express-stores.ts'
import { fastifyShop } from './stacks/fastify-session.ts'
import { cookieStore, honoSessionsShop, textStore } from './stacks/hono-sessions.ts'
import { ironShop } from './stacks/iron-session.ts'
import { cookieStorage, remixShop, textStorage } from './stacks/remix-session.ts'

/** Where sessions live, in the order of the tables, and what is needed for it. */
const NEEDED_IN = {
  memory: [],
  files: [],
  SQLite: [],
  PostgreSQL: ['PostgreSQL'],
  Redis: ['Redis'],
  'Redis, with users noted in PostgreSQL': ['Redis', 'PostgreSQL'],
  'Redis, in front of PostgreSQL': ['Redis', 'PostgreSQL'],
  'the cookie': [],
} as const satisfies Record<string, readonly Need[]>
export type Place = keyof typeof NEEDED_IN
export const PLACES = Object.keys(NEEDED_IN) as readonly Place[]

/** A library with one way to keep its sessions. */
export interface Contestant {
  readonly place: Place
  /** As its registry calls it. */
  readonly library: string
  /** What keeps the sessions in that place, and settings that matter here. */
  readonly store: string
  /** Whether Comanda promises that nothing is lost here. */
  readonly mustKeepAll: boolean
  readonly open: OpenShop
}

const DJANGO = 'Django'
const inFiles = `session-file-store ${pinned('session-file-store')}`
const inSqlite = `connect-sqlite3 ${pinned('connect-sqlite3')}`
const inPostgres = `connect-pg-simple ${pinned('connect-pg-simple')}`
const inRedis = `connect-redis ${pinned('connect-redis')}`
const secrets = createSecrets([SECRET])
const DAY_MS = 86_400_000
// What express-session does by default is written out: it complains of what is left out.
const resaved = { resave: true, saveUninitialized: true }
const notResaved = { resave: false, saveUninitialized: true }
const forAWeek = { cookie: { maxAge: 7 * DAY_MS } }

/** Who races. */
export const contestants: readonly Contestant[] = [
  comanda('memory', 'memory store', comandaOn.memory),
  peer('memory', 'hono-sessions', 'JSON text, saves always', (lookUp) => honoSessionsShop(textStore('always'), lookUp)),
  peer('memory', 'hono-sessions', 'JSON text, saves what is there', (lookUp) =>
    honoSessionsShop(textStore('what is there'), lookUp),
  ),
  peer('memory', '@remix-run/session', 'JSON text', (lookUp) => remixShop(textStorage(), lookUp)),

  comanda('files', 'file store', comandaOn.files),
  peer('files', 'express-session', `${inFiles}, \`resave\` by default`, expressShop(expressStores.files, resaved)),
  peer('files', 'express-session', `${inFiles}, \`resave: false\``, expressShop(expressStores.files, notResaved)),
  django('files', 'file'),

  comanda('SQLite', 'SQLite store', comandaOn.sqlite),
  peer(
    'SQLite',
    'express-session',
    `${inSqlite}, \`resave\` by default`,
    expressShop(expressStores.sqlite, { ...resaved, ...forAWeek }),
  ),
  peer(
    'SQLite',
    'express-session',
    `${inSqlite}, \`resave: false\``,
    expressShop(expressStores.sqlite, { ...notResaved, ...forAWeek }),
  ),
  django('SQLite', 'db'),

  comanda('PostgreSQL', 'PostgreSQL store', comandaOn.postgres),
  peer(
    'PostgreSQL',
    'express-session',
    inPostgres,
    expressShop(expressStores.postgres, { ...notResaved, cookie: { maxAge: 30 * DAY_MS } }),
  ),
  peer('PostgreSQL', '@fastify/session', inPostgres, fastifyShop(expressStores.postgres)),
  django('PostgreSQL', 'db'),

  comanda('Redis', 'Redis store', comandaOn.redis),
  comanda('Redis', 'Redis store, cluster of three', comandaOn.redisCluster),
  peer(
    'Redis',
    'express-session',
    inRedis,
    expressShop(expressStores.redis, { resave: false, saveUninitialized: false }),
  ),
  peer('Redis', '@fastify/session', inRedis, fastifyShop(expressStores.redis)),
  django('Redis', 'cache'),

  comanda(
    'Redis, with users noted in PostgreSQL',
    'Redis store, cluster of three; PostgreSQL store',
    comandaOn.redisClusterWithUsers,
  ),

  comanda('Redis, in front of PostgreSQL', 'cached store', comandaOn.cached),
  django('Redis, in front of PostgreSQL', 'cached_db'),

  peer('the cookie', 'comanda', 'sealed', (lookUp) => comandaShop({ sealedCookie: { secrets } }, lookUp)),
  peer('the cookie', 'comanda', 'sealed, epochs in memory', (lookUp) =>
    comandaShop({ sealedCookie: { secrets, epochs: createMemoryStore() } }, lookUp),
  ),
  peer('the cookie', 'hono-sessions', 'sealed', (lookUp) => honoSessionsShop(cookieStore(), lookUp)),
  peer('the cookie', '@remix-run/session', 'signed', (lookUp) => remixShop(cookieStorage(), lookUp)),
  peer('the cookie', 'iron-session', 'sealed', ironShop),
  django('the cookie', 'signed_cookies'),
]

/** What must be on this machine for somebody to race. */
export function needsOf({ place, library }: Contestant): readonly Need[] {
  return library === DJANGO ? [...NEEDED_IN[place], 'Django'] : NEEDED_IN[place]
}

/** The exact version: what the bench is pinned to, or the Django of this machine; null where there is none. */
export function versionOf({ library }: Contestant): string | null {
  return library === DJANGO ? (findDjango()?.version ?? null) : pinned(library)
}

function pinned(library: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))
  const version: unknown = dependencies[library]
  if (typeof version === 'string') return version
  throw new Error(`bench/package.json does not name ${library}.`)
}

function comanda(place: Place, store: string, open: OpenShop): Contestant {
  return { place, library: 'comanda', store, mustKeepAll: true, open }
}

function django(place: Place, engine: DjangoOptions['engine']): Contestant {
  return peer(place, DJANGO, `\`${engine}\``, djangoShop(engine, NEEDED_IN[place]))
}

function peer(place: Place, library: string, store: string, open: OpenShop): Contestant {
  return { place, library, store, mustKeepAll: false, open }
}
