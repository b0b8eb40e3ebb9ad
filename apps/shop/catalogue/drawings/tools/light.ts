import { ellipse, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit } from './colour.ts'
import type { Sheet } from './sheet.ts'

type Stop = readonly [share: number, colour: string, opacity?: number]

/** A straight gradient across whatever is filled with it; 0 degrees runs to the right, 90 down. */
export function fade(sheet: Sheet, degrees: number, ...stops: readonly Stop[]): string {
  const [x, y] = [Math.cos((degrees * Math.PI) / 180) / 2, Math.sin((degrees * Math.PI) / 180) / 2]
  const n = (value: number): string => value.toFixed(3)
  return sheet.define(
    (id) =>
      `<linearGradient id="${id}" x1="${n(0.5 - x)}" y1="${n(0.5 - y)}" x2="${n(0.5 + x)}" y2="${n(0.5 + y)}">${listed(stops)}</linearGradient>`,
  )
}

/** A gradient in rings about a place given in shares of whatever is filled with it. */
export function glow(sheet: Sheet, x: number, y: number, radius: number, ...stops: readonly Stop[]): string {
  return sheet.define(
    (id) => `<radialGradient id="${id}" cx="${x}" cy="${y}" r="${radius}">${listed(stops)}</radialGradient>`,
  )
}

function listed(stops: readonly Stop[]): string {
  return stops
    .map(([share, colour, opacity = 1]) => `<stop offset="${share}" stop-color="${colour}" stop-opacity="${opacity}"/>`)
    .join('')
}

/** The colour of a round, standing thing: light from the left, a core of shadow, and some light thrown back at the right. */
export function rounded(sheet: Sheet, colour: string, depth = 1): string {
  const dark = (share: number): string => dim(colour, share * depth)
  return fade(
    sheet,
    4,
    [0, dark(0.16)],
    [0.1, lit(colour, 0.1)],
    [0.24, lit(colour, 0.3)],
    [0.45, colour],
    [0.72, dark(0.3)],
    [0.9, dark(0.46)],
    [1, dark(0.3)],
  )
}

/** The colour of a ball: light from the upper left. */
export function ball(sheet: Sheet, colour: string): string {
  return glow(
    sheet,
    0.34,
    0.28,
    0.78,
    [0, lit(colour, 0.5)],
    [0.35, lit(colour, 0.06)],
    [0.75, dim(colour, 0.3)],
    [1, dim(colour, 0.5)],
  )
}

/** The colour of a level or upright plane: a little lighter where the window is. */
export function plane(sheet: Sheet, colour: string, strength = 1): string {
  return fade(sheet, 28, [0, lit(colour, 0.22 * strength)], [0.5, colour], [1, dim(colour, 0.2 * strength)])
}

/** Drawn out of focus. `radius` in the drawing's units. */
export function soft(sheet: Sheet, radius: number, drawn: string): string {
  const filter = sheet.define(
    (id) =>
      `<filter id="${id}" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="${radius}"/></filter>`,
  )
  return `<g filter="${filter}">${drawn}</g>`
}

/** The shadow of a thing that stands at 0, 0: dark where it touches, and long to the right. */
export function standing(sheet: Sheet, half: number, length = 1): string {
  const reach = half * 1.25 * length
  return (
    soft(
      sheet,
      half * 0.14,
      ellipse(reach * 0.75, half * 0.07, half * 0.9 + reach * 0.55, half * 0.2, '#3a1c22', ' opacity="0.34"'),
    ) +
    soft(sheet, half * 0.05, ellipse(half * 0.12, half * 0.05, half * 1.04, half * 0.16, '#2a1218', ' opacity="0.5"'))
  )
}

/** The shadow of something that lies on what is seen from above: its outline, moved away from the light. */
export function lying(sheet: Sheet, outline: string, height = 1): string {
  const shadow = (by: number, blur: number, opacity: number): string =>
    soft(
      sheet,
      blur * height,
      `<g transform="translate(${by * height} ${by * height * 0.9})">${path(outline, '#34181c', ` opacity="${opacity}"`)}</g>`,
    )
  return shadow(26, 22, 0.26) + shadow(8, 7, 0.34)
}

/** A soft streak of light along a path. */
export function shine(sheet: Sheet, d: string, width: number, opacity = 0.55, blur = width * 0.35): string {
  return soft(
    sheet,
    blur,
    path(d, 'none', ` stroke="#fffaf0" stroke-width="${width}" stroke-linecap="round" opacity="${opacity}"`),
  )
}
