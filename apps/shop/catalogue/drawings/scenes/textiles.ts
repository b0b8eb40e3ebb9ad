import { rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { folded, hanging, spread, stripes, weave } from '../things/cloth.ts'
import { fruit, oliveBranch, rosemary } from '../things/plants.ts'
import {
  apron,
  BORDER,
  barred,
  block,
  chair,
  hem,
  hook,
  mitt,
  peg,
  pomegranate,
  roundTable,
  string,
  throwOver,
  tote,
} from '../things/sewn.ts'
import { vessel } from '../things/vessel.ts'
import { HOUSE } from '../tools/colour.ts'
import { fade, plane, soft, standing } from '../tools/light.ts'
import { branchShadow, finish, ground, planks, table, wall, windowLight } from '../tools/room.ts'
import { at } from '../tools/sheet.ts'
import type { Drawings } from './drawing.ts'

/** What is for sale in this kind of goods: textiles. */
export const textiles: Drawings = {
  'striped-linen-tea-towel': (sheet) =>
    wall(sheet, '#cfd3c4') +
    windowLight(sheet, 60, 120, 1.1) +
    hook(sheet, 700, 170) +
    at(700, 190, hanging(sheet, 700, 980, '#efe6d4', stripes(700, 1000, HOUSE.indigo, BORDER))) +
    finish(sheet),

  'striped-linen-tea-towel-stack': (sheet) =>
    wall(sheet, HOUSE.plaster) +
    branchShadow(sheet, 560, 20, 1.3, 16) +
    planks(sheet, 960, HOUSE.wood) +
    at(660, 1170, standing(sheet, 420)) +
    at(
      660,
      1170,
      folded(sheet, 860, '#efe6d4', 3, (y, tall) => barred(HOUSE.indigo, y, tall), 66),
    ) +
    at(
      672,
      972,
      folded(sheet, 830, '#efe6d4', 3, (y, tall) => barred(HOUSE.brick, y, tall), 62),
    ) +
    at(
      650,
      786,
      folded(sheet, 800, '#efe6d4', 3, (y, tall) => barred(HOUSE.mustard, y, tall), 58),
    ) +
    at(640, 560, fruit(sheet, '#e3b23a', 52)) +
    finish(sheet),

  'siesta-wool-throw': (sheet) =>
    wall(sheet, '#b9a48e') +
    windowLight(sheet, 120, -40, 1.2) +
    planks(sheet, 1210, HOUSE.walnut) +
    chair(sheet) +
    throwOver(sheet) +
    finish(sheet),

  'washed-linen-apron': (sheet) =>
    wall(sheet, '#e9dcc6') +
    branchShadow(sheet, 760, 100, 1.2, 18) +
    rect(0, 190, 1400, 74, plane(sheet, HOUSE.wood)) +
    rect(0, 258, 1400, 14, '#5a3621', ' opacity="0.5"') +
    at(690, 240, apron(sheet, HOUSE.clay)) +
    peg(sheet, 690, 226) +
    peg(sheet, 240, 226) +
    peg(sheet, 1140, 226) +
    finish(sheet),

  'cotton-napkins-set-of-four': (sheet) =>
    ground(sheet, '#8d9a86') +
    [
      [-16, 40, 60],
      [10, 22, 30],
      [-5, 10, 14],
      [0, 0, 0],
    ]
      .map(([turn = 0, x = 0, y = 0]) => at(680 + x, 690 + y, spread(sheet, 700, 700, '#e2a79a', hem()), 1, turn - 8))
      .join('') +
    at(680, 690, string(sheet), 1, -8) +
    at(520, 770, rosemary(sheet, 420), 1, -34) +
    finish(sheet),

  'market-tote': (sheet) =>
    wall(sheet, '#c7d0c6') +
    windowLight(sheet, 700, -140, 1.2) +
    table(sheet, 1090, '#c99f75') +
    at(700, 1230, tote(sheet)) +
    at(1130, 1240, fruit(sheet, '#c4472f', 82)) +
    at(250, 1260, fruit(sheet, '#d65a36', 70)) +
    finish(sheet),

  'block-print-tablecloth': (sheet) =>
    wall(sheet, '#e6c9ae') +
    windowLight(sheet, 80, -60, 1.2) +
    planks(sheet, 1230, HOUSE.walnut) +
    roundTable(sheet) +
    at(
      690,
      640,
      vessel(sheet, {
        profile: [
          [260, 70],
          [220, 54],
          [150, 96],
          [60, 120],
          [0, 84],
        ],
        colour: HOUSE.chalk,
        inside: '#b8a98e',
        tilt: 0.24,
      }),
    ) +
    at(690, 400, oliveBranch(sheet, 330, 4), 1, -70) +
    at(690, 400, oliveBranch(sheet, 280, 3), 1, -118) +
    finish(sheet),

  'block-print-tablecloth-detail': (sheet) =>
    ground(sheet, '#f3ead9') +
    weave(sheet, 1400, 1400, 10, 0.05) +
    [
      [300, 300],
      [760, 300],
      [300, 800],
      [760, 1300],
      [300, 1300],
    ]
      .map(([x = 0, y = 0]) => at(x, y, pomegranate(HOUSE.indigo), 1.5))
      .join('') +
    at(930, 840, block(sheet), 1, 9) +
    finish(sheet),

  'quilted-oven-mitts': (sheet) =>
    wall(sheet, '#dcb99c') +
    rect(0, 180, 1400, 26, fade(sheet, 90, [0, '#e6c071'], [1, '#7c5a22'])) +
    soft(sheet, 10, rect(0, 230, 1400, 20, '#3a1c22', ' opacity="0.25"')) +
    at(330, 300, mitt(sheet, HOUSE.sage), 1.02, 4) +
    at(1080, 330, `<g transform="scale(-1 1)">${mitt(sheet, '#96a283')}</g>`, 1.02, -5) +
    finish(sheet),
}
