import { disc, ellipse, leaf, line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { ball, fade, lying, plane, rounded } from '../tools/light.ts'
import { corners, oval, slab } from '../tools/outline.ts'
import { at, type Sheet, within } from '../tools/sheet.ts'
import { rib } from './plants.ts'
import { plate, pool } from './plates.ts'
import { vessel } from './vessel.ts'

/** The pot of the spoons. */
export const POT = {
  profile: [
    [440, 220],
    [400, 206],
    [300, 216],
    [140, 196],
    [0, 160],
  ],
  matt: true,
  speckles: 60,
  bands: [
    [330, 5, '#e9cfae'],
    [312, 3, '#e9cfae'],
    [290, 5, '#e9cfae'],
  ],
} as const

/** A piece of cheese about 0, 0. */
export function wedge(sheet: Sheet): string {
  const d = corners([-210, 60], [200, -40], [210, 70], [-190, 130])
  return (
    lying(sheet, `${d}${corners([-210, 60], [40, -120], [200, -40])}`, 0.7) +
    path(corners([-210, 60], [40, -130], [200, -40]), plane(sheet, '#f3dd96')) +
    path(d, fade(sheet, 80, [0, '#e9c868'], [1, '#bf9136'])) +
    [
      [-40, 70, 20],
      [70, 40, 26],
      [140, 20, 14],
      [-110, 90, 12],
    ]
      .map(([x = 0, y = 0, r = 0]) => ellipse(x, y, r, r * 0.7, '#b98a35'))
      .join('')
  )
}

/** A bunch of grapes about 0, 0. */
export function grapes(sheet: Sheet): string {
  let drawn = line('M0 -150Q30 -240 90 -260', '#6b5a30', 14) + rib(-150, 170, 66, '#6f8a48', 0, -160)
  for (let row = 0; row < 6; row += 1)
    for (let index = 0; index < 6 - row; index += 1) {
      const [x, y] = [(index - (5 - row) / 2) * 62 + sheet.chance.between(-6, 6), row * 54 - 110]
      drawn +=
        ellipse(x + 10, y + 12, 40, 40, '#2a1722', ' opacity="0.25"') +
        disc(x, y, 38, ball(sheet, sheet.chance.pick(['#6b3a5c', '#57304e', '#7d4a68'])))
    }
  return drawn
}

/** One of the three wooden spoons, its handle ending under 0, 0. */
export function spoon(sheet: Sheet, kind: 'spoon' | 'spatula' | 'slotted'): string {
  const handle = path(slab(-20, -420, 40, 640, 20), rounded(sheet, '#d2a06a'))
  if (kind === 'spoon')
    return (
      handle +
      ellipse(0, -500, 92, 138, rounded(sheet, '#d9aa74')) +
      ellipse(6, -506, 66, 108, fade(sheet, 0, [0, '#8f6138'], [1, '#e3ba88']))
    )
  const blade = path(
    'M-84 -640Q0 -668 84 -640L92 -470Q60 -380 0 -370Q-60 -380 -92 -470Z',
    rounded(sheet, kind === 'slotted' ? '#c58f57' : '#e0b47e'),
  )
  return (
    handle +
    blade +
    (kind === 'slotted' ? [-46, 0, 46].map((x) => path(slab(x - 12, -600, 24, 150, 12), '#5a3621')).join('') : '')
  )
}

const MORTAR = [
  [360, 260],
  [280, 262],
  [160, 220],
  [90, 130],
  [60, 128],
  [30, 180],
  [0, 186],
] as const

/** The mortar with its pestle, standing at 0, 0. */
export function mortar(sheet: Sheet): string {
  const rings = [
    [300, 5, '#6d431f'],
    [240, 7, '#e0b47e'],
    [210, 4, '#5a3418'],
    [170, 6, '#7d4f28'],
    [120, 5, '#e6c08c'],
    [80, 4, '#5a3418'],
  ] as const
  const pestle = at(
    70,
    -330,
    vessel(sheet, {
      profile: [
        [430, 46],
        [400, 56],
        [330, 30],
        [160, 34],
        [40, 66],
        [0, 56],
      ],
      colour: '#b07a3e',
      shadow: 0,
      tilt: 0.1,
    }),
    1,
    32,
  )
  const turnery = { profile: MORTAR, colour: '#b9803f', tilt: 0.24, bands: rings }
  // The front is drawn once more over the pestle, which stands inside.
  const front = within(sheet, 'M-400 -360A260 62 0 0 0 400 -360V-100H-400Z', vessel(sheet, { ...turnery, shadow: 0 }))
  return vessel(sheet, { ...turnery, inside: '#8a5a2c' }) + pestle + front
}

/** A round of cork about 0, 0, seen from above. */
export function cork(sheet: Sheet, half: number): string {
  let grains = ''
  for (let count = 0; count < 420; count += 1) {
    const [turn, far] = [sheet.chance.between(0, 6.28), Math.sqrt(sheet.chance.between(0, 1)) * half * 0.97]
    grains += ellipse(
      Math.cos(turn) * far,
      Math.sin(turn) * far,
      sheet.chance.between(3, 15),
      sheet.chance.between(2, 7),
      sheet.chance.pick(['#8a5a34', '#e6bd8b', '#a8744a', '#6d4526']),
      ' opacity="0.5"',
    )
  }
  return (
    lying(sheet, oval(0, 0, half, half), 1.2) +
    disc(5, 7, half, '#8a5a34') +
    disc(0, 0, half, plane(sheet, '#cf9c68')) +
    within(sheet, oval(0, 0, half - 2, half - 2), grains)
  )
}

/** A copper pan with soup about 0, 0, seen from above. */
export function copperPan(sheet: Sheet): string {
  const handle = path(slab(250, -34, 420, 68, 30), fade(sheet, 90, [0, '#e9c27a'], [0.5, '#b78a3c'], [1, '#6d4d1c']))
  return (
    at(0, 0, lying(sheet, slab(250, -34, 420, 68, 30), 1) + handle + disc(630, 0, 14, '#3f5a66'), 1, 38) +
    plate(sheet, 300, 300, '#cf7a4a', 0.09, 0.7, '#7d3f22') +
    pool(sheet, 256, 256, '#c9442a') +
    [
      [-80, -60],
      [90, -20],
      [-10, 110],
      [60, 130],
    ]
      .map(([x = 0, y = 0], index) => rib(index * 70, 90, 34, '#4f7f3c', x, y))
      .join('')
  )
}

/** Hills and trees far away. */
export function hills(sheet: Sheet): string {
  return (
    path('M0 640Q300 520 620 640T1400 600V800H0Z', fade(sheet, 90, [0, '#a9bb8a'], [1, '#7f9a62'])) +
    [
      [180, 640],
      [330, 610],
      [1120, 640],
      [1280, 620],
    ]
      .map(
        ([x = 0, y = 0]) =>
          ellipse(x, y, 78, 62, '#68834f') +
          ellipse(x - 20, y - 22, 46, 30, '#8ba56a') +
          rect(x - 7, y + 40, 14, 70, '#5a4630'),
      )
      .join('')
  )
}

/** Blades of grass all over a meadow. */
export function blades(sheet: Sheet): string {
  return Array.from({ length: 170 }, () => {
    const [x, y] = [sheet.chance.between(0, 1400), sheet.chance.between(760, 1400)]
    return leaf(
      x,
      y,
      sheet.chance.between(-115, -65),
      sheet.chance.between(30, 80),
      5,
      sheet.chance.pick(['#a9bf6c', '#5f8045', '#c3cf83', '#47683a']),
    )
  }).join('')
}
