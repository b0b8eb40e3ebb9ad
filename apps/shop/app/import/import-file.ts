import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import { errorCodeOf } from '../error-code.ts'
import type { Media } from '../pictures/media.ts'
import { type ImportOptions, type ImportReport, importProducts } from './import.ts'
import { ImportError } from './problems.ts'

/** How a file is imported. */
export interface FileImportOptions extends Omit<ImportOptions, 'pictures'> {
  /** Where the pictures are kept; those of the file are in its folder. */
  readonly media: Media
}

/**
 * Imports a product file by its path; see {@link importProducts}.
 *
 * @throws {ImportError} also `import/no-file`, `import/not-a-file`, `import/unreadable`
 */
export async function importFile(
  db: Kysely<ShopDatabase>,
  path: string,
  { media, ...options }: FileImportOptions,
): Promise<ImportReport> {
  const file = await openFile(path)
  try {
    if (!(await file.stat()).isFile()) {
      throw new ImportError('import/not-a-file', `${path} is not a file. Name the CSV file itself.`)
    }
    const pictures = { folder: dirname(path), media }
    return await importProducts(db, file.createReadStream({ autoClose: false }), { ...options, pictures })
  } finally {
    await file.close()
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (cause) {
    const code = errorCodeOf(cause)
    throw code === 'ENOENT' || code === 'ENOTDIR'
      ? new ImportError('import/no-file', `There is no file ${path}. Check its name and folder.`, { cause })
      : new ImportError(
          'import/unreadable',
          `${path} cannot be opened (${String(code)}). Check that you may read it.`,
          {
            cause,
          },
        )
  }
}
