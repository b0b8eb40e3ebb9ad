import type { CartVariant } from '../../catalogue/queries.ts'
import { previewOf } from '../../pictures/picture.ts'
import { routes } from '../../routes.ts'

/** A picture under one address; width and height in pixels. */
export interface WirePicture {
  readonly href: string
  readonly width: number
  readonly height: number
}

const DRAWING_SIDE = 800

/** The picture of a variant, or the drawing that stands in for it. */
export function pictureOf({ handle, image }: Pick<CartVariant, 'handle' | 'image'>): WirePicture {
  if (image !== null && image.picture !== null) return previewOf(image.picture)
  return { href: routes.placeholder.path({ handle }), width: DRAWING_SIDE, height: DRAWING_SIDE }
}
