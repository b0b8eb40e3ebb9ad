import { disc, ellipse, leaf, line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit } from '../tools/colour.ts'
import { ball, fade, lying, plane, rounded, shine, soft, standing } from '../tools/light.ts'
import { corners, curve, slab } from '../tools/outline.ts'
import { at, type Sheet, within } from '../tools/sheet.ts'
import { clove, slice } from './plants.ts'
import { vessel } from './vessel.ts'

/** A heap of something fine, standing at a place. */
export function heap(sheet: Sheet, x: number, y: number, colour: string): string {
  const d = curve(
    [
      [-250, 20],
      [-140, -50],
      [-40, -128],
      [20, -136],
      [110, -70],
      [240, 16],
      [120, 50],
      [-130, 52],
    ],
    true,
  )
  let dust = ''
  for (let count = 0; count < 120; count += 1)
    dust += disc(
      x + sheet.chance.between(-300, 300),
      y + sheet.chance.between(-10, 66),
      sheet.chance.between(1, 4),
      dim(colour, 0.1),
      ' opacity="0.6"',
    )
  return (
    dust +
    at(
      x,
      y,
      standing(sheet, 220) +
        path(d, ball(sheet, colour)) +
        soft(sheet, 10, line('M-120 -36Q-40 -110 0 -118', lit(colour, 0.5), 22, ' opacity="0.5"')),
    )
  )
}

/** A dried pepper about 0, 0. */
export function pepper(sheet: Sheet): string {
  const d = curve(
    [
      [0, -90],
      [70, -60],
      [84, 20],
      [30, 90],
      [0, 110],
      [-40, 84],
      [-86, 10],
      [-66, -62],
    ],
    true,
  )
  return (
    lying(sheet, d, 0.5) +
    path(d, ball(sheet, '#7d1f1c')) +
    within(
      sheet,
      d,
      [-40, 0, 36].map((x) => line(`M${x} -80Q${x * 2} 0 ${x} 100`, '#4a1012', 9, ' opacity="0.6"')).join(''),
    ) +
    shine(sheet, 'M-46 -40Q-60 10 -34 50', 14, 0.5) +
    line('M0 -86Q6 -130 34 -150', '#5d6b34', 15)
  )
}

/** A honey dipper, its head at 0, 0. */
export function dipper(sheet: Sheet): string {
  const rings = [0, 1, 2, 3, 4, 5]
    .map((row) =>
      ellipse(0, -row * 24, 54 - Math.abs(row - 2.5) * 9, 14, rounded(sheet, row % 2 === 0 ? '#c48a48' : '#a76f33')),
    )
    .join('')
  return (
    path(slab(-12, -480, 24, 380, 12), rounded(sheet, '#c99656')) +
    rings +
    path(
      'M-50 -20C-40 40 -20 60 -8 110C6 150 24 110 20 70C40 40 50 10 50 -20Z',
      fade(sheet, 90, [0, '#f0b23c'], [1, '#c77a12']),
      ' opacity="0.92"',
    )
  )
}

/** A churro about 0, 0, lying to the right. */
export function churro(sheet: Sheet, length: number): string {
  const d = slab(-length / 2, -46, length, 92, 46)
  const ridges = [-26, -2, 22]
    .map((y) => line(`M${-length / 2 + 30} ${y}H${length / 2 - 30}`, '#8f5a22', 9, ' opacity="0.5"'))
    .join('')
  let sugar = ''
  for (let count = 0; count < 90; count += 1)
    sugar += rect(
      sheet.chance.between(-length / 2 + 20, length / 2 - 20),
      sheet.chance.between(-40, 36),
      5,
      4,
      '#fffaf0',
      ' opacity="0.8"',
    )
  return (
    lying(sheet, d, 0.9) + path(d, fade(sheet, 90, [0, '#e6b468'], [0.5, '#cf9040'], [1, '#8f5a22'])) + ridges + sugar
  )
}

/** A stick of cinnamon from 0, 0 to the right. */
export function cinnamon(sheet: Sheet, length: number): string {
  const d = slab(0, -30, length, 60, 26)
  return (
    lying(sheet, d, 0.6) +
    path(d, fade(sheet, 90, [0, '#c07f4a'], [0.45, '#8f5126'], [0.55, '#6b3a1a'], [1, '#a5683a'])) +
    ellipse(length - 6, -14, 10, 13, '#4a2410') +
    ellipse(length - 6, 14, 10, 13, '#4a2410') +
    line(`M20 0H${length - 20}`, '#4a2410', 4, ' opacity="0.6"')
  )
}

/** The small clay bowl of almonds, standing at 0, 0. */
export function almondBowl(sheet: Sheet): string {
  const almonds = Array.from({ length: 46 }, (_, index) => {
    const [turn, far] = [sheet.chance.between(0, 6.28), Math.sqrt(sheet.chance.between(0, 1)) * (1 - index / 90)]
    return at(
      Math.cos(turn) * far * 260,
      -262 + Math.sin(turn) * far * 56 - index * 1.5,
      clove(sheet, 42, sheet.chance.pick(['#ecca95', '#e3b878', '#f1d8ac', '#d9a862'])),
      1,
      sheet.chance.between(0, 360),
    )
  }).join('')
  return (
    vessel(sheet, {
      profile: [
        [250, 320],
        [180, 306],
        [80, 230],
        [20, 150],
        [0, 150],
      ],
      colour: '#b75a38',
      tilt: 0.26,
      inside: '#7d3a24',
      bands: [
        [150, 6, '#f1dcc0'],
        [128, 3, '#f1dcc0'],
      ],
    }) + almonds
  )
}

/** Flakes of salt, strewn beside a bag. */
export function flakes(sheet: Sheet): string {
  return Array.from({ length: 120 }, (_, index) => {
    const [x, y, size] = [
      880 + sheet.chance.between(-190, 190) * (index < 80 ? 0.7 : 1.5),
      1210 + sheet.chance.between(-46, 60) * (index < 80 ? 0.8 : 1.2),
      sheet.chance.between(10, 26),
    ]
    return at(
      x,
      y,
      path(
        corners([-size, 0], [0, -size * 0.6], [size, -4], [size * 0.2, size * 0.6]),
        sheet.chance.pick(['#ffffff', '#eef3f3', '#dbe6ea', '#f8f4ea']),
        ' opacity="0.94"',
      ) + line(`M${-size} 0L${size} -4`, '#9fb4bf', 1.5),
      1,
      sheet.chance.between(0, 180),
    )
  }).join('')
}

/** Half a tomato, standing at 0, 0. */
export function tomato(sheet: Sheet): string {
  return (
    standing(sheet, 120) +
    ellipse(0, -66, 140, 100, ball(sheet, '#c4392a')) +
    `<g transform="translate(-14 -84) scale(1 0.66)">${slice(118, '#c4392a', '#b52c20', '#ea7a5c')}</g>`
  )
}

/** A block that can be cut, standing at 0, 0. */
export function blockOf(sheet: Sheet, colour: string, width: number, tall: number, deep: number): string {
  const [x, lean] = [width / 2, deep * 0.5]
  return (
    standing(sheet, x) +
    path(
      corners([-x, -tall], [-x + lean, -tall - deep * 0.5], [x + lean, -tall - deep * 0.5], [x, -tall]),
      plane(sheet, lit(colour, 0.22)),
    ) +
    path(
      corners([-x, -tall], [x, -tall], [x, 0], [-x, 0]),
      fade(sheet, 20, [0, lit(colour, 0.16)], [1, dim(colour, 0.16)]),
    ) +
    path(corners([x, -tall], [x + lean, -tall - deep * 0.5], [x + lean, -deep * 0.5], [x, 0]), dim(colour, 0.4)) +
    shine(sheet, `M${-x + 20} ${-tall - 6}L${x - 30} ${-tall - 6}`, 9, 0.5)
  )
}

/** A saffron flower about 0, 0, seen from above. */
export function crocus(sheet: Sheet): string {
  const petal = (turn: number, tone: string): string => leaf(0, 0, turn, 190, 62, tone)
  const veins = Array.from({ length: 6 }, (_, index) =>
    at(
      0,
      0,
      line('M30 0H150', '#5b4284', 4, ' opacity="0.5"') +
        line('M40 -10L130 -26M40 10L130 26', '#5b4284', 3, ' opacity="0.4"'),
      1,
      index * 60,
    ),
  ).join('')
  return (
    `<g opacity="0.3">${at(
      14,
      18,
      soft(sheet, 14, [0, 60, 120, 180, 240, 300].map((turn) => leaf(0, 0, turn, 190, 62, '#34181c')).join('')),
      1,
    )}</g>` +
    [30, 150, 270].map((turn) => petal(turn, '#8d76b8')).join('') +
    [90, 210, 330].map((turn) => petal(turn, '#a893cc')).join('') +
    at(0, 0, veins, 1, 30) +
    [10, 130, 250].map((turn) => at(0, 0, path('M0 0Q60 -16 120 10Q60 8 0 6Z', '#b3261e'), 1, turn)).join('') +
    [60, 180, 300].map((turn) => at(0, 0, line('M0 0H60', '#e8b53a', 10), 1, turn)).join('')
  )
}

/** Threads of saffron, strewn about a place. */
export function threads(sheet: Sheet, x: number, y: number, rx: number, ry: number): string {
  return Array.from({ length: 120 }, () => {
    const [turn, far, bend] = [
      sheet.chance.between(0, 6.28),
      Math.sqrt(sheet.chance.between(0, 1)),
      sheet.chance.between(-26, 26),
    ]
    return at(
      Math.round(x + Math.cos(turn) * far * rx),
      Math.round(y + Math.sin(turn) * far * ry),
      line(
        `M-40 0Q0 ${bend} 40 0`,
        sheet.chance.pick(['#a51f17', '#c4351d', '#8a1512', '#dd5a24']),
        sheet.chance.between(3, 7),
      ),
      1,
      sheet.chance.between(0, 180),
    )
  }).join('')
}

/** Grains of rice, strewn beside a bag. */
export function grains(sheet: Sheet): string {
  return Array.from({ length: 240 }, (_, index) => {
    const spread = index < 150 ? 1 : 1.7
    return at(
      1060 + sheet.chance.between(-200, 200) * spread,
      1240 + sheet.chance.between(-60, 50) * (index < 150 ? 1 : 1.3),
      ellipse(2, 3, 12, 7, '#8f744c', ' opacity="0.4"') +
        ellipse(0, 0, 12, 7, sheet.chance.pick(['#fbf4e4', '#efe3c8', '#fffaf0'])),
      1,
      sheet.chance.between(0, 180),
    )
  }).join('')
}

/** A wooden scoop about 0, 0. */
export function scoop(sheet: Sheet): string {
  return (
    path(slab(120, -22, 220, 44, 22), rounded(sheet, '#c28c52')) +
    path('M-150 -60Q0 -100 130 -30V30Q0 100 -150 60Q-110 0 -150 -60Z', fade(sheet, 60, [0, '#dba96c'], [1, '#8f5f30']))
  )
}
