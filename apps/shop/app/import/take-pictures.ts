import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { RefusedPicture } from '../pictures/encode-waiting.ts'
import { type PictureSource, takeIn } from '../pictures/intake.ts'
import { type PictureRefusal, refusalText } from '../pictures/refusal.ts'
import { isAddress } from './cells.ts'
import type { ParsedProduct } from './model.ts'
import { type ImportProblem, quoted } from './problems.ts'

/** Where a product file names a picture first. */
export interface PicturePlace {
  readonly row: number
  readonly line: number
  readonly handle: string
  readonly name: string
}

/** What became of the pictures that a product file names. */
export interface TakenPictures {
  /** The pictures that were taken in, by name. */
  readonly keys: ReadonlyMap<string, string>
  /** Where each of them is named first, by key. */
  readonly places: ReadonlyMap<string, PicturePlace>
  /** Those that were not. */
  readonly problems: readonly ImportProblem[]
}

/** Takes in every file that the products name, each once. */
export async function takePictures(
  db: Kysely<ShopDatabase>,
  products: Iterable<ParsedProduct | null>,
  source: PictureSource,
  dryRun: boolean,
): Promise<TakenPictures> {
  const keys = new Map<string, string>()
  const places = new Map<string, PicturePlace>()
  const problems: ImportProblem[] = []
  for (const place of placesIn(products).values()) {
    const taken = await takeIn(db, source, place.name, dryRun)
    if (taken.kind === 'refused') problems.push(pictureProblem(place, taken.refusal))
    else {
      keys.set(place.name, taken.key)
      if (!places.has(taken.key)) places.set(taken.key, place)
    }
  }
  return { keys, places, problems }
}

/** What to tell of pictures that turned out to be none when they were encoded. */
export function encodingProblems(
  refused: readonly RefusedPicture[],
  places: ReadonlyMap<string, PicturePlace>,
): ImportProblem[] {
  return refused.flatMap(({ key, refusal }) => {
    const place = places.get(key)
    return place === undefined ? [] : [pictureProblem(place, refusal)]
  })
}

function pictureProblem({ row, line, handle, name }: PicturePlace, refusal: PictureRefusal): ImportProblem {
  const message = `The picture ${quoted(name)} is not taken. ${refusalText(refusal)}`
  return { row, line, handle, severity: 'warning', code: `import/picture-${refusal}`, message }
}

/** By name, in the order of the file. */
function placesIn(products: Iterable<ParsedProduct | null>): ReadonlyMap<string, PicturePlace> {
  const places = new Map<string, PicturePlace>()
  for (const product of products) {
    if (product === null) continue
    const { handle, images = [], variants = [] } = product
    const own = variants.map(({ row, line, imageSource }) => ({ row, line, source: imageSource ?? null }))
    for (const { row, line, source: name } of [...images, ...own]) {
      if (name === null || isAddress(name) || places.has(name)) continue
      places.set(name, { row, line, handle, name })
    }
  }
  return places
}
