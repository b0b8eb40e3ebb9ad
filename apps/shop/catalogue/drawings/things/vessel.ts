import { ellipse, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit, mix } from '../tools/colour.ts'
import { fade, rounded, shine, soft, standing } from '../tools/light.ts'
import { curve, halfAt, type Point, type Profile, turned } from '../tools/outline.ts'
import { type Sheet, within } from '../tools/sheet.ts'

/** A thing from the potter's wheel (or the lathe). Measures are those of the drawing. */
export interface Vessel {
  readonly profile: Profile
  readonly colour: string
  /** How far from above it is seen: 0 from the side, 1 from the top. */
  readonly tilt?: number
  /** A glaze over the clay that ends in drips at this height above the foot. */
  readonly glaze?: { readonly colour: string; readonly above: number; readonly drip?: number }
  /** The colour inside; without one it is closed. */
  readonly inside?: string
  /** What is in it, at a height above the foot. */
  readonly filled?: { readonly colour: string; readonly above: number }
  /** Lines around it: height above the foot, width, colour. */
  readonly bands?: readonly (readonly [above: number, width: number, colour: string])[]
  readonly speckles?: number
  readonly matt?: boolean
  readonly shadow?: number
}

/** A vessel that stands at 0, 0. */
export function vessel(sheet: Sheet, one: Vessel): string {
  const { profile, colour, tilt = 0.18, shadow = 1 } = one
  const outline = turned(profile, tilt)
  const wide = Math.max(...profile.map(([, half]) => half))
  const foot = profile.at(-1)?.[1] ?? wide
  let body = path(outline, rounded(sheet, colour))
  if (one.glaze !== undefined) body += glazed(sheet, one, one.glaze, wide, tilt)
  for (const [above, width, tone] of one.bands ?? []) body += band(profile, above, width, tone, tilt)
  body += speckled(sheet, one, wide) + grounded(sheet, wide, foot)
  if (one.matt !== true) body += gleam(sheet, profile)
  return (
    (shadow > 0 ? standing(sheet, Math.max(foot, wide * 0.8), shadow) : '') +
    within(sheet, outline, body) +
    mouth(sheet, one, tilt)
  )
}

function glazed(
  sheet: Sheet,
  { profile }: Vessel,
  glaze: NonNullable<Vessel['glaze']>,
  wide: number,
  tilt: number,
): string {
  const top = (profile[0]?.[0] ?? 0) + wide * tilt + 4
  const { drip = 26 } = glaze
  const edge: Point[] = []
  for (let step = 0; step <= 12; step += 1) {
    const share = (step + sheet.chance.between(-0.32, 0.32)) / 6 - 1
    const sag = Math.sqrt(Math.max(0, 1 - share * share)) * wide * tilt
    edge.push([wide * share * 1.02, -glaze.above + sag + drip * sheet.chance.between(-0.7, step % 3 === 1 ? 1.6 : 0.2)])
  }
  const line = curve(edge)
  const shape = `${line}L${wide + 20} ${-top}L${-wide - 20} ${-top}Z`
  return (
    `<g transform="translate(0 7)" opacity="0.35">${soft(sheet, 4, path(shape, dim(glaze.colour, 0.7)))}</g>` +
    path(shape, rounded(sheet, glaze.colour)) +
    path(
      line,
      'none',
      ` stroke="${lit(glaze.colour, 0.45)}" stroke-width="4" opacity="0.32" transform="translate(0 -5)"`,
    )
  )
}

function band(profile: Profile, above: number, width: number, colour: string, tilt: number): string {
  const half = halfAt(profile, above)
  const d = `M${-half} ${-above}A${half} ${half * tilt} 0 0 0 ${half} ${-above}`
  return path(d, 'none', ` stroke="${colour}" stroke-width="${width}" opacity="0.85"`)
}

function speckled(sheet: Sheet, one: Vessel, wide: number): string {
  const top = one.profile[0]?.[0] ?? 0
  let drawn = ''
  for (let count = 0; count < (one.speckles ?? 0); count += 1) {
    const [x, y, size] = [
      sheet.chance.between(-wide, wide),
      sheet.chance.between(-top, 0),
      sheet.chance.between(1.2, 4),
    ]
    drawn += ellipse(x, y, size, size * 0.8, dim(one.glaze?.colour ?? one.colour, 0.62), ' opacity="0.5"')
  }
  return drawn
}

/** The light of the table on the lower part, and the dark where it stands. */
function grounded(sheet: Sheet, wide: number, foot: number): string {
  return soft(sheet, wide * 0.06, ellipse(foot * 0.15, 0, foot * 1.1, wide * 0.1, '#241016', ' opacity="0.45"'))
}

function gleam(sheet: Sheet, profile: Profile): string {
  const top = profile[0]?.[0] ?? 0
  const points = [0.84, 0.66, 0.46, 0.3].map((share): Point => [-halfAt(profile, top * share) * 0.56, -top * share])
  return shine(sheet, curve(points), Math.max(8, (profile[0]?.[1] ?? 60) * 0.11), 0.6)
}

function mouth(sheet: Sheet, one: Vessel, tilt: number): string {
  const [top, half] = one.profile[0] ?? [0, 0]
  const rim = one.glaze?.colour ?? one.colour
  if (one.inside === undefined)
    return ellipse(0, -top, half, half * tilt, fade(sheet, 10, [0, lit(rim, 0.4)], [1, dim(rim, 0.12)]))
  const lip = Math.max(5, half * 0.045)
  const inner = fade(sheet, 0, [0, dim(one.inside, 0.52)], [0.5, dim(one.inside, 0.2)], [1, lit(one.inside, 0.16)])
  const opening = `M${-half + lip} ${-top}a${half - lip} ${(half - lip) * tilt} 0 1 0 ${2 * (half - lip)} 0a${half - lip} ${(half - lip) * tilt} 0 1 0 ${-2 * (half - lip)} 0Z`
  let inside = path(opening, inner)
  if (one.filled !== undefined) {
    const { colour, above } = one.filled
    const depth = (top - above) * (1 - tilt * 0.4)
    const width = halfAt(one.profile, above) - lip
    inside += within(
      sheet,
      opening,
      ellipse(
        0,
        -top + depth,
        width,
        width * tilt,
        fade(sheet, 12, [0, lit(colour, 0.25)], [0.5, colour], [1, dim(colour, 0.25)]),
      ),
    )
  }
  return (
    ellipse(
      0,
      -top,
      half,
      half * tilt,
      fade(sheet, 8, [0, lit(rim, 0.55)], [0.5, mix(rim, lit(rim, 0.3), 0.5)], [1, dim(rim, 0.14)]),
    ) + inside
  )
}

/** A handle at the right of a vessel, from one height down to another, standing out by `reach`. */
export function handle(
  sheet: Sheet,
  x: number,
  upper: number,
  lower: number,
  reach: number,
  colour: string,
  width: number,
): string {
  const d = `M${x} ${-upper}C${x + reach * 1.25} ${-upper - 12} ${x + reach * 1.2} ${-lower + 4} ${x - 8} ${-lower}`
  const stroke = (tone: string, wide: number, more = ''): string =>
    path(d, 'none', ` stroke="${tone}" stroke-width="${wide}" stroke-linecap="round"${more}`)
  return (
    stroke(dim(colour, 0.42), width) +
    `<g transform="translate(${-width * 0.1} ${-width * 0.12})">${stroke(colour, width * 0.66)}</g>` +
    `<g transform="translate(${-width * 0.16} ${-width * 0.2})">${soft(sheet, 3, stroke(lit(colour, 0.55), width * 0.2, ' opacity="0.8"'))}</g>`
  )
}
