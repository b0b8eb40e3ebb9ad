import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { errorCodeOf } from '../error-code.ts'
import { isSequence, kindOf } from './kind.ts'
import { BYTES_MAX } from './limits.ts'
import type { PictureRefusal } from './refusal.ts'

/** The bytes of a picture's file, or why they are not taken. */
export type PictureBytes =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly refusal: PictureRefusal }

/** Does not wait for the other end of a pipe, and follows no link that came after the path was checked. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)

/**
 * Reads a file below `folder`, wherever links in `name` lead: out of the folder they lead to a refusal. The file is
 * opened once, and what was opened is what is checked. Not more than {@link BYTES_MAX} bytes are read.
 *
 * @param name relative, of {@link parsePictureName}
 */
export async function readPictureFile(folder: string, name: string): Promise<PictureBytes> {
  let file: FileHandle | null = null
  try {
    const path = await realpath(join(folder, name))
    if (!path.startsWith((await realpath(folder)).replace(/[\\/]$/, '') + sep)) return refused('outside')
    file = await open(path, FLAGS)
    return await readOpened(file)
  } catch (error) {
    return refused(refusalOf(error))
  } finally {
    await file?.close()
  }
}

async function readOpened(file: FileHandle): Promise<PictureBytes> {
  const found = await file.stat()
  if (!found.isFile()) return refused('not-a-file')
  if (found.size === 0) return refused('empty')
  if (found.size > BYTES_MAX) return refused('too-many-bytes')
  const bytes = new Uint8Array(found.size)
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return judge(bytes.subarray(0, filled))
}

function judge(bytes: Uint8Array): PictureBytes {
  if (kindOf(bytes) === null) return refused('unknown-type')
  return isSequence(bytes) ? refused('animated') : { kind: 'read', bytes }
}

function refused(refusal: PictureRefusal): PictureBytes {
  return { kind: 'refused', refusal }
}

function refusalOf(error: unknown): PictureRefusal {
  switch (errorCodeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return 'missing'
    case 'ENXIO':
    case 'EISDIR':
      return 'not-a-file'
    case 'ELOOP':
      return 'outside'
    default:
      return 'unreadable'
  }
}

const NAME_CHARS_MAX = 500

/**
 * The name of a file below the folder of a product file: `pictures/mug.jpg`, `./mug.jpg`. Null for what is no such name:
 * an absolute path, one with `..`, a backslash or control characters, an address.
 */
export function parsePictureName(text: string): string | null {
  const name = text.replace(/^(\.\/)+/, '')
  if (name.length > NAME_CHARS_MAX || /[\\\p{Cc}]/u.test(name) || /^[a-z][a-z0-9+.-]*:/i.test(name)) return null
  const parts = name.split('/')
  return parts.some((part) => part === '' || part === '.' || part === '..') ? null : name
}
