import type { Socket } from 'node:net'
import { type CutOne, type FaultMode, SLOW_MS, TRICKLE_MS } from './fault-proxy.ts'

/** A client and the server it asks. */
export interface Connection {
  /** The mode has changed: goes on with what waits, and counts bytes anew. */
  restart(): void
}

/** What a {@link Connection} needs. */
export interface ConnectionOptions {
  readonly client: Socket
  readonly server: Socket
  readonly mode: () => FaultMode
  /** The one connection that was to be cut has been. */
  readonly cutOne: () => void
}

type Way = NonNullable<CutOne['of']>
type By = NonNullable<CutOne['by']>

/** How many of the bytes that wait are handed on, after how long, and whether the connection is cut after them. */
interface Step {
  readonly bytes: number
  readonly ms: number
  readonly cut: By | null
}

const ALL: Step = { bytes: Number.POSITIVE_INFINITY, ms: 0, cut: null }

/** `sent` bytes were handed on since counting began; null if it has not. */
function stepOf(mode: FaultMode, way: Way, sent: number | null): Step | 'wait' {
  const isAnswer = way === 'answers'
  switch (mode) {
    case 'pass':
    case 'refuse':
      return ALL
    case 'hang':
      return 'wait'
    case 'hang answers':
      return isAnswer ? 'wait' : ALL
    case 'cut answers':
      return isAnswer ? { bytes: 0, ms: 0, cut: 'reset' } : ALL
    case 'slow':
      return { ...ALL, ms: SLOW_MS }
    case 'trickle':
      return isAnswer ? { bytes: 1, ms: TRICKLE_MS, cut: null } : ALL
    default: {
      const { cutOneAfterBytes, of = 'answers', by = 'reset' } = mode
      return of === way && sent !== null ? { bytes: cutOneAfterBytes - sent, ms: 0, cut: by } : ALL
    }
  }
}

/** Hands on what either side sends, in order, as the mode of each moment says. When one side ends, so does the other. */
export function createConnection({ client, server, mode, cutOne }: ConnectionOptions): Connection {
  let isCut = false

  function cut(by: By): void {
    isCut = true
    for (const socket of [client, server]) by === 'reset' ? socket.resetAndDestroy() : socket.end()
    if (typeof mode() === 'object') cutOne()
  }

  const shared = { mode, cut, isCut: () => isCut }
  const flows = [
    createFlow({ ...shared, from: client, to: server, way: 'questions' }),
    createFlow({ ...shared, from: server, to: client, way: 'answers' }),
  ]

  client.prependListener('data', (bytes: Buffer) => {
    const now = mode()
    if (typeof now === 'object' && now.since !== undefined && bytes.includes(now.since))
      for (const flow of flows) flow.count()
  })
  return {
    restart() {
      for (const flow of flows) flow.restart()
    },
  }
}

/** One direction of a connection. */
interface Flow {
  /** Counts the bytes from here on, unless it does already. */
  count(): void
  restart(): void
}

interface FlowOptions {
  readonly from: Socket
  readonly to: Socket
  readonly way: Way
  readonly mode: () => FaultMode
  readonly cut: (by: By) => void
  readonly isCut: () => boolean
}

function createFlow({ from, to, way, mode, cut, isCut }: FlowOptions): Flow {
  let waiting: Buffer[] = []
  let timer: NodeJS.Timeout | null = null
  let sent: number | null = countsAtOnce(mode()) ? 0 : null
  let isEnded = false

  function goOn(): void {
    while (timer === null && waiting.length > 0) {
      const step = stepOf(mode(), way, sent)
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

  function take({ bytes, cut: by }: Step): void {
    const first = waiting.shift()
    if (first === undefined) return
    const part = first.subarray(0, bytes)
    const rest = first.subarray(part.length)
    if (sent !== null) sent += part.length
    if (to.writable && part.length > 0) to.write(part)
    if (rest.length === 0) return
    waiting.unshift(rest)
    if (by === null) return
    waiting = []
    cut(by)
  }

  from.on('data', (bytes: Buffer) => {
    if (isCut()) return
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
    count() {
      sent ??= 0
    },
    restart() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      sent = countsAtOnce(mode()) ? 0 : null
      goOn()
    },
  }
}

function countsAtOnce(mode: FaultMode): boolean {
  return typeof mode === 'object' && mode.since === undefined
}
