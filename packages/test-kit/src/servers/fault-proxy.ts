/**
 * Stands between an app and a server, and fails as networks do.
 *
 * @module
 */
import { connect, createServer, type Socket } from 'node:net'
import { createFlow, type Flow } from './fault-flow.ts'

/**
 * What the proxy does, from the next bytes on.
 * - `pass`: hands everything on.
 * - `refuse`: cuts all connections, and each new one at once.
 * - `hang`: takes connections and questions, and hands nothing on.
 * - `hang answers`: hands questions on, and keeps the answers: what was asked is done, and nobody hears of it.
 * - `cut answers`: hands questions on, and cuts the connection in place of the answer.
 * - `slow`: hands on after `SLOW_MS` milliseconds.
 * - `trickle`: hands answers on byte by byte, one every `TRICKLE_MS` milliseconds.
 * - `cutOneAfterBytes`: hands on that many bytes of answers of a connection, cuts it in place of the next, and passes again.
 */
export type FaultMode =
  | 'pass'
  | 'refuse'
  | 'hang'
  | 'hang answers'
  | 'cut answers'
  | 'slow'
  | 'trickle'
  | { readonly cutOneAfterBytes: number }

/** How late a slow proxy is, in milliseconds, each way. */
export const SLOW_MS = 50
/** Milliseconds between the bytes of a trickle. */
export const TRICKLE_MS = 20

/** A proxy on a port of this machine. */
export interface FaultProxy {
  readonly port: number
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
  close(): Promise<void>
}

/** Starts a proxy to `port` of this machine, which hands everything on at first. The server need not be there. */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  const clients = new Set<Socket>()
  const servers = new Set<Socket>()
  const flows = new Set<Flow>()
  let mode: FaultMode = 'pass'
  let heard = ''

  function set(next: FaultMode): void {
    mode = next
    if (mode === 'refuse') reset()
    for (const flow of flows) flow.restart()
  }

  function reset(): void {
    for (const socket of [...clients, ...servers]) socket.resetAndDestroy()
  }

  function handOn(from: Socket, to: Socket, isAnswer: boolean): void {
    const flow = createFlow({ from, to, isAnswer, mode: () => mode, cutOne: () => set('pass') })
    flows.add(flow)
    // What the other side left behind may still wait.
    to.on('close', () => flows.delete(flow))
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
    handOn(client, server, false)
    handOn(server, client, true)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')

  return {
    port: address.port,
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
    async close() {
      reset()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}
