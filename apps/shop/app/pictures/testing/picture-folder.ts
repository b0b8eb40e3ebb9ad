import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder with a product file and pictures. */
export interface PictureFolder {
  readonly folder: string
  /** Writes a file below the folder. */
  add(name: string, bytes: Uint8Array | string): void
  /** Writes the product file: products by handle with the names of their pictures. Answers its path. */
  products(rows: Readonly<Record<string, readonly string[]>>): string
  /** Deletes all of it. */
  remove(): void
}

/** Makes an empty {@link PictureFolder}. */
export function createPictureFolder(): PictureFolder {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-with-pictures-'))

  function add(name: string, bytes: Uint8Array | string): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }

  return {
    folder,
    add,
    products(rows) {
      const lines = Object.entries(rows).flatMap(([handle, names]) =>
        (names.length === 0 ? [''] : names).map((name, index) =>
          index === 0
            ? `${handle},${handle},5.00,${name},Picture of ${handle}`
            : `${handle},,,${name},More of ${handle}`,
        ),
      )
      add('products.csv', ['Handle,Title,Price,Image Src,Image Alt Text', ...lines].join('\n'))
      return join(folder, 'products.csv')
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
