import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { isBusy, NodeSqliteDialect } from './dialect.ts'

interface Notes {
  note: { id: number; text: string }
}

const folder = mkdtempSync(join(tmpdir(), 'comanda-dialect-'))
after(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function newFile(): string {
  files += 1
  return join(folder, `${files}.sqlite`)
}

function open(file: string, pause?: () => Promise<void>): Kysely<Notes> {
  return new Kysely<Notes>({ dialect: new NodeSqliteDialect(new DatabaseSync(file, { timeout: 0 }), pause) })
}

async function withNotes(file: string, pause?: () => Promise<void>): Promise<Kysely<Notes>> {
  const db = open(file, pause)
  await sql`create table if not exists note (id integer primary key, text text not null)`.execute(db)
  return db
}

test('a migration that fails half-way leaves nothing behind', async () => {
  const db = open(newFile())
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => ({
        '0001_broken': {
          async up(inside) {
            await inside.schema.createTable('half').addColumn('id', 'integer').execute()
            throw new Error('the second half')
          },
        },
      }),
    },
  })
  const { error } = await migrator.migrateToLatest()
  assert.match(String(error), /the second half/)
  const tables = await db.introspection.getTables()
  assert.deepEqual(
    tables.map((table) => table.name).filter((name) => name === 'half'),
    [],
  )
  await db.destroy()
})

const LATE = { id: 1, text: 'late' }
const WRITES: Readonly<Record<string, (db: Kysely<Notes>) => Promise<unknown>>> = {
  'a transaction': (db) => db.transaction().execute((inside) => inside.insertInto('note').values(LATE).execute()),
  'a write outside of one, as when two shops start at once,': (db) => db.insertInto('note').values(LATE).execute(),
}

for (const [what, write] of Object.entries(WRITES)) {
  test(`${what} waits for the write lock of another connection without blocking the event loop`, async () => {
    const file = newFile()
    let turns = 0
    const other = new DatabaseSync(file, { timeout: 0 })
    const db = await withNotes(file, async () => {
      turns += 1
      if (turns === 3) other.exec('commit')
    })
    other.exec('begin immediate')
    await write(db)
    assert.equal(turns, 3)
    assert.equal((await db.selectFrom('note').selectAll().execute()).length, 1)
    other.close()
    await db.destroy()
  })
}

test('a write lock that never comes free is reported as busy, not waited for without end', async () => {
  const file = newFile()
  let turns = 0
  const db = await withNotes(file, async () => {
    turns += 1
  })
  const other = new DatabaseSync(file, { timeout: 0 })
  other.exec('begin immediate')
  await assert.rejects(
    db.transaction().execute(async () => {}),
    isBusy,
  )
  assert.ok(turns > 100 && turns < 1_000, `${turns} attempts`)
  other.close()
  await db.destroy()
})

test('reading, then writing inside a transaction cannot fail because somebody wrote in between', async () => {
  const file = newFile()
  const [one, two] = [await withNotes(file), await withNotes(file)]
  await one.insertInto('note').values({ id: 1, text: '0' }).execute()
  const addOne = (db: Kysely<Notes>): Promise<unknown> =>
    db.transaction().execute(async (inside) => {
      const note = await inside.selectFrom('note').select('text').where('id', '=', 1).executeTakeFirstOrThrow()
      await inside
        .updateTable('note')
        .set({ text: String(Number(note.text) + 1) })
        .execute()
    })
  await Promise.all(Array.from({ length: 40 }, (_, turn) => addOne(turn % 2 === 0 ? one : two)))
  const { text } = await one.selectFrom('note').select('text').executeTakeFirstOrThrow()
  assert.equal(text, '40')
  await Promise.all([one.destroy(), two.destroy()])
})

test('more statements than are kept still answer right', async () => {
  const db = await withNotes(newFile())
  for (let round = 0; round < 2; round += 1) {
    for (let number = 0; number < 600; number += 1) {
      const { rows } = await sql<{ n: number }>`select ${sql.lit(number)} as n`.execute(db)
      assert.equal(rows[0]?.n, number)
    }
  }
  await db.destroy()
})
