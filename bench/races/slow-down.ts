import { createGate } from 'comanda/testing'
import type { LookUp } from './shop.ts'

/** Decides who has to wait for what they look up. No clock is involved, so a race goes the same way every time. */
export interface SlowDown {
  /** What the shop's handlers call. */
  readonly lookUp: LookUp
  /**
   * Makes the requests that `send` sends slow: they stand at their look-up until `meanwhile` has run from beginning to
   * end. Hands back their answers. Rejects if one of them is answered without having looked anything up.
   */
  slowly<Answer>(send: readonly (() => Promise<Answer>)[], meanwhile: () => Promise<void>): Promise<Answer[]>
}

/** Nobody has to wait yet. */
export function createSlowDown(): SlowDown {
  const gate = createGate<'look-up'>()
  let toStop = 0

  return {
    async lookUp() {
      if (toStop === 0) return
      toStop -= 1
      await gate.pass('look-up')
    },
    async slowly(send, meanwhile) {
      toStop = send.length
      gate.hold('look-up')
      const answers = send.map((sendOne) => sendOne())
      try {
        await Promise.race([gate.reached('look-up', send.length), Promise.race(answers).then(refuseEarly)])
        await meanwhile()
      } finally {
        toStop = 0
        gate.release('look-up')
        await Promise.allSettled(answers)
      }
      return Promise.all(answers)
    },
  }
}

function refuseEarly(answer: unknown): never {
  throw new Error(`A slow request was answered before it looked anything up: ${JSON.stringify(answer)}.`)
}
