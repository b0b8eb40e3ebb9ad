import type { Chance } from './chance.ts'
import { background, disc, ellipse, leaf, line, type Palette, path, rect, SIDE } from './shapes.ts'

/** Three vessels on a table, a low sun behind them. */
export function drawBowls(chance: Chance, palette: Palette): string[] {
  const table = chance.between(560, 600)
  const vessels = chance.pick([
    [drawVase, drawBowl, drawCup],
    [drawCup, drawVase, drawBowl],
    [drawBowl, drawCup, drawVase],
    [drawVase, drawCup, drawBowl],
  ])
  const glazes = chance.pick([
    [palette.warm, palette.deep, palette.pale],
    [palette.deep, palette.pale, palette.warm],
    [palette.pale, palette.warm, palette.deep],
  ])
  return [
    background(palette.wall),
    disc(chance.between(240, 560), chance.between(230, 300), chance.between(130, 180), palette.soft, ' opacity="0.75"'),
    rect(0, table, SIDE, SIDE - table, palette.soft),
    rect(0, table, SIDE, 10, palette.ink, ' opacity="0.12"'),
    ...vessels.flatMap((draw, index) => {
      const [x, base] = [170 + index * 230, table + chance.between(40, 90)]
      const shadow = ellipse(x + 26, base, 105, 15, palette.ink, ' opacity="0.16"')
      return [shadow, ...draw(x, base, glazes[index] ?? palette.warm, palette, chance)]
    }),
  ]
}

type Vessel = (x: number, base: number, glaze: string, palette: Palette, chance: Chance) => string[]

function drawBowl(...[x, base, glaze, palette, chance]: Parameters<Vessel>): string[] {
  const [half, height] = [chance.between(105, 122), chance.between(105, 135)]
  const rim = base - height
  return [
    path(
      `M${x - half} ${rim}C${x - half} ${base - height * 0.3} ${x - half * 0.62} ${base} ${x - half * 0.4} ${base}H${x + half * 0.4}C${x + half * 0.62} ${base} ${x + half} ${base - height * 0.3} ${x + half} ${rim}Z`,
      glaze,
    ),
    ellipse(x, rim, half, 19, palette.ink, ' opacity="0.85"'),
    ellipse(x, rim + 5, half - 10, 13, glaze, ' opacity="0.45"'),
    line(
      `M${x - half * 0.93} ${rim + height * 0.36}Q${x} ${rim + height * 0.36 + 24} ${x + half * 0.93} ${rim + height * 0.36}`,
      palette.wall,
      7,
      ' opacity="0.75"',
    ),
  ]
}

function drawVase(...[x, base, glaze, palette, chance]: Parameters<Vessel>): string[] {
  const [half, height, neck] = [chance.between(82, 98), chance.between(250, 300), chance.between(24, 34)]
  const [top, belly] = [base - height, base - height * 0.36]
  const twig = chance.pick([-1, 1])
  return [
    line(
      `M${x} ${top + 10}C${x} ${top - 50} ${x + twig * 20} ${top - 90} ${x + twig * 62} ${top - 140}`,
      palette.deep,
      6,
    ),
    ...[0.25, 0.55, 0.85, 1].map((along, index) =>
      leaf(
        x + twig * 62 * along * along,
        top - 140 * along,
        (index % 2 === 0 ? -1 : 1) * twig * 38 - 90,
        58,
        15,
        palette.deep,
      ),
    ),
    path(
      `M${x - neck} ${top}H${x + neck}C${x + neck} ${top + height * 0.3} ${x + half} ${belly - height * 0.2} ${x + half} ${belly}C${x + half} ${base - height * 0.1} ${x + half * 0.6} ${base} ${x + half * 0.5} ${base}H${x - half * 0.5}C${x - half * 0.6} ${base} ${x - half} ${base - height * 0.1} ${x - half} ${belly}C${x - half} ${belly - height * 0.2} ${x - neck} ${top + height * 0.3} ${x - neck} ${top}Z`,
      glaze,
    ),
    ellipse(x, top, neck, 7, palette.ink, ' opacity="0.85"'),
    line(
      `M${x - half * 0.98} ${belly - 12}Q${x} ${belly + 18} ${x + half * 0.98} ${belly - 12}`,
      palette.wall,
      8,
      ' opacity="0.7"',
    ),
    line(
      `M${x - half * 0.98} ${belly + 14}Q${x} ${belly + 44} ${x + half * 0.98} ${belly + 14}`,
      palette.wall,
      4,
      ' opacity="0.7"',
    ),
  ]
}

/** A cup with its handle to the right, standing on `base`. */
export function drawCup(...[x, base, glaze, palette, chance]: Parameters<Vessel>): string[] {
  const [half, height] = [chance.between(62, 72), chance.between(120, 145)]
  const rim = base - height
  return [
    disc(x + half + 8, rim + height * 0.42, height * 0.26, 'none', ` stroke="${glaze}" stroke-width="15"`),
    path(
      `M${x - half} ${rim}V${base - 38}Q${x - half} ${base} ${x - half + 38} ${base}H${x + half - 38}Q${x + half} ${base} ${x + half} ${base - 38}V${rim}Z`,
      glaze,
    ),
    ellipse(x, rim, half, 13, palette.ink, ' opacity="0.85"'),
    ellipse(x, rim + 4, half - 8, 8, palette.warm, ' opacity="0.5"'),
    rect(x - half, base - height * 0.42, half * 2, 9, palette.wall, ' opacity="0.6"'),
  ]
}
