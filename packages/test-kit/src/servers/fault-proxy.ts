/**
 * Stands between an app and a server, and fails as networks do.
 *
 * @module
 */
import { connect, createServer, type Socket } from 'node:net'

/**
 * What the proxy does.
 * - `pass`: hands everything on.
 * - `refuse`: cuts all connections, and each new one at once.
 * - `hang`: takes connections and questions, and hands nothing on.
 * - `cut answers`: hands questions on, and cuts the connection in place of the answer.
 * - `slow`: hands on after `SLOW_MS` milliseconds.
 */
export type FaultMode = 'pass' | 'refuse' | 'hang' | 'cut answers' | 'slow'

/** How late a slow proxy is, in milliseconds, each way. */
export const SLOW_MS = 50

/** A proxy on a port of this machine. */
export interface FaultProxy {
  readonly port: number
  /** From now on, also for connections there are. What hangs is handed on with the next `pass`. */
  set(mode: FaultMode): void
  /** Everything that clients have sent, since it was asked last. */
  heard(): string
  close(): Promise<void>
}

/** Starts a proxy to `port` of this machine, which hands everything on at first. */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  const waiting: (() => void)[] = []
  let mode: FaultMode = 'pass'
  let heard = ''

  /** Hands on what `from` sends, as the mode of that moment says. */
  function handOn(from: Socket, to: Socket, isAnswer: boolean): void {
    from.on('data', (bytes) => {
      if (!isAnswer) heard += bytes.toString('latin1')
      const write = (): void => void (to.destroyed || to.write(bytes))
      if (mode === 'hang') waiting.push(write)
      else if (mode === 'slow') setTimeout(write, SLOW_MS)
      else if (mode === 'cut answers' && isAnswer) cut(from, to)
      else write()
    })
    from.on('error', () => cut(from, to))
    from.on('close', () => cut(from, to))
  }

  function cut(...ends: readonly Socket[]): void {
    for (const end of ends) {
      end.destroy()
      sockets.delete(end)
    }
  }

  const server = createServer((client) => {
    if (mode === 'refuse') {
      client.on('error', () => {})
      client.resetAndDestroy()
      return
    }
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [client, upstream]) sockets.add(socket.setNoDelay(true))
    handOn(client, upstream, false)
    handOn(upstream, client, true)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')

  return {
    port: address.port,
    set(next) {
      mode = next
      if (mode === 'refuse') cut(...sockets)
      if (mode === 'pass') for (const write of waiting.splice(0)) write()
    },
    heard() {
      const all = heard
      heard = ''
      return all
    },
    async close() {
      cut(...sockets)
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
