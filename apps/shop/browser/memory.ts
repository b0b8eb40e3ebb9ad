import type { Call } from './send.ts'

/**
 * What this browser remembers of its cart beside the cookie, which no script can read: how many units it holds, so that a
 * page from before knows that it is behind. Browsers that keep nothing for scripts only miss that.
 */
export interface Memory {
  /** Null if this browser has no cart, as far as it knows. Differs after each change, also in another tab. */
  read(): string | null
  /** Notes the count of the cart as the shop told it; 0 forgets. */
  write(count: number): void
  /** Notes that a change was sent whose outcome this page will not see. */
  writeUnknown(): void
  /** Leaves calls for the next page of this tab. */
  leave(calls: readonly Call[]): void
  /** The calls that the page before has left, once. */
  takeLeft(): readonly Call[]
}

/** The key in the browser's storage: the count, and when it was noted. */
export const MEMORY_KEY = 'comanda-shop.cart'
/** The key of the calls that are left for the next page of a tab. */
export const LEFT_KEY = 'comanda-shop.cart-waiting'
const UNKNOWN = '?'

/** The count in a {@link Memory}; null if it is not known, or there is none. */
export function countIn(remembered: string | null): number | null {
  const count = Number(remembered?.split(' ')[0] ?? Number.NaN)
  return Number.isNaN(count) ? null : count
}

/** Whether a {@link Memory} says that a change was sent whose outcome nobody has seen. */
export function isUnknown(remembered: string | null): boolean {
  return remembered?.startsWith(UNKNOWN) ?? false
}

/** Makes the memory of this browser. */
export function createMemory(): Memory {
  const put = (count: string): void => attempt(() => localStorage.setItem(MEMORY_KEY, `${count} ${Date.now()}`))
  return {
    read: () => attempt(() => localStorage.getItem(MEMORY_KEY)) ?? null,
    write: (count) => (count === 0 ? attempt(() => localStorage.removeItem(MEMORY_KEY)) : put(String(count))),
    writeUnknown: () => put(UNKNOWN),
    leave: (calls) => attempt(() => sessionStorage.setItem(LEFT_KEY, JSON.stringify(calls))),
    takeLeft() {
      const text = attempt(() => sessionStorage.getItem(LEFT_KEY))
      attempt(() => sessionStorage.removeItem(LEFT_KEY))
      return text ? (JSON.parse(text) as Call[]) : []
    },
  }
}

/** Storage is refused in some browsers' strictest settings. */
function attempt<Result>(use: () => Result): Result | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}
