import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { Media } from './media.ts'

/**
 * Deletes the files of pictures that no product has any more. Not to be done while an import runs.
 *
 * @param now milliseconds since 1970
 * @returns how many files are gone
 */
export async function deleteUnusedPictures(db: Kysely<ShopDatabase>, media: Media, now: number): Promise<number> {
  const rows = await db.transaction().execute(async (write) => {
    await write
      .deleteFrom('picture')
      .where('key', 'not in', (used) =>
        used
          .selectFrom('image')
          .select('picture_key')
          .where('picture_key', 'is not', null)
          .$castTo<{ picture_key: string }>(),
      )
      .execute()
    return await write.selectFrom('picture').select('key').execute()
  })
  return await media.deleteAllBut(new Set(rows.map(({ key }) => key)), now)
}
