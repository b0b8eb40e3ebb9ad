import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import {
  liveObjectStore,
  lookThenWriteStore,
  sharingStore,
  touchCreatesStore,
  touchShortensStore,
  upsertingStore,
  versionBlindStore,
} from './broken-stores.ts'
import { failuresOf } from './failures.ts'
import { runStoreCases, storeCases, storeContract } from './store-contract.ts'

test('a right store fails no case', async () => {
  assert.deepEqual(await failuresOf((clock) => createMemoryStore({ clock })), new Map())
})

test('a store that upserts is caught: a slow request would undo sign-out', async () => {
  const failures = await failuresOf(upsertingStore)
  assert.deepEqual(
    [...failures.keys()],
    [
      'an expired session is not saved back to life',
      'a stale save of an expired session is gone, not a conflict',
      'save never makes a session',
      'a slow request does not undo sign-out',
      'sign-out wins against the saves and touches beside it',
      'signing out everywhere wins against the saves and touches beside it',
    ],
  )
  assert.equal(
    failures.get('a slow request does not undo sign-out'),
    'save() made the record of a destroyed session again: the visitor who signed out is signed in. Never upsert.',
  )
})

test('a store that hands out live objects is caught: it would hide lost updates from every test', async () => {
  const failures = await failuresOf(liveObjectStore)
  assert.deepEqual(
    [...failures.keys()],
    [
      'changing what was handed in changes nothing in the store',
      'changing what was handed out changes nothing in the store',
      'sessions that are loaded at the same moment are told apart, and nobody shares one',
    ],
  )
  assert.equal(
    failures.get('changing what was handed out changes nothing in the store'),
    'load() hands out the object the store keeps; hand out a copy. Its version should be 1 and is 99.',
  )
})

test('a store that gives two requests the same object is caught: one would see what the other is about to do', async () => {
  assert.deepEqual(
    [...(await failuresOf(sharingStore)).values()],
    ['load() gave two requests of one moment the same object; give each its own. Its version should be 1 and is 99.'],
  )
})

test('a store whose touch creates is caught', async () => {
  const failures = await failuresOf(touchCreatesStore)
  assert.deepEqual(
    [...failures.keys()],
    [
      'an expired session is not touched back to life',
      'touch never makes a session',
      'a slow request does not touch a signed-out session back to life',
      'sign-out wins against the saves and touches beside it',
      'signing out everywhere wins against the saves and touches beside it',
    ],
  )
  assert.equal(
    failures.get('touch never makes a session'),
    'touch() made a record for an id that was never created; only create() may.',
  )
})

test('a store whose touch shortens is caught', async () => {
  const failures = await failuresOf(touchShortensStore)
  assert.deepEqual([...failures.keys()], ['touch never shortens a session'])
  assert.match(
    failures.get('touch never shortens a session') ?? '',
    /^touch\(\) with an earlier end must change nothing: .* cut the session short\. Its expiresAt should be \d+ and is \d+\.$/,
  )
})

test('a store that ignores the version is caught: changes would be lost', async () => {
  const failures = await failuresOf(versionBlindStore)
  assert.deepEqual(
    [...failures.keys()],
    [
      'a stale save writes nothing and is told the record of now',
      'of sixteen saves of one version at once exactly one wins',
      'sixteen requests counting in one session lose nothing',
    ],
  )
  assert.equal(
    failures.get('a stale save writes nothing and is told the record of now'),
    'save() accepted a version that is not the stored one: a change is lost. Expected "conflict", found "saved".',
  )
})

test('a store that looks first and writes afterwards is caught by the parallel cases', async () => {
  const failures = await failuresOf(lookThenWriteStore)
  assert.deepEqual(
    [...failures.keys()],
    [
      'of sixteen creates of one id at once exactly one wins',
      'of sixteen saves of one version at once exactly one wins',
      'sixteen requests counting in one session lose nothing',
      'of sixteen touches at once the furthest counts',
      'a touch never takes back the save beside it',
      'sign-out wins against the saves and touches beside it',
    ],
  )
  assert.equal(
    failures.get('of sixteen saves of one version at once exactly one wins'),
    'save() does not compare and write in one atomic step: changes are lost. Expected 1, found 16.',
  )
})

test('a store that refuses every save is told so, and the kit comes to an end', async () => {
  const failures = await failuresOf((clock) => ({
    ...createMemoryStore({ clock }),
    async save(record) {
      return { kind: 'conflict', current: record }
    },
  }))
  assert.equal(
    failures.get('sixteen requests counting in one session lose nothing'),
    'save() goes on answering conflict though it is given the current version.',
  )
})

test('a store that cannot be opened again has to say so', async () => {
  const results = await runStoreCases(({ clock }) => ({ store: createMemoryStore({ clock }) }))
  const failed = results.filter(({ error }) => error !== null)
  assert.deepEqual(
    failed.map(({ title }) => title),
    ['an acknowledged write is there when the store is opened again'],
  )
  assert.match(String(failed[0]?.error), /have make\(\) return `reopen`, or skip this case with a reason/)
})

test('every case cleans up, also when it fails', async () => {
  let open = 0
  await runStoreCases(({ clock }) => {
    open += 1
    return {
      store: upsertingStore(clock),
      cleanup: () => {
        open -= 1
      },
    }
  })
  assert.equal(open, 0)
})

test('no two cases share a title, so a skip names exactly one', () => {
  assert.equal(new Set(storeCases.map(({ title }) => title)).size, storeCases.length)
})

test('a skip that names no case is an error: it would hide a renamed promise', () => {
  const make = () => ({ store: createMemoryStore() })
  assert.throws(() => storeContract('wrong', make, { skips: { 'no such case': 'because' } }), {
    code: 'testing/bad-skip',
    message: "There is no case 'no such case' to skip; it may have been renamed.",
  })
})

test('a skip without a reason is an error', () => {
  const make = () => ({ store: createMemoryStore() })
  assert.throws(() => storeContract('wrong', make, { skips: { 'touch never makes a session': ' ' } }), {
    code: 'testing/bad-skip',
    message: "The skip of 'touch never makes a session' gives no reason.",
  })
})
