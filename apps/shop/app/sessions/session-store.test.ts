import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPostgresDatabase, postgresTest } from '@comanda/test-kit/postgres'
import { newRedisDatabase, redisTest } from '@comanda/test-kit/redis'
import { sampleRecord } from 'comanda/testing'
import { DatabaseUnusable } from '../data/database.ts'
import { openSessions } from './session-store.ts'
import { sweepSessions } from './sweep-command.ts'

const NOWHERE = { dataDir: '/nowhere', databaseUrl: null, sessionUrls: [] } as const

function isSentence(start: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof DatabaseUnusable)
    assert.match(error.message, start)
    assert.doesNotMatch(`${error.message} ${error.stack}`, /hush/)
    return true
  }
}

test('servers that are not there are told at once, by their place and never by their password', async () => {
  const redis = openSessions({ ...NOWHERE, sessionUrls: ['redis://ana:hush@127.0.0.1:1'] }, Date.now)
  await assert.rejects(redis, isSentence(/^The sessions in Redis at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/))
  const sessionUrls = ['redis://ana:hush@127.0.0.1:1', 'redis://ana:hush@127.0.0.1:2']
  await assert.rejects(
    openSessions({ ...NOWHERE, sessionUrls }, Date.now),
    isSentence(/^The sessions in Redis at 127\.0\.0\.1:1, 127\.0\.0\.1:2 cannot be used: /),
  )
  const databaseUrl = 'postgres://ana:hush@127.0.0.1:1/shop'
  await assert.rejects(
    openSessions({ ...NOWHERE, databaseUrl }, Date.now),
    isSentence(/^The sessions in 127\.0\.0\.1:1\/shop cannot be used: /),
  )
})

postgresTest('expired sessions in the database are swept by the command, the living stay', async () => {
  const settings = { ...NOWHERE, databaseUrl: await newPostgresDatabase('sessions') }
  const { store, close } = await openSessions(settings, () => 0)
  const ended = Date.now() - 1_000
  const living = sampleRecord(Date.now())
  await store.create(sampleRecord(ended, { expiresAt: ended }))
  await store.create(living)
  assert.equal(await sweepSessions(settings, Date.now), 'Removed 1 expired session.')
  assert.deepEqual(await store.load(living.id), living)
  await close()
})

redisTest('sessions in Redis are kept there, and need no sweeping', async () => {
  const settings = { ...NOWHERE, sessionUrls: [await newRedisDatabase()] }
  const { store, sweeping, close } = await openSessions(settings, Date.now)
  const record = sampleRecord(Date.now())
  await store.create(record)
  assert.deepEqual(await store.load(record.id), record)
  assert.equal(sweeping, null)
  assert.match(await sweepSessions(settings, Date.now), /by itself/)
  await close()
})
