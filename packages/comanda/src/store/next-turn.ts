/**
 * Makes a function that waits for the next turn of the event loop. All who call it in one turn get the same promise, and so go
 * on together. Where the platform has no `setImmediate`, they wait for a timer.
 *
 * A store that could answer at once waits so before it reads: it then reads the sessions of all requests of a moment in
 * one go, and their answers leave in one go, which costs a busy server about half as much as one by one.
 */
export function createNextTurn(): () => Promise<void> {
  const schedule: (callback: () => void) => void = typeof setImmediate === 'function' ? setImmediate : setTimeout
  let turn: Promise<void> | null = null

  return () => {
    turn ??= new Promise((resolve) =>
      schedule(() => {
        turn = null
        resolve()
      }),
    )
    return turn
  }
}
