/** Runs `work` alone: not while another tab of this browser runs such work. */
export type Alone = (work: () => Promise<void>) => Promise<void>

/** Calls that wait their turn. */
export interface Calls<Call, Answer> {
  /**
   * Sends `call` when all that were made before are answered: the first of a fresh browser goes alone, and the next ones
   * carry the cookie it brought. Null if {@link Calls.takeWaiting} took it away before it was sent.
   */
  make(call: Call): Promise<Answer | null>
  /** The calls that were not sent yet, which are then no longer sent from here. */
  takeWaiting(): Call[]
}

interface Waiting<Call, Answer> {
  readonly call: Call
  readonly settle: (answer: Answer | null) => void
}

/** Makes a queue of calls. `send` tells of failures in its answer and never rejects. */
export function createCalls<Call, Answer>(send: (call: Call) => Promise<Answer>, alone: Alone): Calls<Call, Answer> {
  const waiting: Waiting<Call, Answer>[] = []
  let running = false

  /** A call leaves the queue when it is sent and not before, so that none is lost while it waits for other tabs. */
  async function sendNext(): Promise<void> {
    const next = waiting.shift()
    if (next !== undefined) next.settle(await send(next.call))
  }

  async function run(): Promise<void> {
    if (running) return
    running = true
    while (waiting.length > 0) await alone(sendNext)
    running = false
  }

  return {
    make(call) {
      return new Promise((settle) => {
        waiting.push({ call, settle })
        void run()
      })
    },
    takeWaiting() {
      const taken = waiting.splice(0)
      for (const { settle } of taken) settle(null)
      return taken.map(({ call }) => call)
    },
  }
}
