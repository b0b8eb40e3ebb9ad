import { line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit } from '../tools/colour.ts'
import { fade, lying, plane, soft } from '../tools/light.ts'
import { corners, curve, type Point, slab } from '../tools/outline.ts'
import { type Sheet, within } from '../tools/sheet.ts'

/** The threads of a cloth, to lay over its colour. `size` of a thread; `strength` from 0 to 1. */
export function weave(sheet: Sheet, width: number, height: number, size: number, strength = 0.16): string {
  const fill = sheet.define(
    (id) =>
      `<pattern id="${id}" width="${size * 2}" height="${size * 2}" patternUnits="userSpaceOnUse">` +
      `<rect width="${size}" height="${size}" fill="#fff8e8" opacity="${strength}"/><rect x="${size}" y="${size}" width="${size}" height="${size}" fill="#fff8e8" opacity="${strength}"/>` +
      `<rect x="${size}" width="${size}" height="${size}" fill="#2a1722" opacity="${strength * 0.6}"/></pattern>`,
  )
  return rect(-width, -height, width * 2, height * 2, fill)
}

/** Stripes down a cloth: places and widths as shares of `width`. */
export function stripes(
  width: number,
  height: number,
  colour: string,
  places: readonly (readonly [number, number])[],
): string {
  return places
    .map(([place, wide]) => rect(width * place, -20, width * wide, height + 40, colour, ' opacity="0.9"'))
    .join('')
}

/** A cloth that hangs from 0, 0: folds run down, and its lower edge waves. `print` is what is woven or printed on it. */
export function hanging(
  sheet: Sheet,
  width: number,
  height: number,
  colour: string,
  print: string,
  gathered = 0.32,
): string {
  const half = width / 2
  const top = half * gathered
  const lower: Point[] = [1, 0.66, 0.33, 0, -0.33, -0.66, -1].map((share, index) => [
    half * share,
    height + (index % 2 === 0 ? -14 : 16),
  ])
  const d = `M${-top} 0Q0 ${-height * 0.03} ${top} 0C${top * 1.3} ${height * 0.2} ${half * 0.98} ${height * 0.35} ${half} ${height - 14}L${curve(lower).slice(1)}C${-half * 0.98} ${height * 0.35} ${-top * 1.3} ${height * 0.2} ${-top} 0Z`
  let folds = ''
  for (const [share, strength] of [
    [-0.72, 0.3],
    [-0.3, 0.42],
    [0.12, 0.36],
    [0.5, 0.46],
    [0.86, 0.5],
  ] as const) {
    const from = top * share
    folds += line(
      `M${from} 0C${from} ${height * 0.3} ${half * share} ${height * 0.4} ${half * share} ${height + 10}`,
      '#24121c',
      width * 0.07,
      ` opacity="${strength}"`,
    )
    folds += line(
      `M${from - 16} 0C${from - 18} ${height * 0.3} ${half * share - width * 0.085} ${height * 0.4} ${half * share - width * 0.085} ${height + 10}`,
      '#fff6e0',
      width * 0.05,
      ` opacity="${strength}"`,
    )
  }
  return (
    lying(sheet, d, 1.2) +
    path(d, plane(sheet, colour)) +
    within(sheet, d, print + soft(sheet, width * 0.028, folds) + weave(sheet, width, height * 1.2, 4, 0.1))
  )
}

/** A folded cloth that lies on a table seen from its front: layers at 0, 0 upwards. */
export function folded(
  sheet: Sheet,
  width: number,
  colour: string,
  layers: number,
  print: (y: number, tall: number) => string,
  tall = 46,
): string {
  let drawn = ''
  for (let layer = 0; layer < layers; layer += 1) {
    const [y, lean] = [-(layer + 1) * tall, sheet.chance.between(-9, 9)]
    const d = slab(-width / 2 + lean, y, width, tall - 2, tall / 2)
    const round = fade(sheet, 90, [0, lit(colour, 0.34)], [0.5, colour], [1, dim(colour, 0.42)])
    drawn +=
      path(d, round) +
      within(
        sheet,
        d,
        print(y, tall) +
          weave(sheet, width, 900, 4, 0.1) +
          rect(
            -width,
            y,
            width * 2,
            tall,
            fade(sheet, 0, [0, '#fff4dc', 0.2], [0.5, '#fff4dc', 0], [1, '#2a1722', 0.3]),
          ),
      )
  }
  return drawn
}

/** A cloth spread out, seen from above: a square with edges that are not quite straight, about 0, 0. */
export function spread(sheet: Sheet, width: number, height: number, colour: string, print: string): string {
  const [x, y] = [width / 2, height / 2]
  const d = `M${-x} ${-y}Q0 ${-y + 24} ${x} ${-y - 6}Q${x - 20} 0 ${x + 4} ${y}Q0 ${y - 18} ${-x + 5} ${y + 6}Q${-x + 26} 0 ${-x} ${-y}Z`
  const creases = corners([-x, -8], [x, 0], [x, 6]) + corners([-6, -y], [4, y], [8, y])
  return (
    lying(sheet, d, 0.5) +
    path(d, plane(sheet, colour)) +
    within(
      sheet,
      d,
      print + weave(sheet, width, height, 5, 0.13) + soft(sheet, 6, path(creases, '#2a1722', ' opacity="0.3"')),
    )
  )
}

/** Fringes along a line from 0, 0 to the right. */
export function fringe(sheet: Sheet, width: number, length: number, colour: string, step = 17): string {
  let drawn = ''
  for (let x = 0; x <= width; x += step) {
    const sway = sheet.chance.between(-7, 7)
    drawn += line(
      `M${x} 0q${sway} ${length / 2} ${sway / 2} ${length}`,
      dim(colour, sheet.chance.between(0, 3) / 10),
      step * 0.62,
    )
  }
  return drawn
}
