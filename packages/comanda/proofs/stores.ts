/** The stores as several processes see them, by name; and some that keep less than they acknowledge, and must be caught. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openIovalkey, openIovalkeyCluster, openIovalkeySentinels } from '@comanda/test-kit/redis-clients'
import {
  type Server,
  startPostgres,
  startRedis,
  startRedisCluster,
  startRedisSentinels,
} from '@comanda/test-kit/servers'
import pg from 'pg'
import { createCachedStore } from '../src/store/cached.ts'
import { createFileStore, fileStoreOn } from '../src/store/file.node.ts'
import { createChain, PLACES, SHELVES } from '../src/store/file-chain.node.ts'
import { type FileSystem, machineFiles } from '../src/store/file-system.node.ts'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL } from '../src/store/postgres.ts'
import { createRedisCache, createRedisClusterStore, createRedisStore } from '../src/store/redis.ts'
import { createSqliteStore, openSessionFile, sqliteStoreOn } from '../src/store/sqlite.node.ts'
import { PATIENT, PATIENT_POOL } from '../src/testing/patience.ts'
import type { ClosableStore } from './roles.ts'

/** Where the records of one test are: all of it in the temporary folder. */
export interface Place {
  /** In words that {@link StoreOfProcesses.open} of another process understands. */
  readonly words: string
  /** The server that keeps them, where there is one: it has no other task. */
  readonly server?: Server
  /** Removes what was kept there. */
  remove(): Promise<void>
}

/** A store as several processes see it. */
export interface StoreOfProcesses {
  /** What it cannot do without. */
  readonly needs?: readonly ('PostgreSQL' | 'Redis')[]
  newPlace(): Promise<Place>
  /** Patient if the test is about what is answered, not about how soon; else as in an app. */
  open(words: string, isPatient: boolean): Promise<ClosableStore> | ClosableStore
  /** Looks at the place after a crash, when what was acknowledged has been looked for there and no app runs. */
  audit?(words: string): Promise<void> | void
}

/** A store in a new folder, which it may use alone. */
function inFolder(open: (folder: string) => ClosableStore): StoreOfProcesses {
  return {
    async newPlace() {
      const folder = mkdtempSync(join(tmpdir(), 'comanda-proofs-'))
      return { words: folder, remove: async () => rmSync(folder, { recursive: true }) }
    },
    open,
  }
}

const fileIn = (folder: string) => join(folder, 'sessions.sqlite')

function sqlite(synchronous: 'full' | 'normal'): StoreOfProcesses {
  return {
    ...inFolder((folder) => createSqliteStore({ path: fileIn(folder), synchronous })),
    audit(folder) {
      const checked = new DatabaseSync(fileIn(folder))
      assert.equal(checked.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok')
      checked.close()
    },
  }
}

const inFiles: StoreOfProcesses = {
  ...inFolder((folder) => createFileStore({ folder })),
  async audit(folder) {
    // All that wrote here are dead, so whatever lies about belongs to nobody.
    const chain = createChain(folder, { ...machineFiles, ageMs: async () => Number.POSITIVE_INFINITY })
    const store = fileStoreOn(chain)
    await store.deleteExpired(Date.now(), Number.POSITIVE_INFINITY)
    for (const left of [PLACES.incoming, PLACES.ended]) assert.deepEqual(readdirSync(join(folder, left)), [])
    for (const shelf of SHELVES.keys())
      for (const id of await chain.idsOn(shelf)) assert.ok(await store.load(id), `${id} has ended and was left behind`)
  },
}

/** The file store, on a disk that does not do all it is told. */
function filesOn(disk: Partial<FileSystem>): StoreOfProcesses {
  return inFolder((folder) => {
    createFileStore({ folder })
    return fileStoreOn(createChain(folder, { ...machineFiles, ...disk }))
  })
}

/** Its log is small, so that it fits on the disk of a power cut. `change` is what is done to the tables before they are used. */
async function newPostgres(settings: Readonly<Record<string, string>> = {}, change = ''): Promise<Place> {
  const server = await startPostgres({ durable: true, settings: { max_wal_size: '96MB', ...settings } })
  const pool = new pg.Pool({ connectionString: server.url, ...PATIENT_POOL })
  await migratePostgresStore(pool)
  await pool.query(change)
  await pool.end()
  return { words: server.url, server, remove: () => server.stop() }
}

const inPostgres: StoreOfProcesses = {
  needs: ['PostgreSQL'],
  newPlace: newPostgres,
  open(url, isPatient) {
    const pool = new pg.Pool({ connectionString: url, ...(isPatient ? PATIENT_POOL : POSTGRES_POOL) })
    return { ...createPostgresStore({ ...(isPatient ? PATIENT : {}), pool }), close: () => pool.end() }
  },
}

async function newRedis(settings: Readonly<Record<string, string>> = {}): Promise<Place> {
  const server = await startRedis({ durable: true, settings })
  return { words: server.url, server, remove: () => server.stop() }
}

const inRedis: StoreOfProcesses = {
  needs: ['Redis'],
  newPlace: newRedis,
  async open(url, isPatient) {
    const { client, close } = await openIovalkey(url)
    return { ...createRedisStore({ ...(isPatient ? PATIENT : {}), client }), close: async () => close() }
  },
}

/** Sessions on the nodes of a cluster. */
export const inCluster: StoreOfProcesses = {
  needs: ['Redis'],
  async newPlace() {
    const { nodes, stop } = await startRedisCluster()
    return { words: JSON.stringify(nodes.map(({ url }) => url)), remove: stop }
  },
  async open(words, isPatient) {
    const { client, close } = await openIovalkeyCluster(JSON.parse(words))
    return { ...createRedisClusterStore({ ...(isPatient ? PATIENT : {}), client }), close: async () => close() }
  },
}

const behindSentinels: StoreOfProcesses = {
  needs: ['Redis'],
  async newPlace() {
    const { name, ports, stop } = await startRedisSentinels({ durable: true })
    return { words: JSON.stringify({ name, ports }), remove: stop }
  },
  async open(words, isPatient) {
    const { client, close } = await openIovalkeySentinels(JSON.parse(words))
    return { ...createRedisStore({ ...(isPatient ? PATIENT : {}), client }), close: async () => close() }
  },
}

const inBoth: StoreOfProcesses = {
  needs: ['Redis'],
  async newPlace() {
    const [fast, durable] = [await newRedis({ appendonly: 'no' }), await stores.SQLite.newPlace()]
    const remove = async () => void (await Promise.all([fast.remove(), durable.remove()]))
    return { words: `${fast.words} ${durable.words}`, remove }
  },
  async open(words, isPatient) {
    const [url = '', folder = ''] = words.split(' ')
    const { client, close } = await openIovalkey(url)
    const durable = createSqliteStore({ path: fileIn(folder) })
    // What goes wrong shows in what the processes find.
    const report = (): void => {}
    return {
      ...createCachedStore({ ...(isPatient ? PATIENT : {}), fast: createRedisCache({ client }), durable, report }),
      async close() {
        close()
        await durable.close()
      },
    }
  },
  audit: (words) => stores.SQLite.audit?.(words.split(' ')[1] ?? ''),
}

/** The stores that promise to survive a crash. */
export const stores = {
  files: inFiles,
  SQLite: sqlite('full'),
  PostgreSQL: inPostgres,
  Redis: inRedis,
  'Redis in front of SQLite': inBoth,
} satisfies Readonly<Record<string, StoreOfProcesses>>

/** Stores that acknowledge what a crash of their server takes back. */
export const forgetful = {
  'PostgreSQL with an unlogged table': {
    ...inPostgres,
    newPlace: () => newPostgres({}, 'alter table comanda_session set unlogged'),
  },
  'Redis without a file': { ...inRedis, newPlace: () => newRedis({ appendonly: 'no' }) },
} satisfies Readonly<Record<string, StoreOfProcesses>>

/** Stores that acknowledge what a power cut takes back. */
export const hasty = {
  'files without fsync of their contents': filesOn({
    writeDurably: (file, text) => writeFile(file, text, { flag: 'wx' }),
  }),
  'files without fsync of their folders': filesOn({ makeDurable: async () => {} }),
  'SQLite, synchronous normal': sqlite('normal'),
  'SQLite, synchronous off': inFolder((folder) => {
    const connection = openSessionFile({ path: fileIn(folder) })
    connection.exec('pragma synchronous = off')
    return sqliteStoreOn(connection)
  }),
  'PostgreSQL without fsync': { ...inPostgres, newPlace: () => newPostgres({ fsync: 'off' }) },
  'Redis, appendfsync everysec': { ...inRedis, newPlace: () => newRedis({ appendfsync: 'everysec' }) },
} satisfies Readonly<Record<string, StoreOfProcesses>>

const all: Readonly<Record<string, StoreOfProcesses>> = {
  ...stores,
  ...forgetful,
  ...hasty,
  'a Redis cluster': inCluster,
  'Redis behind sentinels': behindSentinels,
}

/** The store of that name. */
export function storeNamed(name: string): StoreOfProcesses {
  const store = all[name]
  if (store === undefined) throw new Error(`There is no store ${name}.`)
  return store
}
