import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The address cannot be served. `message` is a whole sentence for whoever started the shop. */
export class CannotListen extends Error {
  override readonly name: string = 'CannotListen'
}

/**
 * Time limits in milliseconds. Slow clients must not hold connections for ever; connections that wait for their next
 * request are kept a little longer than the minute for which most proxies keep theirs.
 */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
}

const IDLE_CHECK_MS = 50

/** A server that has its port. */
export interface Listening {
  /** The one that was asked for, or that was free if 0 was. */
  readonly port: number
  /**
   * From now on `listener` answers; requests that came before wait for it.
   */
  answerWith(listener: RequestListener): void
  /**
   * Takes no more connections, and lets the requests under way finish, for `deadlineMs` at most: then they
   * are cut off. Resolves when no connection is left.
   */
  drain(deadlineMs: number): Promise<'drained' | 'cut'>
}

/**
 * Takes a port. The shop opens after that, so that a port that is in use is told before anything is changed.
 *
 * @param port 0 for any free one
 * @throws {CannotListen}
 */
export async function listen(port: number, host: string): Promise<Listening> {
  const { promise: listener, resolve: answerWith } = Promise.withResolvers<RequestListener>()
  const server = createServer(LIMITS, async (request, response) => (await listener)(request, response))
  await listening(server, port, host)
  return {
    port: (server.address() as AddressInfo).port,
    answerWith,
    drain: (deadlineMs) => drain(server, deadlineMs),
  }
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)))
  server.listen(port, host, () => {
    server.removeAllListeners('error')
    resolve()
  })
  await promise
}

function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): CannotListen {
  switch (error.code) {
    case 'EADDRINUSE':
      return new CannotListen(`Port ${port} of ${host} is in use. Stop what uses it, or set PORT to another one.`)
    case 'EACCES':
      return new CannotListen(`Port ${port} may not be used by this user. Set PORT to one above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CannotListen(`This machine has no address "${host}". Set HOST to one it has, such as 127.0.0.1.`)
    default:
      return new CannotListen(`Port ${port} of ${host} cannot be used: ${error.message}.`)
  }
}

async function drain(server: Server, deadlineMs: number): Promise<'drained' | 'cut'> {
  const closed = Promise.withResolvers<'drained' | 'cut'>()
  let outcome: 'drained' | 'cut' = 'drained'
  const deadline = setTimeout(() => {
    outcome = 'cut'
    server.closeAllConnections()
  }, deadlineMs)
  // A connection that is kept alive after its last answer would hold the server until its client goes away.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
  server.close(() => closed.resolve(outcome))
  server.closeIdleConnections()
  try {
    return await closed.promise
  } finally {
    clearTimeout(deadline)
    clearInterval(idle)
  }
}
