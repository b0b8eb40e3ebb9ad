import { ellipse, leaf, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, HOUSE, lit } from '../tools/colour.ts'
import { fade, glow, plane, rounded, shine, soft, standing } from '../tools/light.ts'
import { slab } from '../tools/outline.ts'
import { type Sheet, within } from '../tools/sheet.ts'

/** A label with a small emblem instead of words, about 0, 0. */
export function label(sheet: Sheet, width: number, height: number, colour: string, emblem: string): string {
  const [x, y] = [-width / 2, -height / 2]
  return (
    path(
      slab(x, y, width, height, 8),
      fade(sheet, 0, [0, dim(HOUSE.paper, 0.12)], [0.3, HOUSE.paper], [1, dim(HOUSE.paper, 0.3)]),
    ) +
    path(slab(x + 12, y + 12, width - 24, height - 24, 4), 'none', ` stroke="${colour}" stroke-width="4"`) +
    emblem
  )
}

/** A branch with two leaves, for labels. */
export function emblem(colour: string, size: number): string {
  const stem = path(`M0 ${size}V${-size * 0.2}`, 'none', ` stroke="${colour}" stroke-width="${size * 0.09}"`)
  return (
    stem +
    leaf(0, 0, -90, size, size * 0.24, colour) +
    [0.15, 0.62]
      .flatMap((share) =>
        [-142, -38].map((turn) => leaf(0, size * share + size * 0.2, turn, size * 0.86, size * 0.2, colour)),
      )
      .join('')
  )
}

/** A glass jar with something in it, standing at 0, 0; `content` is its colour. */
export function jar(sheet: Sheet, half: number, height: number, content: string, lid: string | null): string {
  const d = slab(-half, -height, half * 2, height, half * 0.3)
  const inner = slab(-half + 12, -height * 0.9, half * 2 - 24, height * 0.9 - 16, half * 0.26)
  const glowing = glow(sheet, 0.3, 0.5, 0.8, [0, lit(content, 0.55)], [0.4, content], [1, dim(content, 0.5)])
  const cap =
    lid === null
      ? ellipse(0, -height + 6, half * 0.86, half * 0.13, lit(content, 0.4), ' opacity="0.7"')
      : path(slab(-half * 0.9, -height - half * 0.36, half * 1.8, half * 0.42, 14), rounded(sheet, lid)) +
        ellipse(0, -height - half * 0.34, half * 0.88, half * 0.1, lit(lid, 0.35))
  return (
    standing(sheet, half) +
    soft(sheet, half * 0.16, ellipse(half * 1.3, 10, half * 0.7, half * 0.1, lit(content, 0.3), ' opacity="0.6"')) +
    path(d, fade(sheet, 0, [0, '#ffffff', 0.7], [0.5, '#ffffff', 0.35], [1, '#cfd8d4', 0.6])) +
    path(inner, glowing) +
    cap +
    shine(sheet, `M${-half * 0.72} ${-height * 0.86}V${-height * 0.16}`, half * 0.13, 0.7) +
    shine(sheet, `M${half * 0.84} ${-height * 0.8}V${-height * 0.2}`, half * 0.05, 0.6)
  )
}

/** A bottle, standing at 0, 0. */
export function bottle(sheet: Sheet, half: number, height: number, glass: string, tone: string, mark: string): string {
  const neck = half * 0.3
  const d = `M${-neck} ${-height}H${neck}V${-height * 0.74}C${neck} ${-height * 0.66} ${half} ${-height * 0.66} ${half} ${-height * 0.54}V-24Q${half} 0 ${half - 24} 0H${-half + 24}Q${-half} 0 ${-half} -24V${-height * 0.54}C${-half} ${-height * 0.66} ${-neck} ${-height * 0.66} ${-neck} ${-height * 0.74}Z`
  return (
    standing(sheet, half) +
    soft(sheet, half * 0.2, ellipse(half * 1.6, 8, half * 0.9, half * 0.12, lit(glass, 0.3), ' opacity="0.45"')) +
    path(d, rounded(sheet, glass, 1.2)) +
    within(
      sheet,
      d,
      rect(
        -half * 0.2,
        -height * 0.62,
        half * 0.9,
        height * 0.6,
        fade(sheet, 0, [0, lit(glass, 0.4), 0], [0.6, lit(glass, 0.4), 0.4], [1, lit(glass, 0.4), 0]),
      ),
    ) +
    path(slab(-neck - 8, -height - 70, neck * 2 + 16, 96, 12), rounded(sheet, tone)) +
    `<g transform="translate(0 ${-height * 0.27})">${label(sheet, half * 2 - 6, height * 0.32, tone, emblem(mark, half * 0.46))}</g>` +
    shine(sheet, `M${-half * 0.74} ${-height * 0.5}V-50`, half * 0.12, 0.55) +
    shine(sheet, `M${-neck * 0.5} ${-height * 0.97}V${-height * 0.74}`, half * 0.07, 0.6)
  )
}

/** A round tin, standing at 0, 0, open if `content` is given. */
export function tin(sheet: Sheet, half: number, height: number, colour: string, content: string | null): string {
  const d = `M${-half} ${-height}A${half} ${half * 0.2} 0 0 0 ${half} ${-height}V0A${half} ${half * 0.2} 0 0 1 ${-half} 0Z`
  const top =
    content === null
      ? ellipse(0, -height, half, half * 0.2, plane(sheet, lit(colour, 0.15)))
      : ellipse(0, -height, half, half * 0.2, lit(colour, 0.3)) +
        ellipse(0, -height + 3, half - 10, half * 0.2 - 7, dim(colour, 0.5)) +
        ellipse(0, -height + half * 0.08, half - 22, half * 0.14, plane(sheet, content))
  const pattern = [-0.66, -0.24, 0.24, 0.66]
    .map(
      (share) =>
        `<g transform="translate(${half * share} ${-height * 0.46 + half * 0.17 * Math.sqrt(1 - share * share)}) scale(${1 - share * share * 0.5} 1)">${emblem('#f2cf74', half * 0.2)}</g>`,
    )
    .join('')
  const lines = [0.12, 0.86]
    .map((share) =>
      path(
        `M${-half} ${-height * share}A${half} ${half * 0.2} 0 0 0 ${half} ${-height * share}`,
        'none',
        ' stroke="#f2cf74" stroke-width="8"',
      ),
    )
    .join('')
  return (
    standing(sheet, half) +
    path(d, rounded(sheet, colour)) +
    pattern +
    lines +
    shine(sheet, `M${-half * 0.66} ${-height * 0.8}V${-height * 0.06}`, half * 0.1, 0.5) +
    top
  )
}

/** A bag tied at its neck, standing at 0, 0. */
export function bag(sheet: Sheet, half: number, height: number, colour: string, tie: string): string {
  const d = `M${-half * 0.42} ${-height * 0.76}C${-half * 0.8} ${-height * 0.66} ${-half * 1.1} ${-height * 0.3} ${-half} -20Q0 30 ${half} -20C${half * 1.1} ${-height * 0.3} ${half * 0.8} ${-height * 0.66} ${half * 0.42} ${-height * 0.76}Q0 ${-height * 0.8} ${-half * 0.42} ${-height * 0.76}Z`
  const ruff = `M${-half * 0.4} ${-height * 0.74}Q${-half * 0.72} ${-height * 0.88} ${-half * 0.66} ${-height}Q${-half * 0.2} ${-height * 0.94} 0 ${-height}Q${half * 0.3} ${-height * 0.94} ${half * 0.7} ${-height * 0.99}Q${half * 0.7} ${-height * 0.86} ${half * 0.4} ${-height * 0.74}Z`
  const creases = [-0.6, -0.2, 0.25, 0.62]
    .map((share) =>
      path(
        `M${half * share * 0.5} ${-height * 0.74}Q${half * share * 1.3} ${-height * 0.4} ${half * share * 1.1} -30`,
        'none',
        ` stroke="#24121c" stroke-width="${half * 0.11}" opacity="0.2"`,
      ),
    )
    .join('')
  const pleats = [-0.4, 0, 0.36]
    .map((share) =>
      path(
        `M${half * share * 0.6} ${-height * 0.76}L${half * share * 1.2} ${-height * 0.95}`,
        'none',
        ` stroke="#24121c" stroke-width="${half * 0.07}" opacity="0.28"`,
      ),
    )
    .join('')
  const string =
    path(slab(-half * 0.46, -height * 0.785, half * 0.92, height * 0.045, 12), rounded(sheet, tie)) +
    path(
      `M${half * 0.1} ${-height * 0.76}q${half * 0.5} ${height * 0.1} ${half * 0.3} ${height * 0.2}M${half * 0.1} ${-height * 0.76}q${half * 0.14} ${height * 0.1} ${-half * 0.1} ${height * 0.22}`,
      'none',
      ` stroke="${tie}" stroke-width="9"`,
    )
  return (
    standing(sheet, half) +
    path(ruff, rounded(sheet, lit(colour, 0.1))) +
    soft(sheet, 5, pleats) +
    path(d, rounded(sheet, colour)) +
    within(sheet, d, soft(sheet, half * 0.05, creases)) +
    string
  )
}
