import type { Reply } from 'comanda/http'
import type { Compressor } from './compressor.ts'
import { type Encoding, isCompressible, preferredEncoding } from './encoding.ts'
import { isKnown, weakEtagOf } from './etag.ts'

/** The part of a request that decides how its answer travels. */
export interface AskedHead {
  readonly method: string
  /** The header of that lower-case name. */
  header(name: string): string | null | undefined
}

/** How answers leave the shop: with a validator, answered with 304 where the client has them already, and compressed. */
export interface Edge {
  /**
   * A page. Strangers all get the same one, so it has a validator, and its compressed form is remembered; whoever sends
   * a cookie may get one of their own, which is compressed and no more.
   */
  page(asked: AskedHead, reply: Reply): Reply
  /** A file that is the same for all, cookies or not: compressed once, as small as can be. */
  file(asked: AskedHead, reply: Reply): Promise<Reply>
}

/** Below this many bytes, compressing costs more than it saves. */
const COMPRESSED_BYTES_MIN = 1_024

const READING: readonly string[] = ['GET', 'HEAD']
const encoder = new TextEncoder()

/**
 * Makes an {@link Edge}. It works on replies, before the one Response is made of them: headers that are changed later
 * cost several times as much.
 *
 * Answers marked `no-store` are never compressed. Whoever can watch the length of answers and have a visitor's browser
 * ask for a text of theirs could otherwise guess what stands beside it, letter by letter (BREACH). All others may be:
 * the form token, the one secret in them, is masked anew for each page, and SameSite keeps the session out of requests
 * that other sites make, unless they open the page in a window.
 */
export function createEdge(compressor: Compressor): Edge {
  return {
    page(asked, reply) {
      if (!isWhole(asked, reply)) return reply
      const isShared = !asked.header('cookie') && reply.cookies === undefined && isPublic(reply)
      const etag = isShared ? weakEtagOf(reply.body) : null
      if (etag !== null && isKnown(asked.header('if-none-match'), etag)) return notModified(reply, etag)
      const encoding = encodingOf(asked, reply, isShared ? 'smallest' : 'quickest')
      const body = bytesOf(reply.body)
      if (encoding === 'identity') return sent(reply, body, encoding, etag)
      const made = etag === null ? compressor.now(body, encoding) : compressor.once(body, encoding, etag)
      return sent(reply, made, encoding, etag)
    },

    async file(asked, reply) {
      if (!isWhole(asked, reply)) return reply
      const etag = etagOf(reply)
      if (isKnown(asked.header('if-none-match'), etag)) return notModified(reply, etag)
      const encoding = encodingOf(asked, reply, 'smallest')
      const body = bytesOf(reply.body)
      return sent(reply, encoding === 'identity' ? body : await compressor.best(body, encoding, etag), encoding, etag)
    },
  }
}

type Whole = Reply & { readonly body: string | Uint8Array<ArrayBuffer> }

/** Whether the answer is a body that was asked for, and nobody has encoded it before. */
function isWhole({ method }: AskedHead, reply: Reply): reply is Whole {
  const { status, body, headers } = reply
  return status === 200 && body !== null && headers['content-encoding'] === undefined && READING.includes(method)
}

/** A strong validator would have to be another one for each encoding. */
function etagOf(reply: Whole): string {
  const own = reply.headers['etag']
  if (own === undefined) return weakEtagOf(reply.body)
  return own.startsWith('W/') || !varies(reply) ? own : `W/${own}`
}

function isPublic({ headers }: Reply): boolean {
  return /\bpublic\b/.test(headers['cache-control'] ?? '')
}

function encodingOf(asked: AskedHead, reply: Whole, first: 'smallest' | 'quickest'): Encoding {
  return varies(reply) ? preferredEncoding(asked.header('accept-encoding'), first) : 'identity'
}

/** Whether the answer is one that is compressed for those who like it. */
function varies({ body, headers }: Whole): boolean {
  if (body.length < COMPRESSED_BYTES_MIN || /\bno-store\b/.test(headers['cache-control'] ?? '')) return false
  return isCompressible(headers['content-type'] ?? '')
}

function bytesOf(body: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? encoder.encode(body) : body
}

function sent(reply: Whole, body: Uint8Array<ArrayBuffer>, encoding: Encoding, etag: string | null): Reply {
  const headers: Record<string, string> = { ...reply.headers, 'content-length': String(body.length) }
  if (encoding !== 'identity') headers['content-encoding'] = encoding
  if (varies(reply)) headers['vary'] = variedBy(reply)
  if (etag !== null) headers['etag'] = etag
  return { ...reply, body, headers }
}

/** What a cache needs to go on using what it has (RFC 9110, section 15.4.5), and no body. */
function notModified(reply: Whole, etag: string): Reply {
  const cacheControl = reply.headers['cache-control']
  const vary = varies(reply) ? variedBy(reply) : reply.headers['vary']
  const headers = { etag, ...(cacheControl ? { 'cache-control': cacheControl } : {}), ...(vary ? { vary } : {}) }
  return { status: 304, body: null, headers }
}

function variedBy({ headers }: Reply): string {
  return headers['vary'] ? `${headers['vary']}, Accept-Encoding` : 'Accept-Encoding'
}
