/** The cases of the abilities catch the mistakes that sweeping and lists of sessions are usually made with. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { canSweep, hasUserIndex } from '../store/store.ts'
import {
  earlySweepStore,
  exceptBlindStore,
  greedySweepStore,
  lazySweepStore,
  lookThenSignOutStore,
  staleIndexStore,
} from './broken-abilities.ts'
import { failuresOf } from './failures.ts'

test('a store without abilities is fine, and one with them says so', async () => {
  const whole = createMemoryStore()
  const { deleteExpired: _, listByUser: __, destroyByUser: ___, ...bare } = whole
  assert.deepEqual([canSweep(whole), hasUserIndex(whole)], [true, true])
  assert.deepEqual([canSweep(bare), hasUserIndex(bare)], [false, false])
  const failures = await failuresOf((clock) => {
    const { load, create, save, touch, destroy } = createMemoryStore({ clock })
    return { consistency: 'strong', load, create, save, touch, destroy }
  })
  assert.deepEqual(failures, new Map())
})

test('a store that sweeps all at once is caught: requests would wait', async () => {
  const failures = await failuresOf(greedySweepStore)
  assert.equal(
    failures.get('a sweep removes no more at a time than it is told to'),
    'deleteExpired() must remove as many as `limit` says. Expected 30, found 200.',
  )
})

test('a store that counts and removes nothing is caught', async () => {
  const endless = 'deleteExpired() goes on answering that it removed something.'
  assert.deepEqual(
    [...(await failuresOf(lazySweepStore))],
    [
      ['a sweep removes expired sessions for good, and says how many', endless],
      ['a sweep of what ended before a moment leaves what ended after it', endless],
      ['a sweep finds what ended among sessions whose end was moved on, and these once they end', endless],
      [
        'a sweep finds a session that was saved with an earlier end',
        'deleteExpired() goes by the end that a record had before it was saved.',
      ],
    ],
  )
})

test('a store that sweeps living sessions is caught: visitors would lose their carts', async () => {
  const failures = await failuresOf(earlySweepStore)
  assert.equal(
    failures.get('no sweep removes a living session, whatever moment it is told'),
    'deleteExpired() removed a living record; `before` counts as now at most. There is no record any more.',
  )
})

test('a store whose list of sessions lags behind is caught: a session would not be signed out', async () => {
  assert.deepEqual(
    [...(await failuresOf(staleIndexStore))],
    [
      [
        'a session is listed for the user it has now, as it is now',
        'listByUser() must list the living sessions of the user, and no others. Expected 1, found 0.',
      ],
    ],
  )
})

test('a store that signs out the session it is asked from is caught', async () => {
  assert.deepEqual(
    [...(await failuresOf(exceptBlindStore))],
    [
      [
        'signing out everywhere else spares the session it is asked from',
        'destroyByUser() took the session that `except` names. There is no record any more.',
      ],
    ],
  )
})

test('a store that looks first and signs out afterwards is caught: a slow request would stay signed in', async () => {
  assert.deepEqual(
    [...(await failuresOf(lookThenSignOutStore))],
    [
      [
        'signing out everywhere wins against the saves and touches beside it',
        'A session of the user is there after destroyByUser(): a save() or touch() beside it brought it back.',
      ],
    ],
  )
})
