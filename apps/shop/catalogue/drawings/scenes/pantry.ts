import { disc, ellipse, path } from '../../../app/catalogue/placeholder/shapes.ts'
import {
  almondBowl,
  blockOf,
  churro,
  cinnamon,
  crocus,
  dipper,
  flakes,
  grains,
  heap,
  pepper,
  scoop,
  threads,
  tomato,
} from '../things/food.ts'
import { bag, bottle, emblem, jar, label, tin } from '../things/jars.ts'
import { blossom, clove, fruit, olive, oliveBranch, rib } from '../things/plants.ts'
import { bread, plate, pool } from '../things/plates.ts'
import { HOUSE } from '../tools/colour.ts'
import { plane, shine, soft } from '../tools/light.ts'
import { slab } from '../tools/outline.ts'
import { boards, branchShadow, finish, ground, niche, planks, table, tiled, wall, windowLight } from '../tools/room.ts'
import { at } from '../tools/sheet.ts'
import type { Drawings } from './drawing.ts'

/** What is for sale in this kind of goods: the pantry. */
export const pantry: Drawings = {
  'arbequina-olive-oil': (sheet) =>
    wall(sheet, '#cdbf8f') +
    windowLight(sheet, 90, -40, 1.3) +
    branchShadow(sheet, 760, 180, 1.1, 30) +
    planks(sheet, 1040, HOUSE.walnut) +
    at(660, 1210, bottle(sheet, 170, 900, '#4d5a22', '#b08b3c', '#5d6b2c')) +
    at(850, 1280, oliveBranch(sheet, 470, 7), 1, -8) +
    at(330, 1270, olive(sheet, '#8a9440', 34), 1, 20) +
    at(420, 1310, olive(sheet, '#4b3a4e', 32), 1, -30) +
    finish(sheet),

  'arbequina-olive-oil-plate': (sheet) =>
    boards(sheet, '#b98a5c', 6) +
    at(650, 700, plate(sheet, 460, 460, '#f7f2e6', 0.24, 0.4, '#aab7a0')) +
    at(650, 700, pool(sheet, 330, 330, '#c9b02c')) +
    [
      [-90, 40],
      [60, -80],
      [120, 90],
      [-20, 150],
      [10, 20],
    ]
      .map(([x = 0, y = 0], index) => disc(650 + x, 700 + y, 14 + index * 5, '#e6d670', ' opacity="0.6"'))
      .join('') +
    at(1100, 1050, bread(sheet, 230), 1, 24) +
    at(190, 1200, oliveBranch(sheet, 330, 4), 1, -30) +
    finish(sheet),

  'smoked-paprika': (sheet) =>
    wall(sheet, '#8d9a8f') +
    windowLight(sheet, 640, -100, 1.2) +
    planks(sheet, 1000, '#a97a4e') +
    at(560, 1170, tin(sheet, 250, 420, '#a5261f', '#c2401c')) +
    heap(sheet, 1010, 1220, '#b8371a') +
    at(250, 1240, pepper(sheet), 1, -30) +
    at(1180, 1010, pepper(sheet), 0.9, 40) +
    finish(sheet),

  'orange-blossom-honey': (sheet) =>
    wall(sheet, '#f0d9a8') +
    windowLight(sheet, 160, -120, 1.4) +
    table(sheet, 1020, '#e6c492') +
    at(620, 1190, jar(sheet, 240, 560, HOUSE.honey, '#f4ead6')) +
    at(620, 960, label(sheet, 300, 200, HOUSE.honey, emblem('#b8862c', 60))) +
    at(1040, 1240, dipper(sheet), 1, 64) +
    [
      [240, 1230, 84],
      [350, 1290, 66],
      [960, 1310, 60],
    ]
      .map(([x = 0, y = 0, half = 0]) =>
        at(
          x,
          y,
          rib(-160, half * 1.5, half * 0.4, '#5f7a45') +
            rib(-20, half * 1.4, half * 0.4, '#6f8d50') +
            blossom(sheet, half),
        ),
      )
      .join('') +
    finish(sheet),

  'thick-drinking-chocolate': (sheet) =>
    tiled(sheet, ['#a9b8b4', '#d9ded2', '#8fa5a6', '#c7d0c8'], 233) +
    at(620, 660, plate(sheet, 430, 430, '#f3ead8', 0.2, 0.2, HOUSE.indigo)) +
    at(940, 560, path(slab(-60, -40, 260, 80, 40), plane(sheet, '#f3ead8')), 1, -30) +
    at(620, 660, plate(sheet, 290, 290, '#f3ead8', 0.09, 0.9)) +
    at(620, 660, pool(sheet, 250, 250, '#3b1d12')) +
    at(1010, 1000, churro(sheet, 520), 1, -58) +
    at(1130, 1080, churro(sheet, 470), 1, -46) +
    at(240, 1210, cinnamon(sheet, 400), 1, -10) +
    at(270, 1270, cinnamon(sheet, 380), 1, 4) +
    finish(sheet),

  'toasted-marcona-almonds': (sheet) =>
    wall(sheet, '#b7c4c9') +
    branchShadow(sheet, 640, 30, 1.3, 10) +
    table(sheet, 940, '#d8b48c') +
    at(660, 1130, almondBowl(sheet), 1.3) +
    [
      [240, 1180, 60],
      [1080, 1230, -40],
      [1180, 1140, 100],
      [330, 1270, 20],
      [960, 1310, 70],
    ]
      .map(([x = 0, y = 0, turn = 0], index) =>
        at(
          x,
          y,
          soft(sheet, 5, ellipse(10, 30, 54, 20, '#3a1c22', ' opacity="0.35"')) +
            clove(sheet, 56, index % 2 === 0 ? '#e8c48d' : '#a76f3c'),
          1,
          turn,
        ),
      )
      .join('') +
    finish(sheet),

  'sea-salt-flakes': (sheet) =>
    wall(sheet, '#a3bcc4') +
    windowLight(sheet, 120, -90, 1.3) +
    table(sheet, 980, '#54707c') +
    at(510, 1160, bag(sheet, 270, 640, '#e9dcc2', '#6f8fa0')) +
    at(510, 920, emblem('#6f8fa0', 70)) +
    flakes(sheet) +
    at(1150, 1200, tomato(sheet)) +
    finish(sheet),

  'membrillo-quince-paste': (sheet) =>
    wall(sheet, '#d6b7a4') +
    niche(sheet, '#d6b7a4', 960, 320, 120, 960) +
    table(sheet, 950, '#8a5b3d') +
    at(580, 1150, path('M-470 60L-300 -110L420 -120L560 40L120 90Z', plane(sheet, '#f4ead6'))) +
    at(560, 1180, blockOf(sheet, '#a83c1c', 560, 190, 210)) +
    at(560, 1180, shine(sheet, 'M-250 -160V-40', 22, 0.35) + shine(sheet, 'M-180 -240L180 -246', 16, 0.4)) +
    at(960, 1250, blockOf(sheet, '#f0dca4', 230, 120, 130)) +
    at(960, 1118, blockOf(sheet, '#a83c1c', 200, 50, 110)) +
    at(1010, 850, fruit(sheet, '#e0bb3a', 128)) +
    at(1010, 734, rib(-30, 140, 46, '#6f8148')) +
    finish(sheet),

  'la-mancha-saffron': (sheet) =>
    ground(sheet, '#ded0c0') +
    [
      [330, 380, -20, 1.3],
      [1040, 300, 30, 1.2],
      [1110, 860, 60, 1.35],
      [300, 1060, -70, 1.1],
    ]
      .map(([x = 0, y = 0, turn = 0, scale = 1]) => at(x, y, crocus(sheet), scale, turn))
      .join('') +
    at(690, 700, plate(sheet, 250, 250, '#e6eceb', 0.16, 0.5, '#93a4a4')) +
    threads(sheet, 690, 700, 170, 170) +
    threads(sheet, 760, 1190, 200, 60) +
    finish(sheet),

  'bomba-rice': (sheet) =>
    wall(sheet, '#cfd0b0') +
    branchShadow(sheet, 40, 40, 1.3, 4) +
    planks(sheet, 1010, '#9a6c45') +
    at(560, 1190, bag(sheet, 310, 800, '#f0e6d2', '#a5402c')) +
    at(560, 900, emblem('#a5402c', 86)) +
    heap(sheet, 1060, 1240, '#f1e8d4') +
    grains(sheet) +
    at(1010, 1170, scoop(sheet), 1, -24) +
    finish(sheet),
}
