import { randomUUID } from 'node:crypto'
import { access, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../data/make-folder.ts'
import { errorCodeOf } from '../error-code.ts'
import { fileNameOf, filesOf, isPictureKey, type Picture, parseFileName } from './picture.ts'

/**
 * The picture files of a shop: those that are served, and copies of those that wait to be encoded. Every file comes to
 * be by a rename, so none is ever half there, and several processes may write the same one.
 */
export interface Media {
  /** The file of that name; null if there is none, or the name is not one of ours. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Whether all files of a picture are there. */
  has(picture: Picture): Promise<boolean>
  write(name: string, bytes: Uint8Array): Promise<void>
  /** Keeps the file that a picture is to be made of, until it has been. */
  keepWaiting(key: string, bytes: Uint8Array): Promise<void>
  /** The file that waits; null if there is none. */
  waiting(key: string): Promise<Uint8Array | null>
  stopWaiting(key: string): Promise<void>
  /**
   * Deletes the files of all pictures but those that stay, and what writing left behind when it was cut off. Files
   * younger than an hour are left: an import may be about to name them.
   *
   * @param now milliseconds since 1970
   * @returns how many files are gone
   */
  deleteAllBut(stays: ReadonlySet<string>, now: number): Promise<number>
}

const HOUR_MS = 3_600_000

/** Makes the {@link Media} in `media` and `media-waiting` below `dataDir`. The folders come with the first file. */
export function createMedia(dataDir: string): Media {
  const served = join(dataDir, 'media')
  const waiting = join(dataDir, 'media-waiting')

  return {
    read: async (name) => (parseFileName(name) === null ? null : await orNull(readFile(join(served, name)))),
    async has(picture) {
      const found = filesOf(picture).map((file) => orNull(access(join(served, fileNameOf(picture.key, file)))))
      return (await Promise.all(found)).every((one) => one !== null)
    },
    async write(name, bytes) {
      if (parseFileName(name) === null) throw new TypeError(`"${name}" is no name of a picture's file.`)
      await writeWhole(served, name, bytes)
    },
    async keepWaiting(key, bytes) {
      if (!isPictureKey(key)) throw new TypeError(`"${key}" is no key of a picture.`)
      await writeWhole(waiting, key, bytes)
    },
    waiting: async (key) => (isPictureKey(key) ? await orNull(readFile(join(waiting, key))) : null),
    stopWaiting: (key) => rm(join(waiting, key), { force: true }),
    async deleteAllBut(stays, now) {
      const isLeft = (name: string): boolean => !stays.has(name.slice(0, name.search(/[-.]|$/)))
      return (await deleteOld(served, isLeft, now)) + (await deleteOld(waiting, isLeft, now))
    },
  }
}

/** Written to the disk before it gets its name: the database may promise it then. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  makeFolder(folder)
  const part = join(folder, `.${name}.${randomUUID()}`)
  try {
    const file = await open(part, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, join(folder, name))
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function deleteOld(folder: string, isLeft: (name: string) => boolean, now: number): Promise<number> {
  let deleted = 0
  for (const name of (await orNull(readdir(folder))) ?? []) {
    const found = isLeft(name) ? await orNull(stat(join(folder, name))) : null
    if (found === null || now - found.mtimeMs < HOUR_MS) continue
    await rm(join(folder, name), { force: true })
    deleted += 1
  }
  return deleted
}

/** Null for what is not there; `access` promises undefined for what is. */
async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise
  } catch (error) {
    const code = errorCodeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}
