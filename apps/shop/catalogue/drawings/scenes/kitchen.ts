import { disc, ellipse, line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { spread } from '../things/cloth.ts'
import { botijo, bowl, cruet, mug } from '../things/crockery.ts'
import { clove, fig, garlic, lemon, oliveBranch, rib, slice } from '../things/plants.ts'
import { bread, knife, plate, pool } from '../things/plates.ts'
import { tile } from '../things/tile.ts'
import { vessel } from '../things/vessel.ts'
import { dim, HOUSE, lit } from '../tools/colour.ts'
import { ball, lying, plane, soft } from '../tools/light.ts'
import { curve, oval, slab } from '../tools/outline.ts'
import {
  boards,
  branchShadow,
  finish,
  ground,
  niche,
  planks,
  table,
  tableFront,
  tiled,
  wall,
  windowLight,
} from '../tools/room.ts'
import { at, type Sheet } from '../tools/sheet.ts'
import type { Drawings } from './drawing.ts'

/** What is for sale in this kind of goods: kitchen and table. */
export const kitchen: Drawings = {
  'luna-breakfast-bowl': (sheet) =>
    wall(sheet, HOUSE.rose) +
    branchShadow(sheet, 620, 40, 1.2, 14) +
    table(sheet, 900, '#e6d3bd') +
    at(700, 1190, folds(sheet), 1) +
    at(700, 1160, bowl(sheet, HOUSE.sea, { colour: '#f6efe0', above: 178 }), 1.7) +
    at(560, 765, fig(sheet, 66), 1, -24) +
    at(705, 758, fig(sheet, 60), 1, 12) +
    at(842, 778, fig(sheet, 58), 1, 40) +
    at(640, 800, rib(-20, 110, 26, HOUSE.leaf)) +
    at(1160, 1235, fig(sheet, 96), 1, 18) +
    finish(sheet),

  'luna-breakfast-bowl-stack': (sheet) =>
    wall(sheet, HOUSE.sage) +
    windowLight(sheet, 60, -80, 1.2) +
    planks(sheet, 1010, HOUSE.walnut) +
    at(690, 1190, bowl(sheet, HOUSE.olive), 1.35) +
    at(706, 1050, bowl(sheet, HOUSE.oat), 1.3) +
    at(684, 916, bowl(sheet, HOUSE.sea), 1.24) +
    at(1120, 1240, oliveBranch(sheet, 330, 4), 1, -30) +
    finish(sheet),

  'patio-mug': (sheet) =>
    wall(sheet, HOUSE.plaster) +
    windowLight(sheet, 130, -60, 1.3) +
    branchShadow(sheet, 720, 60, 1, 10) +
    planks(sheet, 980, HOUSE.wood) +
    at(620, 1170, mug(sheet, HOUSE.sea), 1.35) +
    at(960, 1270, oliveBranch(sheet, 420), 1, -12) +
    finish(sheet),

  'patio-mug-oat': (sheet) =>
    ground(sheet, '#c98f6d') +
    at(
      760,
      720,
      spread(
        sheet,
        1000,
        1000,
        '#efe3cf',
        rect(-440, -600, 26, 1200, HOUSE.brick) + rect(-396, -600, 10, 1200, HOUSE.brick),
      ),
      1,
      8,
    ) +
    at(960, 690, path(slab(120, -46, 330, 92, 46), plane(sheet, HOUSE.oat)), 1, 24) +
    at(700, 690, plate(sheet, 330, 330, HOUSE.oat, 0.1, 0.9)) +
    at(700, 690, pool(sheet, 282, 282, '#5a321d')) +
    at(
      700,
      690,
      soft(
        sheet,
        10,
        path(
          curve([
            [-170, 40],
            [-60, 110],
            [90, 80],
            [150, -20],
            [60, -90],
            [-60, -50],
            [-30, 30],
            [50, 20],
          ]),
          'none',
          ' stroke="#c79468" stroke-width="26" opacity="0.55"',
        ),
      ),
    ) +
    at(420, 1130, biscuit(sheet), 1, -20) +
    at(640, 1190, biscuit(sheet), 1, 34) +
    finish(sheet),

  'patio-mug-terracotta': (sheet) =>
    wall(sheet, '#dfe0cf') +
    windowLight(sheet, 560, -160, 1.3, 0.3) +
    table(sheet, 1120, HOUSE.chalk) +
    tableFront(sheet, 1240, HOUSE.chalk) +
    at(620, 1200, mug(sheet, HOUSE.terracotta), 1.15) +
    at(636, 716, mug(sheet, '#c9744c'), 1.1, 2) +
    at(1130, 1195, garlic(sheet, 70)) +
    finish(sheet),

  'olive-oil-cruet': (sheet) =>
    wall(sheet, '#e4c39d') +
    niche(sheet, '#e4c39d', 700, 440, 150, 1130) +
    table(sheet, 1120, '#d9b48a') +
    at(730, 1220, cruet(sheet, '#56703f'), 1.42) +
    at(230, 1290, oliveBranch(sheet, 380, 5), 1, -8) +
    finish(sheet),

  'terracotta-tapas-dish': (sheet) =>
    tiled(sheet, ['#3d6f86', '#2f5d78', '#5b8a99', '#dfe4dc'], 280) +
    at(700, 700, plate(sheet, 470, 470, '#b0592f', 0.13, 0.7)) +
    at(700, 700, pool(sheet, 390, 390, '#d9822b')) +
    prawns(sheet) +
    at(1180, 1180, bread(sheet, 190), 1, -20) +
    finish(sheet),

  'mediodia-serving-platter': (sheet) =>
    boards(sheet, '#8a5a3a', 5) +
    at(700, 660, plate(sheet, 590, 340, '#f5efe2', 0.13, 0.2, '#8a5a34'), 1, -14) +
    at(480, 690, lying(sheet, oval(0, 0, 150, 108), 0.6) + lemon(sheet, 112), 1, 12) +
    at(760, 560, lying(sheet, oval(0, 0, 140, 104), 0.6) + lemon(sheet, 106), 1, -36) +
    at(900, 700, lying(sheet, oval(0, 0, 108, 108), 0.5) + slice(108, '#e9bd2c', '#f1d868')) +
    at(620, 800, slice(92, '#e9bd2c', '#f1d868')) +
    at(330, 1180, knife(sheet, 720), 1, -9) +
    finish(sheet),

  'painted-wall-tile': (sheet) =>
    ground(sheet, '#d8c3a5') +
    at(435, 435, tile(sheet, 'star')) +
    at(965, 430, tile(sheet, 'leaf')) +
    at(438, 963, tile(sheet, 'wave')) +
    at(966, 966, tile(sheet, 'sun')) +
    finish(sheet),

  'painted-wall-tile-sun': (sheet) =>
    wall(sheet, '#b8c9c6') +
    windowLight(sheet, 640, -120, 1.2) +
    table(sheet, 1040, '#cda57c') +
    at(600, 770, tile(sheet, 'sun'), 1.3, -3) +
    brush(sheet) +
    at(
      1130,
      1180,
      vessel(sheet, {
        profile: [
          [110, 120],
          [60, 112],
          [0, 84],
        ],
        colour: '#f1eadc',
        inside: '#dcd2c0',
        filled: { colour: '#24418a', above: 62 },
        tilt: 0.3,
      }),
    ) +
    finish(sheet),

  'garlic-grater-plate': (sheet) =>
    ground(sheet, '#5f6f52') +
    at(640, 660, plate(sheet, 450, 450, HOUSE.mustard, 0.2, 0.35)) +
    at(640, 660, ridges(sheet)) +
    at(1130, 1130, garlic(sheet, 170), 1, 14) +
    at(300, 1180, clove(sheet, 74), 1, -40) +
    at(470, 1250, clove(sheet, 66), 1, 30) +
    at(1190, 300, clove(sheet, 70), 1, 100) +
    finish(sheet),

  'botijo-water-jug': (sheet) =>
    wall(sheet, '#9fb3b3') +
    branchShadow(sheet, 60, 120, 1.5, 4) +
    table(sheet, 1090, HOUSE.chalk) +
    tableFront(sheet, 1270, '#e9ddca') +
    at(690, 1200, botijo(sheet), 1.3) +
    finish(sheet),
}

function folds(sheet: Sheet): string {
  const d = curve(
    [
      [-560, -40],
      [-200, -110],
      [300, -100],
      [620, -30],
      [540, 110],
      [120, 150],
      [-420, 120],
    ],
    true,
  )
  return (
    lying(sheet, d, 0.4) +
    path(d, plane(sheet, '#f3e8d6')) +
    `<g opacity="0.5">${line('M-420 80C-100 60 200 110 520 40', dim(HOUSE.brick, 0), 12) + line('M-440 54C-100 34 200 84 540 14', HOUSE.brick, 5)}</g>`
  )
}

function biscuit(sheet: Sheet): string {
  const d = slab(-130, -62, 260, 124, 40)
  const holes = [-80, -27, 27, 80].flatMap((x) =>
    [-24, 24].map((y) => ellipse(x, y, 6, 5, '#7d4a20', ' opacity="0.6"')),
  )
  return (
    lying(sheet, d, 0.6) +
    path(d, plane(sheet, '#cf9450')) +
    path(d, 'none', ' stroke="#8f5726" stroke-width="7" opacity="0.6"') +
    holes.join('')
  )
}

function prawns(sheet: Sheet): string {
  const arc = 'M-70 50C-90 -60 40 -100 90 -10C94 10 80 26 66 18C30 -40 -20 -20 -20 44C-30 70 -66 74 -70 50Z'
  const places = [
    [560, 560, 0],
    [790, 540, 80],
    [880, 740, 150],
    [700, 860, 210],
    [500, 760, 290],
    [690, 700, 40],
  ] as const
  let drawn = ''
  for (const [x, y, turn] of places) {
    const rings = [0.2, 0.45, 0.7]
      .map((share) => line(`M${-76 + share * 150} ${-20 - share * 50}q24 26 20 46`, '#b9442a', 6, ' opacity="0.6"'))
      .join('')
    drawn += at(
      x,
      y,
      lying(sheet, arc, 0.3) +
        path(arc, ball(sheet, '#ef8a5c')) +
        rings +
        path('M66 18l40 34l-20 10l-30 -30Z', '#c9502e'),
      1.25,
      turn,
    )
  }
  for (let count = 0; count < 34; count += 1) {
    const [turn, far] = [sheet.chance.between(0, 6.28), sheet.chance.between(60, 350)]
    drawn += ellipse(
      700 + Math.cos(turn) * far,
      700 + Math.sin(turn) * far,
      9,
      5,
      sheet.chance.pick(['#4f7a3a', '#6b9147', '#f6ecd0', '#b3261e']),
    )
  }
  return drawn
}

function ridges(sheet: Sheet): string {
  let drawn = ''
  for (let ring = 1; ring <= 7; ring += 1) {
    for (let turn = 0; turn < ring * 7; turn += 1) {
      const angle = (turn / (ring * 7)) * Math.PI * 2 + ring
      const [x, y] = [Math.cos(angle) * ring * 30, Math.sin(angle) * ring * 30]
      drawn += ellipse(x + 3, y + 4, 9, 8, dim(HOUSE.mustard, 0.5)) + disc(x, y, 7, lit(HOUSE.mustard, 0.55))
    }
  }
  return soft(sheet, 0.6, drawn)
}

function brush(sheet: Sheet): string {
  const stick =
    path(slab(-14, -420, 28, 420, 14), plane(sheet, HOUSE.wood)) +
    rect(-17, -60, 34, 70, '#c9c3b4') +
    path('M-17 8C-30 70 -8 110 0 150C8 110 30 70 17 8Z', '#27407f')
  return at(1010, 1140, stick, 1, 68)
}
