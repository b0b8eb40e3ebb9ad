import { availableParallelism } from 'node:os'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { Encoder } from './encoder.ts'
import type { Media } from './media.ts'
import { fileNameOf } from './picture.ts'
import type { PictureRefusal } from './refusal.ts'

/** What encoding needs of the shop. */
export interface EncodingParts {
  readonly db: Kysely<ShopDatabase>
  readonly media: Media
  readonly encode: Encoder
}

/** How far encoding is, in pictures. */
export interface EncodingProgress {
  readonly done: number
  readonly total: number
}

/** A picture of which nothing can be made, and where it was meant to be. */
export interface RefusedPicture {
  readonly key: string
  readonly refusal: PictureRefusal
  /** The names in the product file, and the products. */
  readonly uses: readonly { readonly source: string; readonly handle: string }[]
}

/** How encoding is watched and ended. */
export interface EncodingOptions {
  /** Ends it; what is left goes on waiting. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: EncodingProgress) => void
  readonly onRefused: (refused: RefusedPicture) => void
}

/** Processes at once: on large machines not all of it. */
const PROCESSES_MAX = 4

/**
 * Encodes all pictures that wait, a few at a time. Each is on the pages as soon as it is ready. One that is refused is
 * forgotten: its products keep their drawing until an import names it again.
 *
 * Two processes may do so at once; then some pictures are encoded twice, and nothing is wrong.
 *
 * @returns how many there were
 * @throws {EncoderUnusable}
 */
export async function encodeWaiting(parts: EncodingParts, options: EncodingOptions): Promise<number> {
  const { signal, onProgress } = options
  const waiting = await parts.db
    .selectFrom('picture')
    .select('key')
    .where('width', 'is', null)
    .orderBy('taken_at')
    .execute()
  const keys = waiting.map(({ key }) => key).values()
  const total = waiting.length
  let done = 0

  async function work(): Promise<void> {
    for (const key of keys) {
      if (signal.aborted) return
      if (!(await encodeOne(parts, key, options))) return
      done += 1
      onProgress({ done, total })
    }
  }

  const workers = Math.min(PROCESSES_MAX, availableParallelism(), total)
  await Promise.all(Array.from({ length: workers }, work))
  return total
}

/** False: it was interrupted. */
async function encodeOne(parts: EncodingParts, key: string, options: EncodingOptions): Promise<boolean> {
  const bytes = await parts.media.waiting(key)
  // Another process was faster, or somebody has tidied up: an import brings it again.
  if (bytes === null) return true
  const encoded = await parts.encode(bytes, options.signal)
  switch (encoded.kind) {
    case 'interrupted':
      return false
    case 'refused':
      options.onRefused(await forget(parts, key, encoded.refusal))
      return true
    case 'encoded': {
      const { width, height, files } = encoded
      for (const file of files) await parts.media.write(fileNameOf(key, file), file.bytes)
      await parts.db
        .transaction()
        .execute((write) => write.updateTable('picture').set({ width, height }).where('key', '=', key).execute())
      await parts.media.stopWaiting(key)
      return true
    }
  }
}

async function forget({ db, media }: EncodingParts, key: string, refusal: PictureRefusal): Promise<RefusedPicture> {
  const uses = await db.transaction().execute(async (write) => {
    const found = await write
      .selectFrom('image')
      .innerJoin('product', 'product.id', 'image.product_id')
      .select(['image.source', 'product.handle'])
      .where('image.picture_key', '=', key)
      .execute()
    await write.deleteFrom('picture').where('key', '=', key).where('width', 'is', null).execute()
    return found
  })
  await media.stopWaiting(key)
  return { key, refusal, uses }
}
