/**
 * What is compared: each stack is one program that answers the same pages.
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /plain` | the page of a stranger; no session is looked at (not with the peers) |
 * | `POST /begin?name=…` | begins a session of about 500 bytes |
 * | `GET /read` | the page of the visitor, from the session |
 * | `POST /write` | adds 1 to the session's count |
 * | `POST /add` | the same, after waiting for a price as a cart would |
 *
 * @module
 */

/** What is timed of a stack. */
export type Action = 'plain' | 'read' | 'write'
/**
 * Where a stack keeps sessions. `sqlite-normal` does not wait for the disk at each write; `redis-always` writes each change to
 * the disk before it answers; in `cluster-users` everybody is signed in, and PostgreSQL has the notes.
 */
export type StoreKind =
  | 'none'
  | 'memory'
  | 'files'
  | 'sqlite'
  | 'sqlite-normal'
  | 'redis'
  | 'redis-always'
  | 'cluster'
  | 'cluster-users'
  | 'postgres'
  | 'cached'

/** What there is to know of a stack before it is started. */
export interface StackPlan {
  /** Whose sessions they are. */
  readonly library: 'node' | 'hono' | 'comanda' | 'fastify' | 'express' | 'django'
  readonly store: StoreKind
  /** What the tables call it. */
  readonly label: string
  readonly timed: readonly Action[]
}

const SESSIONS = ['read', 'write'] as const

/** All stacks. One more is a line here, its start in `index.ts`, and its answers in `../checks.ts`. */
const STACKS = {
  bare: { library: 'node', store: 'none', label: 'bare `node:http`', timed: ['plain'] },
  hono: { library: 'hono', store: 'none', label: 'Hono, plain Response', timed: ['plain'] },
  // Routes without a session are the same whatever the store: they are timed once.
  'comanda-memory': { library: 'comanda', store: 'memory', label: 'Comanda, memory', timed: ['plain', ...SESSIONS] },
  'fastify-memory': { library: 'fastify', store: 'memory', label: '@fastify/session, memory', timed: SESSIONS },
  'express-memory': { library: 'express', store: 'memory', label: 'express-session, memory', timed: SESSIONS },

  'comanda-files': { library: 'comanda', store: 'files', label: 'Comanda, files', timed: SESSIONS },
  'express-files': { library: 'express', store: 'files', label: 'express-session, files', timed: SESSIONS },
  'django-files': { library: 'django', store: 'files', label: 'Django, files', timed: SESSIONS },

  'comanda-sqlite': { library: 'comanda', store: 'sqlite', label: 'Comanda, SQLite FULL', timed: SESSIONS },
  // It differs in nothing but writes.
  'comanda-sqlite-normal': {
    library: 'comanda',
    store: 'sqlite-normal',
    label: 'Comanda, SQLite NORMAL',
    timed: ['write'],
  },
  'express-sqlite': { library: 'express', store: 'sqlite', label: 'express-session, SQLite FULL', timed: SESSIONS },
  'django-sqlite': { library: 'django', store: 'sqlite', label: 'Django, SQLite', timed: SESSIONS },

  'comanda-redis': { library: 'comanda', store: 'redis', label: 'Comanda, Redis', timed: SESSIONS },
  'comanda-redis-always': {
    library: 'comanda',
    store: 'redis-always',
    label: 'Comanda, Redis, appendfsync always',
    timed: SESSIONS,
  },
  'fastify-redis': { library: 'fastify', store: 'redis', label: '@fastify/session, Redis', timed: SESSIONS },
  'express-redis': { library: 'express', store: 'redis', label: 'express-session, Redis', timed: SESSIONS },
  'django-redis': { library: 'django', store: 'redis', label: 'Django, Redis', timed: SESSIONS },

  'comanda-cluster': { library: 'comanda', store: 'cluster', label: 'Comanda, Redis cluster', timed: SESSIONS },
  'comanda-cluster-users': {
    library: 'comanda',
    store: 'cluster-users',
    label: 'Comanda, Redis cluster with users',
    timed: SESSIONS,
  },
  'express-cluster': { library: 'express', store: 'cluster', label: 'express-session, Redis cluster', timed: SESSIONS },

  'comanda-postgres': { library: 'comanda', store: 'postgres', label: 'Comanda, PostgreSQL', timed: SESSIONS },
  'fastify-postgres': { library: 'fastify', store: 'postgres', label: '@fastify/session, PostgreSQL', timed: SESSIONS },
  'express-postgres': { library: 'express', store: 'postgres', label: 'express-session, PostgreSQL', timed: SESSIONS },
  'django-postgres': { library: 'django', store: 'postgres', label: 'Django, PostgreSQL', timed: SESSIONS },

  'comanda-cached': { library: 'comanda', store: 'cached', label: 'Comanda, Redis over PostgreSQL', timed: SESSIONS },
  'django-cached': { library: 'django', store: 'cached', label: 'Django, Redis over PostgreSQL', timed: SESSIONS },
} as const satisfies Readonly<Record<string, StackPlan>>

export type StackName = keyof typeof STACKS
export const STACK_NAMES = Object.keys(STACKS) as readonly StackName[]

/** What is known of that stack, whichever it is. */
export function planOf(name: StackName): StackPlan {
  return STACKS[name]
}

/** Whether a stack has sessions at all. */
export function hasSessions(name: StackName): boolean {
  return planOf(name).store !== 'none'
}

const WITHOUT_SERVER: readonly StoreKind[] = ['none', 'memory', 'files', 'sqlite', 'sqlite-normal']

/** Whether sessions are in a server that takes time of its own. */
export function hasDatabaseServer(name: StackName): boolean {
  return !WITHOUT_SERVER.includes(planOf(name).store)
}

/** A stack that runs in this process, or a program that this process has started. */
export interface Stack {
  /** The port it listens on, on 127.0.0.1. */
  readonly port: number
  /** What it can say of itself. */
  facts(): StackFacts
  /** What it has used of the processors, in microseconds. Left out: what this process has used; see `cpuOfTree` for others. */
  readonly cpuMicroseconds?: () => number
  /** Answers what is under way and lets go of everything. */
  close(): Promise<void>
}

export interface StackFacts {
  /** How many requests set out to change a session. */
  readonly writesBegun: number
  /** How many saves ran into another one; null where nobody counts them. */
  readonly conflicts: number | null
  /** What the store's database says of its settings for what is written to the disk, if it was asked. */
  readonly durability: Durability
}

export type Durability = Readonly<Record<string, string>>

/** Where a stack finds what it needs: a place of its own, in a file or in a database that others share. */
export interface Place {
  /** A file or folder that it may make. */
  readonly path: string | null
  readonly postgres: string | null
  readonly redis: string | null
  readonly cluster: Cluster | null
}

/** Part of a Redis cluster, which has one database for all. */
export interface Cluster {
  /** The addresses of its nodes. */
  readonly nodes: readonly string[]
  /** What the names of all keys start with. */
  readonly prefix: string
}

/** What a stack can be told. */
export interface StackOptions extends Place {
  /** Whether to count conflicts, which takes a little time. */
  readonly countConflicts: boolean
}
