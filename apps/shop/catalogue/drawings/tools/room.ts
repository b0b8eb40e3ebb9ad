import { leaf, line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, lit, mix } from './colour.ts'
import { fade, glow, plane, soft } from './light.ts'
import { corners, curve, type Point } from './outline.ts'
import type { Sheet } from './sheet.ts'

/** Where the things of a picture stand or lie. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** Pictures of products are squares of this size. */
export const SQUARE: Room = { width: 1400, height: 1400 }

/** A wall of plaster from the top, lighter by the window at the left. */
export function wall(sheet: Sheet, colour: string, room = SQUARE): string {
  const { width, height } = room
  const sky = fade(sheet, 20, [0, lit(colour, 0.5)], [0.5, colour], [1, dim(colour, 0.2)])
  return rect(0, 0, width, height, sky) + mottled(sheet, room, 0.0045, 0.1)
}

/** Uneven, as plaster and lime wash are: large soft patches, lighter and darker. */
function mottled(sheet: Sheet, room: Room, frequency: number, strength: number): string {
  const filter = sheet.define(
    (id) =>
      `<filter id="${id}" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" ` +
      `numOctaves="4" seed="${Math.round(sheet.chance.between(1, 90))}"/><feColorMatrix values="0 0 0 0 0.25  0 0 0 0 0.12  0 0 0 0 0.1  ` +
      `${strength * 5} 0 0 0 ${-strength * 2.1}"/></filter>`,
  )
  return `<rect width="${room.width}" height="${room.height}" filter="${filter}"/>`
}

/** The light of a window with panes on the wall. */
export function windowLight(sheet: Sheet, x: number, y: number, scale = 1, slant = 0.42): string {
  const pane = (column: number, row: number): string => {
    const [left, top] = [column * 190, row * 230 + column * 190 * slant]
    return path(
      corners([left, top], [left + 170, top + 170 * slant], [left + 170, top + 208 + 170 * slant], [left, top + 208]),
      '#fff1cf',
    )
  }
  const panes = [0, 1].flatMap((column) => [0, 1, 2].map((row) => pane(column, row))).join('')
  return `<g transform="translate(${x} ${y}) scale(${scale})" opacity="0.5">${soft(sheet, 9, panes)}</g>`
}

/** The shadow of a branch outside, on the wall. */
export function branchShadow(sheet: Sheet, x: number, y: number, scale = 1, degrees = 0): string {
  const stem: Point[] = [
    [0, 0],
    [140, 90],
    [300, 140],
    [470, 150],
    [620, 120],
  ]
  const leaves = stem.flatMap(([px, py], index) =>
    [-58, 40, 96].map((turn) =>
      leaf(px + turn / 3, py + 6, turn + index * 9, sheet.chance.between(120, 175), 24, '#4a2a2a'),
    ),
  )
  const drawn = soft(sheet, 8, line(curve(stem), '#4a2a2a', 9) + leaves.join(''))
  return `<g transform="translate(${x} ${y}) rotate(${degrees}) scale(${scale})" opacity="0.17">${drawn}</g>`
}

/** An arched niche in the wall, as deep as a jug. */
export function niche(sheet: Sheet, colour: string, x: number, half: number, top: number, foot: number): string {
  const arch = (inset: number, drop: number): string =>
    `M${x - half + inset} ${foot}V${top + half}A${half - inset} ${half - inset} 0 0 1 ${x + half - inset} ${top + half + drop}V${foot}Z`
  const inside = fade(sheet, 0, [0, dim(colour, 0.42)], [0.3, dim(colour, 0.22)], [1, lit(colour, 0.1)])
  return (
    path(arch(-10, 0), lit(colour, 0.4), ' opacity="0.7"') +
    path(arch(0, 0), inside) +
    `<g opacity="0.5">${soft(sheet, 26, path(arch(70, 0), lit(colour, 0.16)))}</g>`
  )
}

/** A table from `y` down to the lower edge, seen from its front. */
export function table(sheet: Sheet, y: number, colour: string, room = SQUARE): string {
  const { width, height } = room
  const top = fade(sheet, 14, [0, lit(colour, 0.4)], [0.5, lit(colour, 0.06)], [1, dim(colour, 0.24)])
  return (
    soft(sheet, 16, rect(-40, y - 26, width + 80, 34, dim(colour, 0.5), ' opacity="0.35"')) +
    rect(0, y, width, height - y, top) +
    rect(0, y, width, 5, lit(colour, 0.6), ' opacity="0.75"')
  )
}

/** Planks on a table from `y` down. */
export function planks(sheet: Sheet, y: number, colour: string, room = SQUARE): string {
  const { chance } = sheet
  let drawn = table(sheet, y, colour, room)
  const gaps = [0.16, 0.38, 0.68].map((share) => y + (room.height - y) * share)
  for (const gap of gaps)
    drawn +=
      rect(0, gap, room.width, 5, dim(colour, 0.5), ' opacity="0.5"') +
      rect(0, gap + 5, room.width, 3, lit(colour, 0.5), ' opacity="0.4"')
  for (let count = 0; count < 26; count += 1) {
    const [gx, gy, length] = [
      chance.between(-100, room.width),
      chance.between(y + 14, room.height),
      chance.between(160, 620),
    ]
    drawn += line(
      `M${gx} ${gy}q${length / 2} ${chance.between(-7, 7)} ${length} 0`,
      dim(colour, 0.4),
      chance.between(1.5, 4),
      ' opacity="0.16"',
    )
  }
  return drawn
}

/** The front of the table under `y`, down to the lower edge. */
export function tableFront(sheet: Sheet, y: number, colour: string, room = SQUARE): string {
  const front = fade(sheet, 90, [0, dim(colour, 0.2)], [1, dim(colour, 0.5)])
  return (
    rect(0, y, room.width, room.height - y, front) + rect(0, y - 3, room.width, 6, lit(colour, 0.45), ' opacity="0.8"')
  )
}

/** A plain surface seen from straight above. */
export function ground(sheet: Sheet, colour: string, room = SQUARE): string {
  return rect(0, 0, room.width, room.height, plane(sheet, colour, 1.5)) + mottled(sheet, room, 0.006, 0.08)
}

/** Glazed tiles seen from above. */
export function tiled(sheet: Sheet, colours: readonly string[], side: number, room = SQUARE): string {
  const { chance } = sheet
  let drawn = rect(0, 0, room.width, room.height, '#d9cbb5')
  for (let x = -side / 3; x < room.width; x += side) {
    for (let y = -side / 4; y < room.height; y += side) {
      const colour = mix(chance.pick(colours), chance.pick(colours), 0.35)
      drawn += `<rect x="${x + 5}" y="${y + 5}" width="${side - 10}" height="${side - 10}" rx="9" fill="${plane(sheet, colour)}"/>`
    }
  }
  return (
    drawn +
    rect(0, 0, room.width, room.height, fade(sheet, 35, [0, '#fff4dc', 0.3], [0.5, '#fff4dc', 0], [1, '#2a1722', 0.28]))
  )
}

/** Boards of wood seen from above. */
export function boards(sheet: Sheet, colour: string, count = 5, room = SQUARE): string {
  const { chance } = sheet
  const tall = room.height / count
  let drawn = ''
  for (let index = 0; index < count; index += 1) {
    const y = index * tall
    const tone = mix(colour, dim(colour, 0.25), chance.between(0, 8) / 10)
    drawn += rect(0, y, room.width, tall + 1, tone)
    for (let grain = 0; grain < 16; grain += 1) {
      const [gx, gy, length] = [
        chance.between(-200, room.width),
        chance.between(y + 8, y + tall - 8),
        chance.between(220, 800),
      ]
      drawn += line(
        `M${gx} ${gy}q${length / 2} ${chance.between(-12, 12)} ${length} 0`,
        dim(tone, 0.5),
        chance.between(1, 4),
        ' opacity="0.2"',
      )
    }
    drawn +=
      rect(0, y + tall - 5, room.width, 6, dim(colour, 0.6), ' opacity="0.65"') +
      rect(0, y, room.width, 3, lit(colour, 0.5), ' opacity="0.3"')
  }
  return (
    drawn +
    rect(
      0,
      0,
      room.width,
      room.height,
      fade(sheet, 35, [0, '#fff4dc', 0.3], [0.45, '#fff4dc', 0], [1, '#2a1722', 0.36]),
    )
  )
}

/** What lies over every picture at the end: the corners a little darker, and the warmth of the window. */
export function finish(sheet: Sheet, room = SQUARE): string {
  const { width, height } = room
  const edge = glow(sheet, 0.44, 0.44, 0.78, [0.55, '#2a1722', 0], [1, '#2a1722', 0.24])
  const warmth = glow(sheet, 0.08, 0.05, 0.8, [0, '#ffe9b8', 0.3], [1, '#ffe9b8', 0])
  return rect(0, 0, width, height, warmth) + rect(0, 0, width, height, edge)
}
