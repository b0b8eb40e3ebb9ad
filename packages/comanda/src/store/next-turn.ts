/**
 * Makes a wait for a later turn of the event loop that everybody who waits in this one shares, so that they all go on
 * together. Where the platform has no turns to wait for, it is the next timer.
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
