import { drawCup } from './bowls.ts'
import type { Chance } from './chance.ts'
import { background, disc, type Palette, path, rect, SIDE } from './shapes.ts'

/** Arches, one within the other, or three in a row with a view. */
export function drawArches(chance: Chance, palette: Palette): string[] {
  return chance.pick([drawNestedArches, drawArcade])(chance, palette)
}

function arch(x: number, top: number, half: number, ground: number, fill: string): string {
  return path(`M${x - half} ${ground}V${top + half}A${half} ${half} 0 0 1 ${x + half} ${top + half}V${ground}Z`, fill)
}

function drawNestedArches(chance: Chance, palette: Palette): string[] {
  const ground = chance.between(650, 690)
  const tones = chance.pick([
    [palette.deep, palette.soft, palette.warm, palette.pale],
    [palette.warm, palette.pale, palette.deep, palette.soft],
    [palette.soft, palette.warm, palette.pale, palette.deep],
  ])
  return [
    background(palette.wall),
    ...tones.map((tone, index) => arch(400, 110 + index * 66, 270 - index * 66, ground, tone)),
    disc(400, ground - chance.between(170, 220), 44, palette.ink, ' opacity="0.18"'),
    rect(0, ground, SIDE, SIDE - ground, palette.soft),
    rect(0, ground, SIDE, 9, palette.ink, ' opacity="0.14"'),
    ...drawCup(chance.pick([170, 630]), ground + 50, palette.warm, palette, chance),
  ]
}

function drawArcade(chance: Chance, palette: Palette): string[] {
  const [top, ground] = [chance.between(190, 240), 640]
  const inside = chance.pick([palette.deep, palette.warm])
  const sun = chance.pick([0, 1, 2])
  return [
    background(palette.wall),
    rect(0, 110, SIDE, 26, palette.soft),
    ...[0, 1, 2].flatMap((index) => {
      const x = 150 + index * 250
      return [
        arch(x, top - 18, 108, ground, palette.soft),
        arch(x, top, 90, ground, inside),
        ...(index === sun ? [disc(x, top + 120, 40, palette.pale)] : []),
        path(
          `M${x - 90} ${ground}V${ground - 70 - index * 12}Q${x} ${ground - 150 + index * 14} ${x + 90} ${ground - 90 - index * 8}V${ground}Z`,
          palette.ink,
          ' opacity="0.35"',
        ),
      ]
    }),
    rect(0, ground, SIDE, SIDE - ground, palette.soft),
    ...Array.from({ length: 9 }, (_, index) =>
      path(`M${index * 100 - 50} ${ground + 80}l50 -50 50 50 -50 50Z`, index % 2 === 0 ? palette.warm : palette.deep),
    ),
    rect(0, ground, SIDE, 10, palette.ink, ' opacity="0.16"'),
  ]
}
