import { disc, line, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { blades, copperPan, cork, grapes, hills, mortar, POT, spoon, wedge } from '../things/carved.ts'
import { breadBasket, coil, fruitBasket, hamper, scissors } from '../things/plaited.ts'
import { clove, garlic, rib } from '../things/plants.ts'
import { knife } from '../things/plates.ts'
import { timber } from '../things/timber.ts'
import { vessel } from '../things/vessel.ts'
import { HOUSE } from '../tools/colour.ts'
import { fade } from '../tools/light.ts'
import { branchShadow, finish, ground, planks, table, tiled, wall, windowLight } from '../tools/room.ts'
import { at, within } from '../tools/sheet.ts'
import type { Drawings } from './drawing.ts'

/** What is for sale in this kind of goods: baskets and wood. */
export const wood: Drawings = {
  'esparto-basket': (sheet) =>
    wall(sheet, '#d8b79a') +
    windowLight(sheet, 640, -120, 1.3) +
    table(sheet, 1010, HOUSE.chalk) +
    at(690, 1180, breadBasket(sheet), 1.2) +
    finish(sheet),

  'esparto-basket-coil': (sheet) =>
    ground(sheet, '#8c4f38') +
    at(690, 680, coil(sheet)) +
    [-8, 3, 14, 25]
      .map((turn) =>
        at(
          240,
          1290,
          line('M0 0Q400 -50 900 -20', '#b9a05a', 11) + line('M0 -3Q400 -53 900 -24', '#e6d394', 4),
          1,
          turn - 14,
        ),
      )
      .join('') +
    at(1130, 1130, scissors(sheet), 1, -30) +
    finish(sheet),

  'olive-wood-board': (sheet) =>
    tiled(sheet, ['#e9dfcb', '#dccdb2', '#f3ecdd'], 350) +
    at(
      660,
      690,
      timber(
        sheet,
        'M-480 -250H330C380 -250 400 -200 420 -110Q440 -60 540 -56H620Q690 -50 690 0Q690 50 620 56H540Q440 60 420 110C400 200 380 250 330 250H-480Q-530 250 -530 200V-200Q-530 -250 -480 -250Z',
        '#c08a4c',
        1240,
        520,
      ),
      1,
      -24,
    ) +
    at(1222, 440, disc(0, 0, 19, '#5a3621')) +
    at(420, 780, wedge(sheet), 1, -20) +
    at(760, 560, grapes(sheet)) +
    at(560, 1190, knife(sheet, 620, '#3d2a20'), 1, -16) +
    finish(sheet),

  'beech-spoons-set-of-three': (sheet) =>
    wall(sheet, '#a9b9ab') +
    branchShadow(sheet, 40, 60, 1.3, 8) +
    planks(sheet, 1060, HOUSE.walnut) +
    at(690, 1210, vessel(sheet, { ...POT, colour: '#b8694a', inside: '#6d3a26' })) +
    within(
      sheet,
      'M0 0H1400V770H902A212 39 0 0 1 478 770H0Z',
      at(640, 830, spoon(sheet, 'spatula'), 1.15, -13) +
        at(690, 830, spoon(sheet, 'slotted'), 1.15, 2) +
        at(740, 830, spoon(sheet, 'spoon'), 1.15, 15),
    ) +
    at(1130, 1250, garlic(sheet, 78)) +
    finish(sheet),

  'willow-fruit-basket': (sheet) =>
    wall(sheet, '#c9b7c0') +
    windowLight(sheet, 120, -100, 1.2) +
    table(sheet, 980, '#e1c7a5') +
    at(700, 1190, fruitBasket(sheet), 1.25) +
    finish(sheet),

  'olive-wood-mortar': (sheet) =>
    wall(sheet, '#e4d2a8') +
    branchShadow(sheet, 700, 20, 1.2, 22) +
    table(sheet, 1000, '#6d7f6c') +
    at(680, 1190, mortar(sheet), 1.25) +
    at(1160, 1230, garlic(sheet, 96)) +
    at(960, 1280, clove(sheet, 40), 1, 70) +
    [-30, 20, 70, 120, 190]
      .map((turn, index) => rib(turn, 130, 46, index % 2 === 0 ? '#5f9148' : '#487838', 230, 1250))
      .join('') +
    finish(sheet),

  'cork-trivets-set-of-two': (sheet) =>
    ground(sheet, '#3f5a66') +
    at(470, 940, cork(sheet, 350)) +
    at(850, 560, cork(sheet, 430)) +
    at(850, 560, copperPan(sheet)) +
    finish(sheet),

  'summer-picnic-hamper': (sheet) =>
    rect(0, 0, 1400, 760, fade(sheet, 80, [0, '#d6e2d6'], [1, '#b9c99a'])) +
    hills(sheet) +
    rect(0, 740, 1400, 660, fade(sheet, 80, [0, '#8fa65c'], [1, '#50703f'])) +
    blades(sheet) +
    at(690, 1180, hamper(sheet), 1.15) +
    finish(sheet),
}
