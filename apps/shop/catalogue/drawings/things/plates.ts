import { disc, ellipse, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit } from '../tools/colour.ts'
import { fade, lying, plane, shine, soft } from '../tools/light.ts'
import { oval } from '../tools/outline.ts'
import type { Sheet } from '../tools/sheet.ts'

/** A plate, dish or bowl seen from straight above, about 0, 0. `rim` is the share of it that is rim; `deep` from 0 to 1. */
export function plate(
  sheet: Sheet,
  rx: number,
  ry: number,
  colour: string,
  rim: number,
  deep = 0.4,
  edge = dim(colour, 0.3),
): string {
  const [ix, iy] = [rx * (1 - rim), ry - rx * rim]
  const well = fade(
    sheet,
    40,
    [0, dim(colour, 0.16 + 0.34 * deep)],
    [0.5, dim(colour, 0.04 + 0.1 * deep)],
    [1, lit(colour, 0.25)],
  )
  return (
    lying(sheet, oval(0, 0, rx, ry), 1.3) +
    ellipse(0, 0, rx, ry, edge) +
    ellipse(0, 0, rx - 7, ry - 7, fade(sheet, 40, [0, lit(colour, 0.6)], [0.6, colour], [1, dim(colour, 0.16)])) +
    ellipse(0, 0, ix, iy, well) +
    shine(sheet, `M${-rx * 0.93} ${-ry * 0.1}A${rx * 0.95} ${ry * 0.95} 0 0 1 ${-rx * 0.2} ${-ry * 0.92}`, 12, 0.65)
  )
}

/** A pool of something in a plate: oil, coffee, sauce. */
export function pool(sheet: Sheet, rx: number, ry: number, colour: string): string {
  return (
    ellipse(0, 0, rx, ry, fade(sheet, 40, [0, dim(colour, 0.3)], [0.5, colour], [1, lit(colour, 0.2)])) +
    path(oval(0, 0, rx - 4, ry - 4), 'none', ` stroke="${lit(colour, 0.5)}" stroke-width="4" opacity="0.5"`) +
    soft(
      sheet,
      8,
      ellipse(-rx * 0.4, -ry * 0.45, rx * 0.24, ry * 0.09, '#fff8e4', ' opacity="0.55" transform="rotate(-24)"'),
    )
  )
}

/** A slice of bread seen from above, about 0, 0. */
export function bread(sheet: Sheet, half: number): string {
  const d = `M${-half} ${half * 0.6}C${-half * 1.1} 0 ${-half * 1.2} ${-half * 0.7} ${-half * 0.5} ${-half * 0.75}C0 ${-half} ${half * 1.1} ${-half * 0.8} ${half} ${-half * 0.1}C${half * 0.98} ${half * 0.3} ${half} ${half * 0.5} ${half * 0.9} ${half * 0.65}Z`
  let holes = ''
  for (let count = 0; count < 26; count += 1)
    holes += ellipse(
      sheet.chance.between(-0.8, 0.75) * half,
      sheet.chance.between(-0.5, 0.5) * half,
      sheet.chance.between(2, half * 0.08),
      sheet.chance.between(2, half * 0.05),
      '#c79a5e',
      ' opacity="0.5"',
    )
  return (
    lying(sheet, d, 0.6) +
    path(d, '#9a5a26') +
    `<g transform="scale(0.92)">${path(d, plane(sheet, '#f0d9ae'))}</g>${holes}`
  )
}

/** A knife that lies, its tip to the right. */
export function knife(sheet: Sheet, length: number, wood = '#6b4028'): string {
  const blade = `M${length * 0.4} ${-length * 0.045}H${length * 0.86}Q${length * 0.97} ${-length * 0.03} ${length} ${length * 0.03}Q${length * 0.8} ${length * 0.06} ${length * 0.4} ${length * 0.05}Z`
  const grip = `M0 ${-length * 0.035}Q${length * 0.2} ${-length * 0.055} ${length * 0.41} ${-length * 0.04}V${length * 0.045}Q${length * 0.15} ${length * 0.06} 0 ${length * 0.045}Q${-length * 0.03} 0 0 ${-length * 0.035}Z`
  const rivets = [0.08, 0.2, 0.32].map((share) => disc(length * share, 0, length * 0.011, '#d8c08a')).join('')
  return (
    lying(sheet, blade + grip, 0.5) +
    path(blade, fade(sheet, 90, [0, '#f3f1ea'], [0.5, '#b9bcbc'], [0.55, '#dfe2e0'], [1, '#8f9496'])) +
    path(grip, fade(sheet, 90, [0, lit(wood, 0.3)], [1, dim(wood, 0.4)])) +
    rivets
  )
}
