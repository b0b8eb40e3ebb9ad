import { promisify } from 'node:util'
import { type BrotliOptions, brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { Encoding } from './encoding.ts'

/** A way to make bodies smaller. */
export type Squeeze = Exclude<Encoding, 'identity'>

/** Makes bodies smaller, and remembers those it may meet again. */
export interface Compressor {
  /** At once and quickly: a page that nobody else will be sent. */
  now(body: Uint8Array, encoding: Squeeze): Uint8Array<ArrayBuffer>
  /** The same for a page that others are sent too: remembered under `etag`, which stands for its content. */
  once(body: Uint8Array, encoding: Squeeze, etag: string): Uint8Array<ArrayBuffer>
  /** As small as can be, in another thread: for files that are sent for days. Remembered as well. */
  best(body: Uint8Array, encoding: Squeeze, etag: string): Promise<Uint8Array<ArrayBuffer>>
}

/** What is remembered together takes no more than this many bytes; what was asked for longest ago goes first. */
const REMEMBERED_BYTES_MAX = 16 * 1024 * 1024

/** Here a step more takes several times as long, for some hundredths fewer bytes. */
const QUICK = { br: 4, gzip: 4 }
const BEST = { br: constants.BROTLI_MAX_QUALITY, gzip: constants.Z_BEST_COMPRESSION }

const brotliAside = promisify<Uint8Array, BrotliOptions, Uint8Array<ArrayBuffer>>(brotliCompress)
const gzipAside = promisify<Uint8Array, { level: number }, Uint8Array<ArrayBuffer>>(gzip)

/** A {@link Compressor} that remembers nothing yet. */
export function createCompressor(bytesMax: number = REMEMBERED_BYTES_MAX): Compressor {
  const remembered = createMemory(bytesMax)

  return {
    now: squeezed,
    once(body, encoding, etag) {
      const key = `${encoding} ${etag}`
      const known = remembered.get(key)
      if (known !== undefined) return known
      const made = squeezed(body, encoding)
      remembered.set(key, made)
      return made
    },
    async best(body, encoding, etag) {
      const key = `best ${encoding} ${etag}`
      const known = remembered.get(key)
      if (known !== undefined) return known
      const made = await squeezedAside(body, encoding)
      remembered.set(key, made)
      return made
    },
  }
}

function squeezed(body: Uint8Array, encoding: Squeeze): Uint8Array<ArrayBuffer> {
  return encoding === 'br'
    ? brotliCompressSync(body, brotliOptions(body, QUICK.br))
    : gzipSync(body, { level: QUICK.gzip })
}

function squeezedAside(body: Uint8Array, encoding: Squeeze): Promise<Uint8Array<ArrayBuffer>> {
  return encoding === 'br' ? brotliAside(body, brotliOptions(body, BEST.br)) : gzipAside(body, { level: BEST.gzip })
}

function brotliOptions(body: Uint8Array, quality: number): BrotliOptions {
  return {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  }
}

interface Memory {
  get(key: string): Uint8Array<ArrayBuffer> | undefined
  set(key: string, bytes: Uint8Array<ArrayBuffer>): void
}

/** A Map keeps the order in which keys came, so the first one is the one that was asked for longest ago. */
function createMemory(bytesMax: number): Memory {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  let bytes = 0

  function forget(key: string): void {
    bytes -= kept.get(key)?.length ?? 0
    kept.delete(key)
  }

  return {
    get(key) {
      const found = kept.get(key)
      if (found === undefined) return undefined
      kept.delete(key)
      kept.set(key, found)
      return found
    },
    set(key, made) {
      forget(key)
      kept.set(key, made)
      bytes += made.length
      for (const oldest of kept.keys()) {
        if (bytes <= bytesMax) break
        forget(oldest)
      }
    },
  }
}
