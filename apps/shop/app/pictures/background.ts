import type { Logger } from 'pino'
import { errorFields } from '../log.ts'
import type { Shop } from '../shop.ts'
import { encodeWaiting, type RefusedPicture } from './encode-waiting.ts'
import { createEncoder, type Encoder } from './encoder.ts'
import { refusalText } from './refusal.ts'

/** Pictures that are encoded while the shop is open. */
export interface BackgroundEncoding {
  /** Ends it; what is left goes on at the next start. */
  stop(): Promise<void>
  /** Fulfilled when nothing is left to do. Never rejected. */
  readonly ended: Promise<void>
}

/** The progress is told after so many pictures. */
const TOLD_EVERY = 10

/** Begins to encode the pictures that wait, and tells the log how far it is. The pages have drawings meanwhile. */
export function encodeInBackground(
  { db, media, log }: Pick<Shop, 'db' | 'media' | 'log'>,
  encode: Encoder = createEncoder({ yields: true }),
): BackgroundEncoding {
  const stopping = new AbortController()
  const options = {
    signal: stopping.signal,
    onProgress: ({ done, total }: { done: number; total: number }) => {
      if (done % TOLD_EVERY === 0 || done === total) log.info({ done, total }, `pictures: ${done} of ${total}`)
    },
    onRefused: (refused: RefusedPicture) => tellRefused(log, refused),
  }
  const ended = encodeWaiting({ db, media, encode }, options).then(
    () => {},
    (error: unknown) => log.error(errorFields(error), 'pictures are not encoded'),
  )
  return {
    ended,
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

function tellRefused(log: Logger, { refusal, uses }: RefusedPicture): void {
  const fields = { code: `import/picture-${refusal}`, pictures: uses.map(({ source }) => source) }
  log.warn({ ...fields, products: uses.map(({ handle }) => handle) }, `a picture is not taken: ${refusalText(refusal)}`)
}
