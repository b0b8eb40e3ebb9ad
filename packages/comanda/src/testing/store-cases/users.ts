import type { SessionRecord, UserIndex } from '../../store/store.ts'
import { nextRecord, sampleRecord } from '../sample-record.ts'
import { type StoreCase, userCase } from '../store-case.ts'
import { checkAbsent, checkRecord, checkSame, mustCreate, mustSave } from '../store-checks.ts'
import { fullRecord } from './keeping.ts'

const LIFE_MS = 5_000
const ROUNDS = 16
/** What a pattern, a query or a path would read meaning into. */
const ODD_NAMES = ['%', '_', '*', "o'brien", '"', '\\', 'A', 'a', 'ñ', 'n\u0303', '🍞', ' ', 'a:b', '{a}', '../a']

/** `listByUser` and `destroyByUser` know the sessions of a user: those, all of them, and as they are now. */
export const userCases: readonly StoreCase[] = [
  userCase('the living sessions of a user are listed, and no others', async ({ store, clock, userId }) => {
    const own = [1, 2, 3].map(() => ({ ...fullRecord(clock()), userId }))
    const others = [sampleRecord(clock()), sampleRecord(clock(), { userId: `${userId}0` })]
    const ended = sampleRecord(clock(), { userId, expiresAt: clock() + LIFE_MS })
    for (const record of [...own, ...others, ended]) await mustCreate(store, record)
    clock.advance(LIFE_MS)
    await checkListed(store, userId, own)
    await checkListed(store, `${userId}-nobody`, [])
  }),
  userCase('a session is listed for the user it has now, as it is now', async ({ store, clock, userId }) => {
    const stranger = sampleRecord(clock())
    await mustCreate(store, stranger)
    const signedIn = nextRecord(stranger, { userId })
    await mustSave(store, signedIn)
    await checkListed(store, userId, [signedIn])
    await store.touch(signedIn.id, signedIn.expiresAt + LIFE_MS)
    const touched = { ...signedIn, expiresAt: signedIn.expiresAt + LIFE_MS }
    await checkListed(store, userId, [touched])
    const handedOver = nextRecord(touched, { userId: `${userId}-b` })
    await mustSave(store, handedOver)
    await checkListed(store, userId, [])
    await checkListed(store, `${userId}-b`, [handedOver])
    await mustSave(store, nextRecord(handedOver, { userId: null }))
    await checkListed(store, `${userId}-b`, [])
  }),
  userCase('a session that ended is not listed, nor is a new one of its id', async ({ store, clock, userId }) => {
    const destroyed = sampleRecord(clock(), { userId })
    const expired = sampleRecord(clock(), { userId, expiresAt: clock() + LIFE_MS })
    await mustCreate(store, destroyed)
    await mustCreate(store, expired)
    await store.destroy(destroyed.id)
    await checkListed(store, userId, [expired])
    clock.advance(LIFE_MS)
    await mustCreate(store, sampleRecord(clock(), { id: expired.id }))
    await checkListed(store, userId, [])
  }),
  userCase('what is listed is a copy', async ({ store, clock, userId }) => {
    const record = sampleRecord(clock(), { userId })
    await mustCreate(store, record)
    for (const listed of await store.listByUser(userId)) Reflect.set(listed, 'data', '{"spoilt":true}')
    checkRecord(
      await store.load(record.id),
      record,
      'listByUser() hands out the object the store keeps; hand out a copy.',
    )
  }),
  userCase(
    'signing out everywhere ends all sessions of the user and of nobody else',
    async ({ store, clock, userId }) => {
      const own = [1, 2, 3].map(() => sampleRecord(clock(), { userId }))
      const others = [sampleRecord(clock()), sampleRecord(clock(), { userId: `${userId}0` })]
      for (const record of [...own, ...others]) await mustCreate(store, record)
      await store.destroyByUser(userId)
      for (const { id } of own) checkAbsent(await store.load(id), 'destroyByUser() left a session of the user.')
      for (const record of others)
        checkRecord(await store.load(record.id), record, 'destroyByUser() took the session of somebody else.')
      await checkListed(store, userId, [])
      await store.destroyByUser(userId)
    },
  ),
  userCase('signing out everywhere else spares the session it is asked from', async ({ store, clock, userId }) => {
    const [here, there] = [sampleRecord(clock(), { userId }), sampleRecord(clock(), { userId })]
    await mustCreate(store, here)
    await mustCreate(store, there)
    await store.destroyByUser(userId, here.id)
    checkRecord(await store.load(here.id), here, 'destroyByUser() took the session that `except` names.')
    checkAbsent(await store.load(there.id), 'destroyByUser() left a session that `except` does not name.')
    const stranger = sampleRecord(clock())
    await mustCreate(store, stranger)
    await store.destroyByUser(userId, stranger.id)
    checkAbsent(await store.load(here.id), 'destroyByUser() spared a session for an `except` that is not of the user.')
    checkRecord(await store.load(stranger.id), stranger, 'destroyByUser() took the session of a stranger.')
  }),
  userCase('signing out everywhere wins against the saves and touches beside it', async ({ store, clock, userId }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const records = [1, 2, 3].map(() => sampleRecord(clock(), { userId }))
      for (const record of records) await mustCreate(store, record)
      const writes: (() => Promise<unknown>)[] = records.flatMap((record) => [
        () => store.save(nextRecord(record), record.version),
        () => store.touch(record.id, record.expiresAt + 1),
      ])
      writes.splice(round % (writes.length + 1), 0, () => store.destroyByUser(userId))
      await Promise.all(writes.map((write) => write()))
      const sentence =
        'A session of the user is there after destroyByUser(): a save() or touch() beside it brought it back.'
      for (const { id } of records) checkAbsent(await store.load(id), sentence)
    }
  }),
  userCase('the ids of users are taken as they are', async ({ store, clock, userId }) => {
    const records = ODD_NAMES.map((name) => sampleRecord(clock(), { userId: `${userId}${name}` }))
    for (const record of records) await mustCreate(store, record)
    for (const record of records) await checkListed(store, record.userId ?? '', [record])
    for (const [index, { userId: odd }] of records.entries()) {
      await store.destroyByUser(odd ?? '')
      const left = (await Promise.all(records.map(({ id }) => store.load(id)))).filter((record) => record !== null)
      checkSame(
        left.length,
        records.length - index - 1,
        `destroyByUser(${JSON.stringify(odd)}) took the session of another user.`,
      )
    }
  }),
]

async function checkListed(store: UserIndex, userId: string, expected: readonly SessionRecord[]): Promise<void> {
  const listed = await store.listByUser(userId)
  checkSame(listed.length, expected.length, 'listByUser() must list the living sessions of the user, and no others.')
  for (const record of expected) {
    const found = listed.find(({ id }) => id === record.id) ?? null
    checkRecord(found, record, 'listByUser() must hand out the records as they are now.')
  }
}
