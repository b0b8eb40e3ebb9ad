import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { Media } from './media.ts'
import { pictureKey } from './picture.ts'
import { readPictureFile } from './read-picture-file.ts'
import type { PictureRefusal } from './refusal.ts'

/** Where the pictures of an import come from and go to. */
export interface PictureSource {
  /** The folder of the product file, which names of pictures are below. */
  readonly folder: string
  readonly media: Media
}

/** What became of a file a product file names. */
export type TakenIn =
  | { readonly kind: 'taken'; readonly key: string }
  | { readonly kind: 'refused'; readonly refusal: PictureRefusal }

/**
 * Takes in one file: checks and reads it, and keeps a copy until it is encoded, unless that has been done. Whoever names
 * the key in the database makes it wait (see `encodeWaiting`).
 *
 * @param dryRun keeps nothing
 */
export async function takeIn(
  db: Kysely<ShopDatabase>,
  { folder, media }: PictureSource,
  name: string,
  dryRun: boolean,
): Promise<TakenIn> {
  const read = await readPictureFile(folder, name)
  if (read.kind === 'refused') return read
  const key = pictureKey(read.bytes)
  if (!dryRun && !(await isReady(db, media, key))) await media.keepWaiting(key, read.bytes)
  return { kind: 'taken', key }
}

async function isReady(db: Kysely<ShopDatabase>, media: Media, key: string): Promise<boolean> {
  const row = await db.selectFrom('picture').select(['width', 'height']).where('key', '=', key).executeTakeFirst()
  if (row === undefined || row.width === null || row.height === null) return false
  if (await media.has({ key, width: row.width, height: row.height })) return true
  // The database was brought back without its files: they are made anew.
  await db
    .transaction()
    .execute((write) =>
      write.updateTable('picture').set({ width: null, height: null }).where('key', '=', key).execute(),
    )
  return false
}
