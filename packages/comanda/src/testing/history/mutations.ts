/**
 * Ways to spoil a history so that it cannot have happened: each change breaks a promise, whatever else is in the
 * history. Not exported: they are here to test the checker.
 *
 * @module
 */
import type { Json } from '../../session/json.ts'
import type { Deed, Operation, SessionHistory } from './history.ts'

/** One way. */
export interface Mutation {
  readonly name: string
  /** What must find it. */
  readonly check: string
  /** All spoilt histories that can be made of this one in this way. */
  readonly spoil: (session: SessionHistory) => SessionHistory[]
}

type Done<Name extends Deed['do']> = Operation & {
  readonly deed: Deed & { readonly do: Name }
  readonly answer: { readonly kind: 'ok'; readonly found: Json }
}
type List = readonly string[]

/** All of them. */
export const mutations: readonly Mutation[] = [
  {
    name: 'an acknowledged append is missing from all that was seen later',
    check: 'no acknowledged item lost',
    spoil: (session) =>
      done(session, 'append').flatMap((append) => {
        const later = sightings(session).filter((sighting) => sighting.invoked > append.answered)
        const without = (list: List) => list.filter((item) => item !== append.deed.item)
        return later.length === 0 ? [] : [later.reduce((all, one) => seeing(all, one, without(listOf(one))), session)]
      }),
  },
  {
    name: 'a read misses the last items that were acknowledged before it began',
    check: 'no acknowledged item lost',
    spoil: (session) =>
      pairs(done(session, 'append'), done(session, 'read')).flatMap(([append, read]) => {
        const place = listOf(read).indexOf(append.deed.item)
        return place === -1 ? [] : [seeing(session, read, listOf(read).slice(0, place))]
      }),
  },
  {
    name: 'an append was done twice',
    check: 'no item twice',
    spoil: (session) =>
      done(session, 'append').map((append) => seeing(session, append, [...listOf(append), append.deed.item])),
  },
  {
    name: 'two appends, one after the other, are seen the other way round',
    check: 'items stay in their order',
    spoil: (session) =>
      pairs(done(session, 'append'), done(session, 'append')).flatMap(([first, second]) => {
        const both = sightings(session).filter((one) => listOf(one).includes(second.deed.item) && one !== second)
        const turned = (list: List) => exchange(list, first.deed.item, second.deed.item)
        return both.slice(0, 1).map((one) => seeing(session, one, turned(listOf(one))))
      }),
  },
  {
    name: 'an append that was refused is seen',
    check: 'no item from nowhere',
    spoil: (session) =>
      session.operations.flatMap(({ deed, answer }) =>
        deed.do === 'append' && answer.kind === 'refused'
          ? sightings(session).map((one) => seeing(session, one, [deed.item, ...listOf(one)]))
          : [],
      ),
  },
  {
    name: 'an append that never came to be is acknowledged',
    check: 'no acknowledged item lost',
    spoil: (session) =>
      session.operations.flatMap((operation) => {
        const { deed, answer, answered } = operation
        if (deed.do !== 'append' || answer.kind !== 'unknown') return []
        const isMissed = sightings(session).some((one) => one.invoked > answered && !listOf(one).includes(deed.item))
        return isMissed ? [answering(session, operation, [deed.item])] : []
      }),
  },
  {
    name: 'something is done after a sign-out',
    check: 'nothing after a sign-out',
    spoil: (session) => done(session, 'sign-out').map(({ token }) => withLater(session, token, { do: 'count' }, 1)),
  },
  {
    name: 'something is done with a token that was replaced',
    check: 'nothing with an old token',
    spoil: (session) =>
      done(session, 'sign-out').length > 0
        ? []
        : done(session, 'regenerate').map(({ token }) => withLater(session, token, { do: 'pull' }, null)),
  },
  {
    name: 'a visitor nobody signed out is a stranger',
    check: 'one order explains all',
    spoil: (session) =>
      done(session, 'read')
        .filter((read) => !endsBefore(session, read))
        .map((read) => replaced(session, read, { ...read, answer: { kind: 'stranger' } })),
  },
  {
    name: 'a visitor nobody signed out is told that the session is gone',
    check: 'one order explains all',
    spoil: (session) =>
      done(session, 'read')
        .filter((read) => !endsBefore(session, read))
        .map((read) => replaced(session, read, { ...read, answer: { kind: 'refused', gone: true } })),
  },
  {
    name: 'a value is given to two pulls',
    check: 'no value pulled twice',
    spoil: (session) =>
      neighbours(done(session, 'pull'))
        .filter(([first]) => first.answer.found !== null)
        .map(([first, second]) => answering(session, second, first.answer.found)),
  },
  {
    name: 'two swaps saw the same value, and each wrote over it',
    check: 'one order explains all',
    spoil: (session) =>
      neighbours(done(session, 'swap'))
        .filter(([first]) => first.answer.found !== null)
        .map(([first, second]) => answering(session, second, first.answer.found)),
  },
  {
    name: 'two counts made the same number',
    check: 'one order explains all',
    spoil: (session) =>
      neighbours(done(session, 'count')).map(([first, second]) => answering(session, first, second.answer.found)),
  },
  {
    name: 'a later read sees fewer counts',
    check: 'one order explains all',
    spoil: (session) =>
      pairs(done(session, 'read'), done(session, 'read')).flatMap(([first, second]) => {
        const [[, count], [list, , slot]] = [first.answer.found as Json[], second.answer.found as Json[]]
        const fewer = Number(count) - 1
        return fewer < 0 ? [] : [answering(session, second, [list ?? [], fewer, slot ?? null])]
      }),
  },
  {
    name: 'a read sees a value that was written over before it began',
    check: 'one order explains all',
    spoil: (session) =>
      pairs(done(session, 'set'), done(session, 'set')).flatMap(([first, second]) => {
        const reads = done(session, 'read').filter((read) => read.invoked > second.answered)
        return reads.slice(0, 1).map((read) => seeingSlot(session, read, first.deed.value))
      }),
  },
  {
    name: 'a read sees a value before anybody began to write it',
    check: 'one order explains all',
    spoil: (session) =>
      pairs(done(session, 'read'), done(session, 'set')).map(([read, set]) =>
        seeingSlot(session, read, set.deed.value),
      ),
  },
]

function done<Name extends Deed['do']>({ operations }: SessionHistory, name: Name): Done<Name>[] {
  return operations.filter(
    (operation): operation is Done<Name> => operation.deed.do === name && operation.answer.kind === 'ok',
  )
}

/** The operations that saw the list. */
function sightings(session: SessionHistory): Done<'read' | 'append'>[] {
  return [...done(session, 'read'), ...done(session, 'append')]
}

function listOf({ deed, answer }: Done<'read' | 'append'>): List {
  return (deed.do === 'read' ? (answer.found as Json[])[0] : answer.found) as List
}

/** All pairs of which the first was answered before the second began. */
function pairs<One extends Operation, Other extends Operation>(ones: One[], others: Other[]): [One, Other][] {
  return ones.flatMap((one) =>
    others.filter(({ invoked }) => invoked > one.answered).map((other): [One, Other] => [one, other]),
  )
}

function neighbours<One extends Operation>(operations: One[]): [One, One][] {
  return operations.slice(1).map((second, index) => [operations[index] as One, second])
}

function exchange(list: List, one: string, other: string): List {
  return list.map((item) => (item === one ? other : item === other ? one : item))
}

/** Whether anything could have made the token of `operation` useless by the time it was answered. */
function endsBefore({ operations }: SessionHistory, { token, answered }: Operation): boolean {
  return operations.some(
    ({ deed, answer, invoked, token: its }) =>
      (deed.do === 'sign-out' || (deed.do === 'regenerate' && its === token)) &&
      (answer.kind === 'ok' || answer.kind === 'unknown') &&
      invoked < answered,
  )
}

function seeing(session: SessionHistory, operation: Done<'read' | 'append'>, list: List): SessionHistory {
  const [, count = 0, slot = null] = operation.deed.do === 'read' ? (operation.answer.found as Json[]) : []
  return answering(session, operation, operation.deed.do === 'read' ? [list, count, slot] : list)
}

function seeingSlot(session: SessionHistory, read: Done<'read'>, slot: string): SessionHistory {
  const [list = [], count = 0] = read.answer.found as Json[]
  return answering(session, read, [list, count, slot])
}

function answering(session: SessionHistory, operation: Operation, found: Json): SessionHistory {
  return replaced(session, operation, { ...operation, answer: { kind: 'ok', found } })
}

function replaced(session: SessionHistory, operation: Operation, by: Operation): SessionHistory {
  // Found by when it began: of two changes to one history the second meets copies.
  const operations = session.operations.map((one) => (one.invoked === operation.invoked ? by : one))
  return { ...session, operations }
}

/** With one more operation, which began after all others were answered. */
function withLater(session: SessionHistory, token: string, deed: Deed, found: Json): SessionHistory {
  const last = Math.max(...session.operations.map(({ answered }) => answered))
  const operation: Operation = { deed, token, invoked: last + 1, answered: last + 2, answer: { kind: 'ok', found } }
  return { ...session, operations: [...session.operations, operation] }
}
