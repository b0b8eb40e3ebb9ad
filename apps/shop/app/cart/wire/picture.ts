import type { CartVariant } from '../../catalogue/queries.ts'
import { routes } from '../../routes.ts'

/** Width and height of a product's picture, in pixels. */
export const PICTURE_SIDE = 800

/** The address of the picture of a variant: drawn here, since nothing is fetched from where a catalogue says it is. */
export function pictureHref({ handle }: Pick<CartVariant, 'handle'>): string {
  return routes.placeholder.path({ handle })
}
