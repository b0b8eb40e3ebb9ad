import type { Chance } from './chance.ts'
import { background, disc, ellipse, line, type Palette, path, rect, SIDE } from './shapes.ts'

/** Rows of hills under a sun, with cypresses and olive trees. */
export function drawHills(chance: Chance, palette: Palette): string[] {
  const tones = [palette.soft, palette.warm, palette.deep, palette.ink]
  const crests = [430, 500, 585, 690].map((height) => ({
    height: height + chance.between(-22, 22),
    swing: chance.between(-70, 70),
  }))
  return [
    background(palette.pale),
    rect(0, 0, SIDE, SIDE, palette.wall, ' opacity="0.7"'),
    disc(chance.between(200, 600), chance.between(210, 300), chance.between(78, 108), palette.warm, ' opacity="0.85"'),
    ...crests.flatMap(({ height, swing }, index) => [
      path(
        `M0 ${height + swing}C${SIDE * 0.28} ${height - swing * 1.2} ${SIDE * 0.6} ${height + swing * 1.3} ${SIDE} ${height - swing}V${SIDE}H0Z`,
        tones[index] ?? palette.deep,
        index === 3 ? ' opacity="0.82"' : ' opacity="0.92"',
      ),
      ...(index === 1 || index === 2 ? trees(chance, palette, height + 24 + index * 14, index) : []),
    ]),
  ]
}

function trees(chance: Chance, palette: Palette, ground: number, row: number): string[] {
  const first = chance.between(90, 560)
  const isCypress = chance.pick([true, false])
  return [0, 1, 2].flatMap((number) => {
    const x = first + number * (isCypress ? 46 : 84)
    const size = chance.between(0.8, 1.15) * (row === 1 ? 0.8 : 1.1)
    if (isCypress)
      return [
        path(
          `M${x} ${ground + 10}C${x - 26 * size} ${ground - 20} ${x - 12 * size} ${ground - 110 * size} ${x} ${ground - 150 * size}C${x + 12 * size} ${ground - 110 * size} ${x + 26 * size} ${ground - 20} ${x} ${ground + 10}Z`,
          palette.ink,
          ' opacity="0.8"',
        ),
      ]
    return [
      line(`M${x} ${ground + 14}Q${x + 6} ${ground - 20} ${x} ${ground - 50 * size}`, palette.ink, 7, ' opacity="0.8"'),
      ellipse(x, ground - 66 * size, 44 * size, 34 * size, row === 1 ? palette.deep : palette.soft),
    ]
  })
}
