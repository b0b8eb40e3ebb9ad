/** Changes that are still being typed: each is sent a moment after the last touch. */
export interface Edits {
  /** Notes that `key` is to be sent `waitMs` milliseconds from now, unless it is touched again. */
  touch(key: string, waitMs: number): void
  /** Sends what waits of `key` at once; false if nothing does. */
  sendNow(key: string): boolean
  /** Sends what waits of `key` when this event is over: Enter in a field is a change first and then a submit, and one sending. */
  sendSoon(key: string): void
  /** Sends all that waits at once: the page is being left. */
  sendAll(): void
}

/** Makes a set of edits; `send` is called once for each that has come to rest. */
export function createEdits(send: (key: string) => void): Edits {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function sendNow(key: string): boolean {
    const timer = timers.get(key)
    if (timer === undefined) return false
    clearTimeout(timer)
    timers.delete(key)
    send(key)
    return true
  }

  function touch(key: string, waitMs: number): void {
    clearTimeout(timers.get(key))
    timers.set(
      key,
      setTimeout(() => sendNow(key), waitMs),
    )
  }

  return {
    touch,
    sendNow,
    sendSoon(key) {
      if (timers.has(key)) touch(key, 0)
    },
    sendAll() {
      for (const key of [...timers.keys()]) sendNow(key)
    },
  }
}
