import { path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit, mix } from '../tools/colour.ts'
import { fade, rounded, soft, standing } from '../tools/light.ts'
import { halfAt, type Profile, turned } from '../tools/outline.ts'
import { type Sheet, within } from '../tools/sheet.ts'

/** A basket that stands at 0, 0: strands around a turned form, each as wide as `strand`. */
export function basket(
  sheet: Sheet,
  profile: Profile,
  colour: string,
  strand: number,
  tilt = 0.2,
  slant = 0.5,
  shadow = true,
): string {
  const outline = turned(profile, tilt)
  const [top, rim] = profile[0] ?? [0, 0]
  let drawn = path(outline, rounded(sheet, dim(colour, 0.5)))
  let odd = false
  for (let above = 0; above < top; above += strand * 0.92) {
    odd = !odd
    drawn += row(sheet, profile, colour, strand, tilt, slant, above, odd)
  }
  const shade = fade(
    sheet,
    0,
    [0, '#fff4dc', 0.16],
    [0.3, '#fff4dc', 0.14],
    [0.55, '#2a1722', 0.02],
    [1, '#2a1722', 0.5],
  )
  const inside = fade(sheet, 0, [0, dim(colour, 0.66)], [1, dim(colour, 0.3)])
  return (
    (shadow ? standing(sheet, profile.at(-1)?.[1] ?? rim) : '') +
    within(sheet, outline, drawn + path(outline, shade)) +
    path(`M${-rim} ${-top}a${rim} ${rim * tilt} 0 1 0 ${rim * 2} 0a${rim} ${rim * tilt} 0 1 0 ${-rim * 2} 0Z`, inside)
  )
}

/** The front of a basket's rim, to lay over what is in it. */
export function basketRim(sheet: Sheet, top: number, rim: number, colour: string, thick: number, tilt = 0.2): string {
  let drawn = ''
  for (let angle = 2; angle <= 178; angle += 5) {
    const turn = (angle / 180) * Math.PI
    const [x, y] = [-Math.cos(turn) * rim, Math.sin(turn) * rim * tilt - top]
    const tone = mix(lit(colour, 0.3), dim(colour, 0.4), angle / 190)
    drawn += path(
      `M-${thick * 0.75} ${thick * 0.5}Q0 ${-thick * 0.9} ${thick * 0.75} ${-thick * 0.5}Q${thick * 0.2} ${thick * 0.7} -${thick * 0.75} ${thick * 0.5}Z`,
      angle % 2 === 0 ? tone : lit(tone, 0.14),
      ` transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${((90 - angle) * tilt).toFixed(1)})"`,
    )
  }
  return (
    soft(
      sheet,
      5,
      path(
        `M${-rim} ${-top + 8}A${rim} ${rim * tilt} 0 0 0 ${rim} ${-top + 8}`,
        'none',
        ` stroke="#24121c" stroke-width="${thick}" opacity="0.4"`,
      ),
    ) + drawn
  )
}

function row(
  sheet: Sheet,
  profile: Profile,
  colour: string,
  strand: number,
  tilt: number,
  slant: number,
  above: number,
  odd: boolean,
): string {
  const half = halfAt(profile, above)
  const count = Math.round((half * Math.PI) / (strand * 1.9))
  let drawn = ''
  for (let index = 0; index <= count; index += 1) {
    const turn = ((index + (odd ? 0.5 : 0)) / count) * Math.PI
    const [x, depth] = [-Math.cos(turn) * half, Math.sin(turn)]
    const y = -above + depth * half * tilt
    const wide = Math.max(3, strand * 1.15 * depth + 2)
    const tone = mix(colour, sheet.chance.pick([lit(colour, 0.34), dim(colour, 0.2), lit(colour, 0.14)]), 0.7)
    const lean = strand * slant * (odd ? 1 : -1)
    drawn += path(
      `M${(x - wide).toFixed(1)} ${(y + lean * 0.4).toFixed(1)}Q${x.toFixed(1)} ${(y - strand * 0.62).toFixed(1)} ${(x + wide).toFixed(1)} ${(y - lean * 0.4).toFixed(1)}Q${x.toFixed(1)} ${(y + strand * 0.5).toFixed(1)} ${(x - wide).toFixed(1)} ${(y + lean * 0.4).toFixed(1)}Z`,
      tone,
    )
  }
  return drawn
}
