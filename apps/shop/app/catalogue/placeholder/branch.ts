import type { Chance } from './chance.ts'
import { background, disc, ellipse, leaf, line, type Palette } from './shapes.ts'

/** A branch with leaves and fruit before a pale disc. */
export function drawBranch(chance: Chance, palette: Palette): string[] {
  const side = chance.pick([-1, 1])
  const bend = chance.between(60, 130)
  const [fruit, green] = chance.pick([
    [palette.warm, palette.deep],
    [palette.soft, palette.deep],
    [palette.deep, palette.warm],
  ])
  const [length, half] = chance.pick([
    [150, 25],
    [118, 34],
    [175, 19],
  ])
  const [from, over, to] = [400 - side * 250, 400 + side * bend, 400 + side * 190]
  const at = (along: number): Place => alongCurve(from, over, to, along)
  return [
    background(palette.wall),
    disc(400, 400, chance.between(270, 310), palette.pale),
    line(`M${from} 700Q${over} 420 ${to} 130`, palette.ink, 7),
    ...Array.from({ length: 15 }, (_, index) => {
      const { x, y, degrees } = at(0.1 + index * 0.06)
      const lean = (index % 2 === 0 ? -1 : 1) * chance.between(40, 56)
      return leaf(x, y, degrees + lean, length * (1 - index * 0.024), half, index % 5 === 3 ? palette.soft : green)
    }),
    leaf(to, 130, at(1).degrees, length * 0.62, half * 0.8, green),
    ...[0.3, 0.47, 0.66].flatMap((along, index) => {
      const { x, y } = at(along)
      const [down, out] = [chance.between(34, 56), (index % 2 === 0 ? 1 : -1) * chance.between(20, 34)]
      return [
        line(`M${x} ${y}Q${x + out} ${y} ${x + out} ${y + down}`, palette.ink, 4),
        ellipse(x + out, y + down + 26, 24, 29, fruit),
        ellipse(x + out - 8, y + down + 17, 6, 8, palette.pale, ' opacity="0.6"'),
      ]
    }),
  ]
}

/** A place on the twig, and where the twig points there. */
interface Place {
  readonly x: number
  readonly y: number
  readonly degrees: number
}

/** The twig is a quadratic curve from the lower corner over the middle to the upper corner. */
function alongCurve(from: number, over: number, to: number, along: number): Place {
  const rest = 1 - along
  const x = from * rest * rest + 2 * over * rest * along + to * along * along
  const y = 700 * rest * rest + 2 * 420 * rest * along + 130 * along * along
  const [dx, dy] = [rest * (over - from) + along * (to - over), rest * (420 - 700) + along * (130 - 420)]
  return { x, y, degrees: (Math.atan2(dy, dx) * 180) / Math.PI }
}
