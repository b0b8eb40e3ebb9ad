/**
 * Stands between an app and a server, and fails as networks do.
 *
 * @module
 */
import { connect, createServer, type Socket } from 'node:net'
import { type Connection, createConnection } from './fault-flow.ts'

/**
 * What the proxy does, from the next bytes on.
 * - `pass`: hands everything on.
 * - `refuse`: cuts all connections, and each new one at once.
 * - `hang`: takes connections and questions, and hands nothing on.
 * - `hang answers`: hands questions on, and keeps the answers: what was asked is done, and nobody hears of it.
 * - `cut answers`: hands questions on, and cuts the connection in place of the answer.
 * - `slow`: hands on after `SLOW_MS` milliseconds.
 * - `trickle`: hands answers on byte by byte, one every `TRICKLE_MS` milliseconds.
 * - {@link CutOne}: cuts one connection somewhere in an answer or a question, and passes again.
 */
export type FaultMode = 'pass' | 'refuse' | 'hang' | 'hang answers' | 'cut answers' | 'slow' | 'trickle' | CutOne

/** Where the one connection is cut. */
export interface CutOne {
  /** So many bytes of a connection are handed on; it is cut in place of the next. */
  readonly cutOneAfterBytes: number
  /** Of what the bytes are. Default: answers. */
  readonly of?: 'answers' | 'questions'
  /** Counts from the question on that has this text in it, and only in its connection. Default: from now on, in all of them. */
  readonly since?: string
  /** `reset`: at once, as by RST (the default). `end`: in good order, as by FIN. */
  readonly by?: 'reset' | 'end'
}

/** How late a slow proxy is, in milliseconds, each way. */
export const SLOW_MS = 50
/** Milliseconds between the bytes of a trickle. */
export const TRICKLE_MS = 20

/** A proxy on a port of this machine. */
export interface FaultProxy {
  readonly port: number
  /** `url` with the proxy in place of the server. */
  through(url: string): string
  /** From now on, also for connections there are. What hangs is handed on with the next mode that hands on. */
  set(mode: FaultMode): void
  /** Cuts all connections there are, in the middle of whatever they carry (RST). */
  reset(): void
  /** Refuses and passes so many times, each for `ms` milliseconds. Passes in the end. */
  flap(times: number, ms: number): Promise<void>
  /** How many clients are connected. */
  connections(): number
  /** Everything that clients have sent, since it was asked last. */
  heard(): string
  /** Everything that the server has answered, since it was asked last, handed on or not. */
  answered(): string
  close(): Promise<void>
}

/** Starts a proxy to `port` of this machine, which hands everything on at first. The server need not be there. */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  const clients = new Set<Socket>()
  const servers = new Set<Socket>()
  const connections = new Set<Connection>()
  let mode: FaultMode = 'pass'
  let heard = ''
  let answered = ''

  function set(next: FaultMode): void {
    mode = next
    if (mode === 'refuse') reset()
    for (const connection of connections) connection.restart()
  }

  function reset(): void {
    for (const socket of [...clients, ...servers]) socket.resetAndDestroy()
  }

  const listener = createServer((client) => {
    client.on('error', () => {})
    if (mode === 'refuse') {
      client.resetAndDestroy()
      return
    }
    const server = connect(port, '127.0.0.1')
    for (const [socket, all] of [[client, clients] as const, [server, servers] as const]) {
      all.add(socket.setNoDelay(true))
      socket.on('close', () => all.delete(socket))
    }
    client.on('data', (bytes) => {
      heard += bytes.toString('latin1')
    })
    server.on('data', (bytes) => {
      answered += bytes.toString('latin1')
    })
    const connection = createConnection({ client, server, mode: () => mode, cutOne: () => set('pass') })
    connections.add(connection)
    // What one side left behind may still wait for the other.
    server.on('close', () => connections.delete(connection))
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')

  return {
    port: address.port,
    through(url) {
      const there = new URL(url)
      there.port = String(address.port)
      return there.href
    },
    set,
    reset,
    async flap(times, ms) {
      for (let flap = 0; flap < times; flap += 1) {
        for (const next of ['refuse', 'pass'] as const) {
          set(next)
          await new Promise((resolve) => setTimeout(resolve, ms))
        }
      }
    },
    connections: () => clients.size,
    heard() {
      const all = heard
      heard = ''
      return all
    },
    answered() {
      const all = answered
      answered = ''
      return all
    },
    async close() {
      reset()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}
