import type { Answer, Operation, SessionHistory } from './history.ts'

/** One thing that must not be, cheaply looked for. */
export interface Invariant {
  /** Stable: verdicts name it. */
  readonly name: string
  /** What is wrong, as a sentence; null if nothing is. */
  readonly wrong: (session: SessionHistory) => string | null
}

/** All that can be told without looking for an order. What breaks one of them has no order either. */
export const invariants: readonly Invariant[] = [
  { name: 'nothing after a sign-out', wrong: openedAfterSignOut },
  { name: 'nothing with an old token', wrong: openedByOldToken },
  { name: 'no item twice', wrong: itemTwice },
  { name: 'no item from nowhere', wrong: itemFromNowhere },
  { name: 'no acknowledged item lost', wrong: itemLost },
  { name: 'items stay in their order', wrong: itemsMoved },
  { name: 'no value pulled twice', wrong: pulledTwice },
]

type Ok = Answer & { readonly kind: 'ok' }
type Done = Operation & { readonly answer: Ok }

function isDone(operation: Operation): operation is Done {
  return operation.answer.kind === 'ok'
}

function openedAfterSignOut({ operations }: SessionHistory): string | null {
  const done = operations.filter(isDone)
  const end = Math.min(...done.filter(({ deed }) => deed.do === 'sign-out').map(({ answered }) => answered))
  const late = done.find(({ invoked }) => invoked > end)
  return late === undefined ? null : `A ${late.deed.do} was done after a sign-out was answered OK.`
}

function openedByOldToken({ operations }: SessionHistory): string | null {
  const done = operations.filter(isDone)
  for (const { deed, token, answered } of done) {
    if (deed.do !== 'regenerate') continue
    const late = done.find((operation) => operation.token === token && operation.invoked > answered)
    if (late !== undefined) return `A ${late.deed.do} was done with a token that had been replaced.`
  }
  return null
}

/** The lists that were seen, in order of the answers. */
function listsOf({
  operations,
}: SessionHistory): { readonly operation: Operation; readonly list: readonly string[] }[] {
  const lists = operations.filter(isDone).flatMap((operation) => {
    const { found } = operation.answer
    const list = operation.deed.do === 'append' ? found : operation.deed.do === 'read' ? (found as unknown[])[0] : null
    return list === null ? [] : [{ operation, list: list as readonly string[] }]
  })
  return lists.sort((one, other) => one.operation.answered - other.operation.answered)
}

function itemTwice(session: SessionHistory): string | null {
  for (const { list } of listsOf(session)) {
    const twice = list.find((item, index) => list.indexOf(item) !== index)
    if (twice !== undefined) return `${twice} was appended once and is in the list twice.`
  }
  return null
}

function itemFromNowhere(session: SessionHistory): string | null {
  const appends = new Map<string, Operation>()
  for (const operation of session.operations)
    if (operation.deed.do === 'append') appends.set(operation.deed.item, operation)
  for (const { operation, list } of listsOf(session)) {
    for (const item of list) {
      const append = appends.get(item)
      if (append === undefined || append.invoked > operation.answered)
        return `${item} is in the list before it was appended.`
      if (append.answer.kind === 'stranger' || append.answer.kind === 'refused') {
        return `${item} is in the list, though whoever appended it was told that it was not done.`
      }
    }
  }
  return null
}

function itemLost(session: SessionHistory): string | null {
  const appends = session.operations.filter(isDone).filter(({ deed }) => deed.do === 'append')
  for (const { operation, list } of listsOf(session)) {
    const items = new Set(list)
    for (const { deed, answered } of appends) {
      if (deed.do === 'append' && answered < operation.invoked && !items.has(deed.item)) {
        return `${deed.item} was appended and answered OK, and a later ${operation.deed.do} does not see it.`
      }
    }
  }
  return null
}

/** Nothing is ever taken out of the list, so of any two that were seen one is the beginning of the other. */
function itemsMoved(session: SessionHistory): string | null {
  const byLength = listsOf(session)
    .map(({ list }) => list)
    .sort((one, other) => one.length - other.length)
  for (const [index, longer] of byLength.entries()) {
    const shorter = byLength[index - 1] ?? []
    const moved = shorter.find((item, place) => longer[place] !== item)
    if (moved !== undefined) return `${moved} was seen at different places of the list.`
  }
  return null
}

function pulledTwice({ operations }: SessionHistory): string | null {
  const given = new Set<unknown>()
  for (const { deed, answer } of operations.filter(isDone)) {
    if (deed.do !== 'pull' || answer.found === null) continue
    if (given.has(answer.found)) return `${answer.found} was there once and was given to two pulls.`
    given.add(answer.found)
  }
  return null
}
