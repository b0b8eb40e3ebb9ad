import { ellipse, line, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit } from '../tools/colour.ts'
import { fade, glow, rounded, soft, standing } from '../tools/light.ts'
import { slab } from '../tools/outline.ts'
import { type Sheet, within } from '../tools/sheet.ts'

/** A flame with its light around it; its wick ends at 0, 0. */
export function flame(sheet: Sheet, height: number, halo = 4): string {
  const outer = glow(sheet, 0.5, 0.5, 0.5, [0, '#ffdc8a', 0.75], [0.4, '#ffc25a', 0.25], [1, '#ffb040', 0])
  const d = `M0 ${-height * 1.3}C${height * 0.1} ${-height * 0.9} ${height * 0.34} ${-height * 0.6} ${height * 0.26} ${-height * 0.24}C${height * 0.18} ${height * 0.02} ${-height * 0.18} ${height * 0.02} ${-height * 0.26} ${-height * 0.24}C${-height * 0.34} ${-height * 0.6} ${-height * 0.1} ${-height * 0.9} 0 ${-height * 1.3}Z`
  return (
    ellipse(0, -height * 0.5, height * halo, height * halo, outer) +
    line(`M0 0Q${height * 0.05} ${-height * 0.16} 0 ${-height * 0.32}`, '#3a2420', height * 0.06) +
    soft(sheet, height * 0.03, path(d, fade(sheet, 90, [0, '#ffb84a'], [0.5, '#ffe7a0'], [1, '#e98a2c']))) +
    ellipse(0, -height * 0.36, height * 0.12, height * 0.26, '#fffbe6', ' opacity="0.9"')
  )
}

/** A rolled candle of beeswax with its honeycomb, standing at 0, 0. */
export function candle(sheet: Sheet, half: number, height: number, wax = '#dba544'): string {
  const d = `M${-half} ${-height}V-4A${half} ${half * 0.2} 0 0 0 ${half} -4V${-height}Z`
  const cell = half * 0.24
  const comb = sheet.define(
    (id) =>
      `<pattern id="${id}" width="${cell * 1.5}" height="${cell * 0.86}" patternUnits="userSpaceOnUse"><path d="M0 ${cell * 0.43}L${cell * 0.25} 0H${cell * 0.75}L${cell} ${cell * 0.43}L${cell * 0.75} ${cell * 0.86}H${cell * 0.25}ZM${cell} ${cell * 0.43}H${cell * 1.5}" fill="none" stroke="${dim(wax, 0.5)}" stroke-width="${cell * 0.14}"/></pattern>`,
  )
  return (
    standing(sheet, half) +
    path(d, rounded(sheet, wax)) +
    within(
      sheet,
      d,
      path(d, comb, ' opacity="0.55"') + line(`M${half * 0.5} ${-height}V20`, dim(wax, 0.5), half * 0.05),
    ) +
    ellipse(0, -height, half, half * 0.2, lit(wax, 0.4)) +
    path(
      `M${-half * 0.1} ${-height}a${half * 0.3} ${half * 0.06} 0 1 1 ${half * 0.5} 0a${half * 0.6} ${half * 0.12} 0 1 1 ${-half} 0`,
      'none',
      ` stroke="${dim(wax, 0.3)}" stroke-width="4"`,
    ) +
    line(`M0 ${-height}v-${half * 0.3}`, '#4a3020', half * 0.1)
  )
}

/** A plain candle, standing at 0, 0. */
export function plainCandle(sheet: Sheet, half: number, height: number): string {
  return (
    path(
      slab(-half, -height, half * 2, height, half * 0.3),
      fade(sheet, 90, [0, '#ffeac0'], [0.3, '#f3e6cc'], [1, '#c9b596']),
    ) +
    path(slab(-half, -height, half * 2, height, half * 0.3), rounded(sheet, '#efe2c8'), ' opacity="0.55"') +
    path(
      `M${-half} ${-height + 10}Q${-half * 0.4} ${-height - 14} ${half} ${-height + 6}V${-height + 60}Q${half * 0.7} ${-height + 110} ${half * 0.5} ${-height + 40}Q0 ${-height + 30} ${-half * 0.3} ${-height + 70}Q${-half * 0.6} ${-height + 30} ${-half} ${-height + 50}Z`,
      '#fff3d6',
      ' opacity="0.8"',
    )
  )
}
