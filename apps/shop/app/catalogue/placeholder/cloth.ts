import type { Chance } from './chance.ts'
import { background, disc, line, type Palette, rect, SIDE } from './shapes.ts'

/** A woven towel on a rail, striped or checked. */
export function drawCloth(chance: Chance, palette: Palette): string[] {
  const [left, top, width, height] = [170, 150, 460, chance.between(450, 500)]
  const bands = stripes(chance, width)
  const colours = chance.pick([
    [palette.warm, palette.deep],
    [palette.deep, palette.soft],
    [palette.warm, palette.soft],
  ])
  const upright = bands.map(({ at, wide }, index) =>
    rect(left + at, top, wide, height, colours[index % 2] ?? palette.warm, ' opacity="0.85"'),
  )
  const across = stripes(chance, height).map(({ at, wide }, index) =>
    rect(left, top + at, width, wide, colours[index % 2] ?? palette.warm, ' opacity="0.5"'),
  )
  const weave = chance.pick([upright, [...upright, ...across], across])
  const fringe = Array.from(
    { length: 47 },
    (_, index) => `M${left + 4 + index * 9.8} ${top + height}v${chance.between(24, 32)}`,
  )
  return [
    background(palette.wall),
    disc(chance.between(180, 620), chance.between(520, 640), 240, palette.soft, ' opacity="0.35"'),
    rect(left + 20, top + 16, width, height + 20, palette.ink, ' opacity="0.1"'),
    rect(left, top, width, height, palette.pale),
    ...weave,
    ...[0.22, 0.56, 0.8].map((at) => rect(left + width * at, top, 36, height, palette.ink, ' opacity="0.05"')),
    line(fringe.join(''), palette.soft, 3),
    rect(90, top - 26, SIDE - 180, 30, palette.ink, ' rx="15"'),
    rect(90, top - 26, SIDE - 180, 9, palette.pale, ' rx="4" opacity="0.18"'),
  ]
}

function stripes(chance: Chance, length: number): { at: number; wide: number }[] {
  const bands: { at: number; wide: number }[] = []
  for (let at = chance.between(24, 46); at < length - 60; ) {
    const wide = chance.pick([8, 14, 26, 44])
    bands.push({ at, wide })
    at += wide + chance.pick([12, 22, 40, 56])
  }
  return bands
}
