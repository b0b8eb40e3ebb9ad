import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Json } from './json.ts'
import { type Operation, replay } from './operations.ts'

const slots = (entries: Record<string, Json>) => new Map(Object.entries(entries))
const after = (base: Record<string, Json>, ...operations: Operation[]) =>
  Object.fromEntries(replay(slots(base), operations))

describe('replaying operations', () => {
  test('an update counts on what is there now, not on what the request saw', () => {
    const addOne: Operation = { kind: 'update', key: 'n', fn: (n) => (n as number) + 1 }
    assert.deepEqual(after({ n: 7 }, addOne, addOne), { n: 9 })
  })

  test('an update may change the draft it is given instead of returning a value', () => {
    const push: Operation = { kind: 'update', key: 'list', fn: (list) => void (list as string[]).push('b') }
    const base = slots({ list: ['a'] })
    assert.deepEqual(replay(base, [push]).get('list'), ['a', 'b'])
    assert.deepEqual(base.get('list'), ['a'], 'the base stays as it was')
  })

  test('an update that makes nothing out of nothing leaves the key absent', () => {
    assert.deepEqual(after({}, { kind: 'update', key: 'x', fn: () => undefined }), {})
  })

  test('an asynchronous update is refused: its result would come after the save', () => {
    const later: Operation = { kind: 'update', key: 'x', fn: async () => 1 }
    assert.throws(() => after({}, later), { code: 'session/asynchronous-update' })
  })

  test('a set that counts on a value somebody else changed is a conflict, not a lost update', () => {
    const set: Operation = { kind: 'set', key: 'plan', value: 'b', seen: { value: 'a' } }
    assert.deepEqual(after({ plan: 'a' }, set), { plan: 'b' })
    assert.throws(() => after({ plan: 'z' }, set), { code: 'session/conflict' })
    assert.throws(() => after({}, set), { code: 'session/conflict' })
  })

  test('a set that counts on absence is a conflict when the value has appeared', () => {
    const set: Operation = { kind: 'set', key: 'owner', value: 'me', seen: { value: undefined } }
    assert.throws(() => after({ owner: 'you' }, set), { code: 'session/conflict' })
  })

  test('a delete that counts on a value is guarded like a set', () => {
    const take: Operation = { kind: 'delete', key: 'code', seen: { value: '123' } }
    assert.deepEqual(after({ code: '123', other: 1 }, take), { other: 1 })
    assert.throws(() => after({}, take), { code: 'session/conflict' })
  })

  test('a set that counts on nothing wins, as the last one does', () => {
    assert.deepEqual(after({ a: 1 }, { kind: 'set', key: 'a', value: 2, seen: null }), { a: 2 })
  })

  test('what is done after clear stays', () => {
    const operations: Operation[] = [{ kind: 'clear' }, { kind: 'set', key: 'b', value: 2, seen: null }]
    assert.deepEqual(after({ a: 1 }, ...operations), { b: 2 })
  })

  test('__proto__ is a key like any other and changes no prototype', () => {
    const replayed = replay(slots({}), [{ kind: 'set', key: '__proto__', value: { admin: true }, seen: null }])
    assert.deepEqual(replayed.get('__proto__'), { admin: true })
    assert.equal(({} as Record<string, unknown>)['admin'], undefined)
  })
})
