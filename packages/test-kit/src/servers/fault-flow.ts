import type { Socket } from 'node:net'
import { type FaultMode, SLOW_MS, TRICKLE_MS } from './fault-proxy.ts'

/** One direction of a connection. */
export interface Flow {
  /** The mode has changed: goes on with what waits, and counts bytes anew. */
  restart(): void
}

/** What a {@link Flow} needs. */
export interface FlowOptions {
  readonly from: Socket
  readonly to: Socket
  /** It goes from the server to the client. */
  readonly isAnswer: boolean
  readonly mode: () => FaultMode
  /** The one connection that was to be cut has been. */
  readonly cutOne: () => void
}

/** How many of the bytes that wait are handed on, after how long, and whether the connection is cut after them. */
interface Step {
  readonly bytes: number
  readonly ms: number
  readonly isCut: boolean
}

const ALL: Step = { bytes: Number.POSITIVE_INFINITY, ms: 0, isCut: false }

function stepOf(mode: FaultMode, isAnswer: boolean, sent: number): Step | 'wait' {
  switch (mode) {
    case 'pass':
    case 'refuse':
      return ALL
    case 'hang':
      return 'wait'
    case 'hang answers':
      return isAnswer ? 'wait' : ALL
    case 'cut answers':
      return isAnswer ? { bytes: 0, ms: 0, isCut: true } : ALL
    case 'slow':
      return { ...ALL, ms: SLOW_MS }
    case 'trickle':
      return isAnswer ? { bytes: 1, ms: TRICKLE_MS, isCut: false } : ALL
    default:
      return isAnswer ? { bytes: mode.cutOneAfterBytes - sent, ms: 0, isCut: true } : ALL
  }
}

/** Hands on what `from` sends, in order, as the mode of each moment says. When one side ends, so does the other. */
export function createFlow({ from, to, isAnswer, mode, cutOne }: FlowOptions): Flow {
  let waiting: Buffer[] = []
  let timer: NodeJS.Timeout | null = null
  let sent = 0
  let isEnded = false

  function goOn(): void {
    while (timer === null && waiting.length > 0) {
      const step = stepOf(mode(), isAnswer, sent)
      if (step === 'wait') return
      if (step.ms === 0) take(step)
      else timer = setTimeout(takeLate, step.ms, step)
    }
    if (isEnded && waiting.length === 0 && !to.destroyed) to.end()
  }

  function takeLate(step: Step): void {
    timer = null
    take(step)
    goOn()
  }

  function take({ bytes, isCut }: Step): void {
    const first = waiting.shift()
    if (first === undefined) return
    const part = first.subarray(0, bytes)
    const rest = first.subarray(part.length)
    sent += part.length
    if (!to.destroyed && part.length > 0) to.write(part)
    if (rest.length === 0) return
    waiting.unshift(rest)
    if (isCut) cut()
  }

  function cut(): void {
    waiting = []
    from.resetAndDestroy()
    to.resetAndDestroy()
    if (typeof mode() === 'object') cutOne()
  }

  from.on('data', (bytes: Buffer) => {
    waiting.push(bytes)
    goOn()
  })
  from.on('end', () => {
    isEnded = true
    goOn()
  })
  from.on('error', () => {
    waiting = []
    to.resetAndDestroy()
  })

  return {
    restart() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      sent = 0
      goOn()
    },
  }
}
