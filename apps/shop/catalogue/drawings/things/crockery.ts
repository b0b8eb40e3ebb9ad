import { ellipse, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, HOUSE, lit } from '../tools/colour.ts'
import { rounded, shine } from '../tools/light.ts'
import type { Profile } from '../tools/outline.ts'
import { curve } from '../tools/outline.ts'
import { at, type Sheet } from '../tools/sheet.ts'
import { handle, vessel } from './vessel.ts'

const CLAY = '#c59a72'
const BOWL: Profile = [
  [230, 300],
  [170, 288],
  [90, 226],
  [36, 150],
  [22, 118],
  [0, 122],
]
const MUG: Profile = [
  [420, 215],
  [300, 212],
  [120, 205],
  [40, 190],
  [0, 150],
]

/** The Luna bowl, standing at 0, 0. */
export function bowl(sheet: Sheet, glaze: string, filled?: { colour: string; above: number }, tilt = 0.26): string {
  return vessel(sheet, {
    profile: BOWL,
    colour: CLAY,
    tilt,
    glaze: { colour: glaze, above: 54, drip: 16 },
    inside: lit(glaze, 0.3),
    speckles: 50,
    ...(filled === undefined ? {} : { filled }),
  })
}

/** The Patio mug, standing at 0, 0. */
export function mug(sheet: Sheet, glaze: string, tilt = 0.18): string {
  return (
    handle(sheet, 200, 330, 110, 150, glaze, 56) +
    vessel(sheet, {
      profile: MUG,
      colour: CLAY,
      tilt,
      glaze: { colour: glaze, above: 90 },
      inside: HOUSE.chalk,
      filled: { colour: '#4a2a1a', above: 350 },
      speckles: 60,
    })
  )
}

/** The cruet, standing at 0, 0, its spout to the left. */
export function cruet(sheet: Sheet, glaze: string): string {
  const spout = curve([
    [-130, -200],
    [-230, -270],
    [-290, -400],
    [-316, -420],
    [-296, -372],
    [-250, -250],
    [-120, -130],
  ])
  return (
    path(spout, rounded(sheet, glaze)) +
    ellipse(-306, -412, 20, 9, dim(glaze, 0.5), ' transform="rotate(-30 -306 -412)"') +
    handle(sheet, 60, 430, 190, 170, glaze, 40) +
    vessel(sheet, {
      profile: [
        [520, 62],
        [486, 54],
        [430, 58],
        [360, 110],
        [230, 190],
        [110, 204],
        [30, 176],
        [0, 150],
      ],
      colour: '#b98a64',
      glaze: { colour: glaze, above: 70 },
      inside: dim(glaze, 0.4),
      speckles: 40,
    }) +
    at(
      0,
      -520,
      vessel(sheet, {
        profile: [
          [70, 16],
          [54, 26],
          [40, 12],
          [16, 44],
          [0, 56],
        ],
        colour: glaze,
        shadow: 0,
      }),
    )
  )
}

/** The botijo, standing at 0, 0: a round belly, a ring to carry it by, a mouth and a spout. */
export function botijo(sheet: Sheet): string {
  const clay = '#ece0cb'
  const ring = curve([
    [-70, -560],
    [-84, -700],
    [0, -760],
    [84, -700],
    [70, -560],
  ])
  const stroke = (colour: string, width: number, more = ''): string =>
    path(ring, 'none', ` stroke="${colour}" stroke-width="${width}"${more}`)
  return (
    stroke(dim(clay, 0.34), 58) +
    stroke(clay, 40, ' transform="translate(-5 -5)"') +
    shine(sheet, ring, 9, 0.5) +
    at(
      -178,
      -470,
      vessel(sheet, {
        profile: [
          [120, 70],
          [96, 54],
          [40, 52],
          [0, 84],
        ],
        colour: clay,
        inside: '#a98c68',
        shadow: 0,
        matt: true,
      }),
      1,
      -34,
    ) +
    at(
      196,
      -480,
      vessel(sheet, {
        profile: [
          [130, 17],
          [60, 30],
          [0, 66],
        ],
        colour: clay,
        inside: '#6b523a',
        shadow: 0,
        matt: true,
      }),
      1,
      36,
    ) +
    vessel(sheet, {
      profile: [
        [610, 90],
        [570, 128],
        [480, 232],
        [350, 296],
        [210, 280],
        [100, 206],
        [36, 144],
        [0, 140],
      ],
      colour: clay,
      matt: true,
      speckles: 90,
      bands: [
        [330, 6, '#b9a07c'],
        [318, 3, '#b9a07c'],
        [470, 4, '#b9a07c'],
      ],
    })
  )
}
