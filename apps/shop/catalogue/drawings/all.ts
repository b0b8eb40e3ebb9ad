import type { Drawings } from './scenes/drawing.ts'
import { kitchen } from './scenes/kitchen.ts'
import { light } from './scenes/light.ts'
import { pantry } from './scenes/pantry.ts'
import { paper } from './scenes/paper.ts'
import { textiles } from './scenes/textiles.ts'
import { collections, WIDE, wide } from './scenes/wide.ts'
import { wood } from './scenes/wood.ts'
import { type Room, SQUARE } from './tools/room.ts'
import { createSheet } from './tools/sheet.ts'

const SQUARES: Drawings = { ...kitchen, ...textiles, ...pantry, ...paper, ...wood, ...light, ...collections }

/** The names of all pictures, which are those of their files without the ending. */
export const PICTURE_NAMES: readonly string[] = [...Object.keys(SQUARES), ...Object.keys(wide)]

/** A picture as SVG. The same name gives the same picture, always. */
export function drawPicture(name: string): string {
  const [room, drawing]: [Room, Drawings[string] | undefined] =
    name in wide ? [WIDE, wide[name]] : [SQUARE, SQUARES[name]]
  if (drawing === undefined) throw new RangeError(`There is no drawing called “${name}”.`)
  const sheet = createSheet(name)
  return sheet.picture(room.width, room.height, drawing(sheet))
}
