import { ellipse, line, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit } from '../tools/colour.ts'
import { lying, plane } from '../tools/light.ts'
import { type Sheet, within } from '../tools/sheet.ts'

/** Wood with veins, seen from above, cut to an outline about 0, 0. */
export function timber(sheet: Sheet, outline: string, colour: string, width: number, height: number): string {
  const { chance } = sheet
  let veins = ''
  for (let y = -height / 2; y < height / 2; y += height / 34) {
    const bend = chance.between(-height * 0.05, height * 0.05)
    veins += line(
      `M${-width / 2} ${y + bend}C${-width * 0.2} ${y - bend * 2} ${width * 0.15} ${y + bend * 3} ${width / 2} ${y}`,
      chance.pick([dim(colour, 0.42), dim(colour, 0.3), lit(colour, 0.3)]),
      chance.between(2, 9),
      ' opacity="0.42"',
    )
  }
  const [kx, ky] = [width * 0.2, height * 0.08]
  for (let ring = 6; ring > 0; ring -= 1)
    veins += ellipse(
      kx,
      ky,
      ring * 19,
      ring * 10,
      ring % 2 === 0 ? dim(colour, 0.36) : lit(colour, 0.12),
      ' opacity="0.6"',
    )
  return (
    lying(sheet, outline, 1) +
    path(outline, plane(sheet, colour)) +
    within(sheet, outline, veins) +
    path(
      outline,
      'none',
      ` stroke="${lit(colour, 0.5)}" stroke-width="4" opacity="0.6" transform="translate(3 3) scale(0.99)"`,
    )
  )
}
