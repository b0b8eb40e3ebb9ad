/*
 * Drawn pictures for products without one: bowls, cloth, hills, a branch, arches, tiles. They are made of shapes
 * alone: no text, no script, no style sheet, no id and nothing fetched, so they are safe and the same everywhere.
 */
import { drawArches } from './placeholder/arches.ts'
import { drawBowls } from './placeholder/bowls.ts'
import { drawBranch } from './placeholder/branch.ts'
import { createChance } from './placeholder/chance.ts'
import { drawCloth } from './placeholder/cloth.ts'
import { drawHills } from './placeholder/hills.ts'
import { type Composition, PALETTES, SIDE } from './placeholder/shapes.ts'
import { drawTiles } from './placeholder/tiles.ts'

const COMPOSITIONS: readonly Composition[] = [drawBowls, drawCloth, drawHills, drawBranch, drawArches, drawTiles]

/** Another edition deals the pictures anew. This one makes a varied shelf of the demo catalogue. */
const EDITION = 2795

/**
 * A calm square picture in SVG, always the same for the same seed. Nothing of the seed's text is in it, so any text
 * may be one, such as a product's handle.
 */
export function drawPlaceholder(seed: string): string {
  const chance = createChance(`${EDITION} ${seed}`)
  const palette = chance.pick(PALETTES)
  const shapes = chance.pick(COMPOSITIONS)(chance, palette)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}">${shapes.join('')}</svg>`
}
