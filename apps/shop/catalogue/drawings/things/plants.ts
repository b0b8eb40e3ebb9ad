import { disc, ellipse, leaf, line, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, HOUSE, lit, mix } from '../tools/colour.ts'
import { ball, soft, standing } from '../tools/light.ts'
import { curve, type Point } from '../tools/outline.ts'
import { at, type Sheet, within } from '../tools/sheet.ts'

/** A leaf with a lighter half and a rib, from 0, 0 towards an angle. */
export function rib(degrees: number, length: number, half: number, colour: string, x = 0, y = 0): string {
  const [dx, dy] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const lighter = leaf(0, 0, 0, length, half * 0.5, lit(colour, 0.28))
  return (
    leaf(x, y, degrees, length, half, colour) +
    `<g transform="translate(${x} ${y}) rotate(${degrees}) translate(0 ${-half * 0.28})" opacity="0.5">${lighter}</g>` +
    line(
      `M${x} ${y}L${x + dx * length * 0.9} ${y + dy * length * 0.9}`,
      dim(colour, 0.35),
      Math.max(1.5, half * 0.09),
      ' opacity="0.6"',
    )
  )
}

/** A branch with leaves in pairs, from 0, 0 to the right, bent. */
export function branch(
  sheet: Sheet,
  length: number,
  leafLength: number,
  half: number,
  colours: readonly string[],
  bend = 0.16,
): string {
  const spine = (share: number): Point => [length * share, -Math.sin(share * 2.6) * length * bend]
  let drawn = line(curve([0, 0.25, 0.5, 0.75, 1].map(spine)), dim(HOUSE.walnut, 0.1), Math.max(4, length * 0.014))
  for (let share = 0.12; share < 1.02; share += leafLength / length / 2.6) {
    const [x, y] = spine(share)
    const shorter = leafLength * (1.1 - share * 0.4)
    for (const side of [-1, 1]) {
      drawn += rib(
        side * sheet.chance.between(32, 58) - 8,
        shorter * sheet.chance.between(0.85, 1.1),
        half,
        sheet.chance.pick(colours),
        x,
        y,
      )
    }
  }
  return drawn
}

/** A branch of the olive tree; `fruits` olives hang on it. */
export function oliveBranch(sheet: Sheet, length = 520, fruits = 5): string {
  const leaves = branch(sheet, length, length * 0.24, length * 0.03, ['#7d8a5c', '#98a37c', '#66754a', '#aab394'])
  const olives = Array.from({ length: fruits }, (_, index) => {
    const share = 0.2 + (index / fruits) * 0.7
    const [x, y] = [length * share, -Math.sin(share * 2.6) * length * 0.16 + length * (index % 2 === 0 ? 0.075 : -0.07)]
    return at(x, y, olive(sheet, index % 3 === 0 ? '#4b3a4e' : '#8a9440', length * 0.042), 1, 30 * index)
  })
  return leaves + olives.join('')
}

/** An olive about 0, 0. */
export function olive(sheet: Sheet, colour: string, half: number): string {
  return (
    ellipse(0, 0, half * 1.25, half, ball(sheet, colour)) +
    ellipse(-half * 0.45, -half * 0.38, half * 0.3, half * 0.16, '#fff', ' opacity="0.5"')
  )
}

/** A round fruit about 0, 0: an orange, a peach, a quince. */
export function fruit(sheet: Sheet, colour: string, half: number, shadow = true): string {
  let pores = ''
  for (let count = 0; count < 40; count += 1) {
    const [turn, far] = [sheet.chance.between(0, 6.28), Math.sqrt(sheet.chance.between(0, 1)) * half * 0.9]
    pores += disc(Math.cos(turn) * far, Math.sin(turn) * far, half * 0.014, dim(colour, 0.4), ' opacity="0.35"')
  }
  return (
    (shadow ? at(0, half * 0.93, standing(sheet, half * 0.8)) : '') +
    disc(0, 0, half, ball(sheet, colour)) +
    pores +
    soft(
      sheet,
      half * 0.06,
      ellipse(-half * 0.36, -half * 0.42, half * 0.2, half * 0.13, '#fffaf0', ' opacity="0.75"'),
    ) +
    ellipse(half * 0.08, -half * 0.86, half * 0.09, half * 0.045, dim(colour, 0.55))
  )
}

/** A lemon about 0, 0, its tips left and right. */
export function lemon(sheet: Sheet, half: number): string {
  const d = curve(
    [
      [-half * 1.42, 0],
      [-half * 0.9, -half * 0.72],
      [0, -half],
      [half * 0.9, -half * 0.72],
      [half * 1.42, half * 0.04],
      [half * 0.9, half * 0.74],
      [0, half],
      [-half * 0.9, half * 0.74],
    ],
    true,
  )
  return (
    path(d, ball(sheet, '#eec22f')) +
    soft(sheet, half * 0.07, ellipse(-half * 0.45, -half * 0.42, half * 0.34, half * 0.14, '#fffbe8', ' opacity="0.8"'))
  )
}

/** The cut face of a citrus fruit, seen from above. */
export function slice(half: number, rind: string, flesh: string, pith = '#fbf3d6'): string {
  let drawn = disc(0, 0, half, rind) + disc(0, 0, half * 0.9, pith)
  for (let turn = 0; turn < 360; turn += 40) {
    const d = `M0 ${-half * 0.08}C${half * 0.16} ${-half * 0.4} ${half * 0.32} ${-half * 0.7} ${half * 0.2} ${-half * 0.82}Q0 ${-half * 0.88} ${-half * 0.2} ${-half * 0.82}C${-half * 0.32} ${-half * 0.7} ${-half * 0.16} ${-half * 0.4} 0 ${-half * 0.08}Z`
    drawn += `<g transform="rotate(${turn})">${path(d, mix(flesh, lit(flesh, 0.4), (turn % 80) / 80))}</g>`
  }
  return drawn
}

/** Half a fig, cut open. */
export function fig(sheet: Sheet, half: number): string {
  const skin = curve(
    [
      [0, -half * 1.5],
      [half * 0.3, -half * 0.8],
      [half, half * 0.1],
      [half * 0.6, half * 0.9],
      [0, half],
      [-half * 0.6, half * 0.9],
      [-half, half * 0.1],
      [-half * 0.3, -half * 0.8],
    ],
    true,
  )
  let seeds = ''
  for (let count = 0; count < 34; count += 1) {
    const [turn, far] = [sheet.chance.between(0, 6.28), Math.sqrt(sheet.chance.between(0, 1)) * half * 0.62]
    seeds += ellipse(
      Math.cos(turn) * far,
      half * 0.18 + Math.sin(turn) * far,
      half * 0.045,
      half * 0.03,
      '#f4d9a6',
      ' opacity="0.8"',
    )
  }
  return (
    path(skin, ball(sheet, HOUSE.plum)) +
    `<g transform="translate(0 ${half * 0.04}) scale(0.86)">${path(skin, '#f0dfc0')}</g>` +
    `<g transform="translate(0 ${half * 0.1}) scale(0.72)">${path(skin, ball(sheet, '#c4566a'))}</g>` +
    seeds
  )
}

/** A head of garlic that stands at 0, 0. */
export function garlic(sheet: Sheet, half: number): string {
  const d = curve(
    [
      [-half * 0.06, -half * 2.1],
      [half * 0.06, -half * 2.1],
      [half * 0.16, -half * 1.5],
      [half * 0.72, -half * 1.1],
      [half, -half * 0.5],
      [half * 0.62, half * 0.06],
      [-half * 0.62, half * 0.06],
      [-half, -half * 0.5],
      [-half * 0.72, -half * 1.1],
      [-half * 0.16, -half * 1.5],
    ],
    true,
  )
  const folds = [-0.55, -0.2, 0.2, 0.55].map((share) =>
    line(
      `M${half * share * 0.1} ${-half * 1.55}C${half * share * 1.5} ${-half * 1.05} ${half * share * 1.6} ${-half * 0.3} ${half * share * 0.8} ${half * 0.02}`,
      '#a98a93',
      half * 0.035,
      ' opacity="0.5"',
    ),
  )
  return (
    standing(sheet, half * 0.8) +
    path(d, ball(sheet, '#efe4d6')) +
    within(
      sheet,
      d,
      soft(sheet, half * 0.12, ellipse(half * 0.2, -half * 0.1, half * 0.8, half * 0.3, '#b894a4', ' opacity="0.5"')),
    ) +
    folds.join('')
  )
}

/** A clove of garlic (or an almond, in another colour) about 0, 0. */
export function clove(sheet: Sheet, half: number, colour = '#efe3d3'): string {
  const d = curve(
    [
      [0, -half * 1.5],
      [half * 0.62, -half * 0.4],
      [half * 0.7, half * 0.4],
      [0, half * 0.85],
      [-half * 0.7, half * 0.4],
      [-half * 0.62, -half * 0.4],
    ],
    true,
  )
  const lines = [-0.3, 0, 0.3].map((x) =>
    line(
      `M${x * half * 0.3} ${-half}Q${x * half * 1.6} 0 ${x * half} ${half * 0.6}`,
      dim(colour, 0.4),
      half * 0.05,
      ' opacity="0.35"',
    ),
  )
  return path(d, ball(sheet, colour)) + lines.join('')
}

/** A sprig with a flower of five petals here and there (orange blossom, almond). */
export function blossom(sheet: Sheet, half: number, colour = '#fdf6ea', heart = '#e0aa3a'): string {
  let drawn = ''
  for (let turn = 0; turn < 360; turn += 72)
    drawn += leaf(
      0,
      0,
      turn + sheet.chance.between(-6, 6),
      half,
      half * 0.36,
      turn % 144 === 0 ? colour : dim(colour, 0.07),
    )
  for (let turn = 0; turn < 360; turn += 45)
    drawn +=
      line(`M0 0L${Math.cos(turn) * half * 0.34} ${Math.sin(turn) * half * 0.34}`, heart, half * 0.05) +
      disc(Math.cos(turn) * half * 0.34, Math.sin(turn) * half * 0.34, half * 0.06, heart)
  return drawn
}

/** A stalk of lavender from 0, 0 upwards. */
export function lavender(sheet: Sheet, height: number, colour = '#7b6aa6'): string {
  let drawn = line(`M0 0Q${height * 0.04} ${-height * 0.5} 0 ${-height}`, '#7d8a5c', height * 0.014)
  for (let step = 0; step < 9; step += 1) {
    const y = -height * (0.6 + step * 0.047)
    const size = height * 0.05 * (1.25 - step * 0.09)
    for (const side of [-1, 0, 1])
      drawn += ellipse(
        side * size * 0.62,
        y - (side === 0 ? size * 0.4 : 0),
        size * 0.52,
        size * 0.72,
        mix(colour, sheet.chance.pick(['#b9a8d6', '#54437f', '#8f7cbc']), 0.5),
      )
  }
  return drawn
}

/** A sprig of rosemary from 0, 0 to the right. */
export function rosemary(sheet: Sheet, length: number): string {
  let drawn = line(`M0 0Q${length * 0.5} ${-length * 0.1} ${length} 0`, '#6f5a3c', length * 0.016)
  for (let share = 0.1; share < 1; share += 0.035) {
    const [x, y] = [length * share, -length * 0.2 * share * (1 - share)]
    for (const side of [-1, 1])
      drawn += leaf(
        x,
        y,
        side * sheet.chance.between(34, 56),
        length * 0.13 * (1.15 - share * 0.6),
        length * 0.011,
        sheet.chance.pick(['#4d6b45', '#688757', '#3b5638', '#86a075']),
      )
  }
  return drawn
}
