import { disc, ellipse, line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { spread } from '../things/cloth.ts'
import { candle, flame, plainCandle } from '../things/flames.ts'
import { bottle, emblem } from '../things/jars.ts'
import { fig, lavender } from '../things/plants.ts'
import { dim, lit } from '../tools/colour.ts'
import { fade, glow, plane, rounded, soft, standing } from '../tools/light.ts'
import { corners, oval, slab } from '../tools/outline.ts'
import { branchShadow, finish, ground, niche, planks, table, wall, windowLight } from '../tools/room.ts'
import { at, type Sheet, within } from '../tools/sheet.ts'
import type { Drawings } from './drawing.ts'

/** What is for sale in this kind of goods: light and scent. */
export const light: Drawings = {
  'beeswax-candle': (sheet) =>
    wall(sheet, '#7d6a72') +
    niche(sheet, '#7d6a72', 680, 430, 130, 1090) +
    table(sheet, 1070, '#6b4a38') +
    at(540, 1210, candle(sheet, 88, 620)) +
    at(540, 560, flame(sheet, 110)) +
    at(820, 1240, candle(sheet, 88, 400)) +
    at(820, 810, flame(sheet, 100)) +
    finish(sheet),

  'green-olive-soap': (sheet) =>
    wall(sheet, '#d9dccb') +
    windowLight(sheet, 110, -60, 1.3) +
    table(sheet, 1010, '#b9c4bd') +
    at(650, 1200, standing(sheet, 340)) +
    at(650, 1200, soap(sheet, '#8d9858')) +
    at(672, 1024, soap(sheet, '#a3ac6a')) +
    at(640, 846, soap(sheet, '#7f8b4d')) +
    foam(sheet) +
    finish(sheet),

  'lavender-sachets-set-of-three': (sheet) =>
    ground(sheet, '#cfc6b4') +
    at(430, 560, sachet(sheet, '#efe6d6'), 1, -14) +
    at(860, 480, sachet(sheet, '#c9bfd6'), 1, 9) +
    at(690, 930, sachet(sheet, '#dfd3c2'), 1, -3) +
    [
      [1130, 1290, 10],
      [1210, 1270, 22],
      [1060, 1310, -4],
      [1270, 1310, 34],
    ]
      .map(([x = 0, y = 0, turn = 0]) => at(x, y, lavender(sheet, 620), 1, turn - 20))
      .join('') +
    buds(sheet) +
    finish(sheet),

  'brass-candle-holder': (sheet) =>
    wall(sheet, '#3f4f57') + table(sheet, 1030, '#5a3f30') + at(660, 1190, holder(sheet), 1.2) + finish(sheet),

  'fig-leaf-room-mist': (sheet) =>
    wall(sheet, '#b9c6a8') +
    branchShadow(sheet, 640, 20, 1.4, 14) +
    table(sheet, 1060, '#e3d3b9') +
    at(300, 1010, figLeaf('#5d7f45'), 1.3, -34) +
    at(1090, 960, figLeaf('#4d6f3d'), 1.4, 38) +
    at(680, 1220, bottle(sheet, 190, 700, '#8a4f1c', '#2c2a33', '#5d7f45')) +
    at(
      680,
      470,
      path(slab(-62, -60, 124, 110, 16), rounded(sheet, '#2c2a33')) +
        path(slab(-96, -104, 130, 60, 20), rounded(sheet, '#3b3843')),
    ) +
    at(1120, 1250, fig(sheet, 96), 1, 12) +
    at(290, 1265, fig(sheet, 74), 1, -30) +
    finish(sheet),

  'punched-tin-lantern': (sheet) =>
    wall(sheet, '#2f4a63') +
    spots(sheet) +
    planks(sheet, 1090, '#4a3a34') +
    at(690, 1240, lantern(sheet), 1.16) +
    finish(sheet),
}

function soap(sheet: Sheet, colour: string): string {
  const d = slab(-300, -170, 600, 170, 34)
  return (
    path(d, rounded(sheet, colour, 0.8)) +
    path(slab(-292, -172, 584, 60, 30), fade(sheet, 90, [0, lit(colour, 0.55)], [1, colour, 0])) +
    at(0, -78, emblem(dim(colour, 0.34), 44)) +
    `<g opacity="0.5">${at(3, -75, emblem(lit(colour, 0.4), 40))}</g>` +
    path(d, 'none', ` stroke="${dim(colour, 0.3)}" stroke-width="3" opacity="0.4"`)
  )
}

function foam(sheet: Sheet): string {
  return Array.from({ length: 46 }, (_, index) => {
    const size = sheet.chance.between(10, 52)
    const [x, y] =
      index < 30
        ? [1060 + sheet.chance.between(-150, 150), 1230 + sheet.chance.between(-46, 36)]
        : [270 + sheet.chance.between(-90, 110), 1260 + sheet.chance.between(-20, 30)]
    return (
      disc(
        x,
        y,
        size,
        glow(sheet, 0.34, 0.3, 0.75, [0, '#ffffff', 0.95], [0.6, '#eef3ee', 0.55], [1, '#b9cfd0', 0.75]),
      ) + ellipse(x - size * 0.35, y - size * 0.4, size * 0.2, size * 0.13, '#fff')
    )
  }).join('')
}

function sachet(sheet: Sheet, colour: string): string {
  return (
    spread(
      sheet,
      360,
      430,
      colour,
      Array.from({ length: 7 }, (_, index) => rect(-180 + index * 60, -220, 3, 440, '#7b6aa6', ' opacity="0.25"')).join(
        '',
      ),
    ) +
    at(
      0,
      -90,
      path('M-186 0Q0 20 186 0V26Q0 46 -186 26Z', plane(sheet, '#7b6aa6')) +
        path('M0 20C-120 -70 -130 60 0 24C120 -70 130 60 0 24Z', plane(sheet, '#8f7fb8')) +
        path(
          'M0 24Q-30 90 -70 110L-40 116L-30 140Q0 80 0 24Q30 90 80 100L60 120L74 142Q10 90 0 24Z',
          plane(sheet, '#7b6aa6'),
        ),
    ) +
    at(0, 190, lavender(sheet, 190)) +
    at(-22, 190, lavender(sheet, 150), 1, -14) +
    at(22, 190, lavender(sheet, 150), 1, 14)
  )
}

function buds(sheet: Sheet): string {
  return Array.from({ length: 130 }, () =>
    at(
      300 + sheet.chance.between(-220, 260),
      1200 + sheet.chance.between(-110, 130),
      ellipse(3, 4, 10, 6, '#3a1c22', ' opacity="0.3"') +
        ellipse(0, 0, 10, 6, sheet.chance.pick(['#7b6aa6', '#9a8ac4', '#5d4d87', '#b5a6d6'])),
      1,
      sheet.chance.between(0, 180),
    ),
  ).join('')
}

function holder(sheet: Sheet): string {
  const brass = '#c79a3c'
  const metal = fade(
    sheet,
    0,
    [0, '#7d5a1c'],
    [0.16, '#f6dc92'],
    [0.3, '#c79a3c'],
    [0.52, '#f0cf7c'],
    [0.7, '#8a641f'],
    [0.9, '#d9b25a'],
    [1, '#6b4a16'],
  )
  const ring =
    path(oval(400, -70, 92, 84), 'none', ' stroke="#6b4a16" stroke-width="38"') +
    path(oval(397, -74, 92, 84), 'none', ` stroke="${brass}" stroke-width="26"`) +
    path('M318 -110A92 84 0 0 1 440 -148', 'none', ' stroke="#fbe9b4" stroke-width="9" stroke-linecap="round"')
  return (
    standing(sheet, 330) +
    ring +
    path('M-340 -60Q0 40 340 -60L300 -8Q0 60 -300 -8Z', metal) +
    ellipse(0, -66, 342, 70, metal) +
    ellipse(0, -60, 310, 56, fade(sheet, 0, [0, '#6b4a16'], [0.4, '#c79a3c'], [0.7, '#e9c66e'], [1, '#9a7226'])) +
    plainCandleAt(sheet) +
    path(slab(-78, -190, 156, 120, 14), metal) +
    ellipse(0, -72, 112, 22, metal) +
    path(slab(-96, -206, 192, 30, 14), metal) +
    at(0, -650, flame(sheet, 120, 4.4)) +
    soft(sheet, 20, ellipse(0, -60, 220, 36, '#ffe2a0', ' opacity="0.5"'))
  )
}

function plainCandleAt(sheet: Sheet): string {
  return at(0, -190, plainCandle(sheet, 62, 450))
}

function figLeaf(colour: string): string {
  const d =
    'M0 130C-30 60 -150 130 -190 60C-130 40 -150 -20 -240 -60C-150 -90 -120 -80 -100 -60C-120 -130 -100 -190 -90 -230C-40 -190 -20 -150 -14 -110C-10 -190 0 -250 14 -280C40 -230 50 -170 40 -110C60 -160 90 -190 130 -210C140 -160 130 -100 110 -60C150 -80 190 -70 240 -30C180 -10 130 40 180 70C130 120 30 60 0 130Z'
  const veins = [
    'M0 220V-250',
    'M0 100Q-100 40 -180 50',
    'M0 90Q-110 -20 -210 -60',
    'M0 60Q-60 -120 -84 -210',
    'M0 60Q80 -110 122 -190',
    'M0 90Q120 0 210 -30',
    'M0 100Q90 60 160 64',
  ]
    .map((vein) => line(vein, lit(colour, 0.4), 6, ' opacity="0.7"'))
    .join('')
  return (
    path(d, '#2a1722', ' opacity="0.2" transform="translate(16 18)"') +
    path(d, colour) +
    path(
      'M0 130C-30 60 -150 130 -190 60C-130 40 -150 -20 -240 -60C-150 -90 -120 -80 -100 -60C-120 -130 -100 -190 -90 -230C-40 -190 -20 -150 0 -110Z',
      lit(colour, 0.14),
    ) +
    veins
  )
}

function spots(sheet: Sheet): string {
  let drawn = ellipse(
    690,
    700,
    900,
    800,
    glow(sheet, 0.5, 0.5, 0.5, [0, '#ffd98a', 0.55], [0.5, '#ffc869', 0.18], [1, '#ffc869', 0]),
  )
  for (let ring = 0; ring < 8; ring += 1)
    for (let index = 0; index < 14 + ring * 3; index += 1) {
      const turn = (index / (14 + ring * 3)) * Math.PI * 2 + ring * 0.4
      const far = 330 + ring * 84
      const [x, y] = [690 + Math.cos(turn) * far, 720 + Math.sin(turn) * far]
      if (y < 1070)
        drawn += ellipse(
          x,
          y,
          8 + ring * 2.4,
          6 + ring * 1.4,
          '#ffe3a1',
          ` opacity="${(0.8 - ring * 0.085).toFixed(2)}" transform="rotate(${((turn * 180) / Math.PI).toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)})"`,
        )
    }
  return soft(sheet, 3, drawn)
}

function lantern(sheet: Sheet): string {
  const tone = fade(sheet, 0, [0, '#4a4c50'], [0.2, '#b9bcbc'], [0.45, '#8d9194'], [0.75, '#54575c'], [1, '#3a3c42'])
  const body = slab(-220, -640, 440, 600, 10)
  const flower = (x: number, y: number, size: number): string =>
    Array.from(
      { length: 8 },
      (_, index) =>
        `<g transform="translate(${x} ${y}) rotate(${index * 45})">${ellipse(size * 0.62, 0, size * 0.32, size * 0.12, '#ffe3a0')}</g>`,
    ).join('') + disc(x, y, size * 0.16, '#fff3cf')
  const dots =
    Array.from(
      { length: 15 },
      (_, index) => disc(-196 + index * 28, -606, 6, '#ffd98a') + disc(-196 + index * 28, -76, 6, '#ffd98a'),
    ).join('') +
    Array.from(
      { length: 17 },
      (_, index) => disc(-196, -576 + index * 30, 6, '#ffd98a') + disc(196, -576 + index * 30, 6, '#ffd98a'),
    ).join('')
  const holes =
    flower(0, -430, 120) +
    flower(0, -200, 120) +
    [
      [-110, -315],
      [110, -315],
      [-120, -530],
      [120, -530],
      [-120, -120],
      [120, -120],
    ]
      .map(([x = 0, y = 0]) => flower(x, y, 50))
      .join('') +
    dots
  const roof = corners([-260, -630], [-90, -830], [90, -830], [260, -630])
  return (
    standing(sheet, 250) +
    path(oval(0, -950, 70, 74), 'none', ' stroke="#5a5c62" stroke-width="18"') +
    path(slab(-90, -880, 180, 60, 20), tone) +
    path(roof, tone) +
    [-0.5, 0, 0.5]
      .map(
        (share) =>
          line(`M${share * 160} -826L${share * 500} -634`, '#2a2a30', 5, ' opacity="0.5"') +
          disc(share * 300, -730, 10, '#ffd98a'),
      )
      .join('') +
    path(slab(-250, -60, 500, 60, 12), tone) +
    path(body, tone) +
    within(sheet, body, soft(sheet, 9, holes) + holes) +
    ellipse(0, -20, 330, 60, '#ffd98a', ' opacity="0.18"')
  )
}
