import { rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { folded } from '../things/cloth.ts'
import { botijo, bowl, cruet, mug } from '../things/crockery.ts'
import { candle, flame } from '../things/flames.ts'
import { almondBowl } from '../things/food.ts'
import { bottle, emblem, jar, label } from '../things/jars.ts'
import { breadBasket } from '../things/plaited.ts'
import { fruit, garlic, lavender, oliveBranch, rib } from '../things/plants.ts'
import { vessel } from '../things/vessel.ts'
import { basket } from '../things/woven.ts'
import { HOUSE, lit } from '../tools/colour.ts'
import { standing } from '../tools/light.ts'
import { branchShadow, finish, niche, planks, type Room, table, tableFront, wall, windowLight } from '../tools/room.ts'
import { at, type Sheet } from '../tools/sheet.ts'
import type { Drawings } from './drawing.ts'

/** The size of the pictures for the head of a page. */
export const WIDE: Room = { width: 1800, height: 1000 }

/** Still lifes across the page; the quiet left half leaves room for words. */
export const wide: Drawings = {
  hero: (sheet) =>
    wall(sheet, '#e6c8a8', WIDE) +
    windowLight(sheet, 150, -150, 1.25) +
    branchShadow(sheet, 520, 10, 1.1, 8) +
    planks(sheet, 720, '#b07a4c', WIDE) +
    at(1300, 800, botijo(sheet), 0.86) +
    at(1010, 830, bottle(sheet, 92, 470, '#4d5a22', '#b08b3c', '#5d6b2c')) +
    at(1580, 850, breadBasket(sheet), 0.62) +
    at(850, 880, bowl(sheet, HOUSE.sea), 0.66) +
    [
      [800, 694],
      [882, 688],
      [842, 652],
    ]
      .map(([x = 0, y = 0]) => at(x, y, fruit(sheet, '#e0862a', 58, false)))
      .join('') +
    front(sheet) +
    at(1130, 905, fruit(sheet, '#e3b23a', 50)) +
    at(1200, 925, oliveBranch(sheet, 330, 5), 1, -6) +
    at(600, 930, garlic(sheet, 50)) +
    finish(sheet, WIDE),

  'hero-evening': (sheet) =>
    wall(sheet, '#5b5a6b', WIDE) +
    niche(sheet, '#5b5a6b', 1290, 300, 70, 760) +
    table(sheet, 745, '#5f4436', WIDE) +
    at(1180, 830, candle(sheet, 54, 420)) +
    at(1180, 388, flame(sheet, 84)) +
    at(1340, 850, candle(sheet, 54, 260)) +
    at(1340, 568, flame(sheet, 78)) +
    at(1560, 870, jar(sheet, 112, 260, HOUSE.honey, '#f4ead6')) +
    at(960, 880, almondBowl(sheet), 0.6) +
    at(1450, 915, fruit(sheet, '#b5482e', 46)) +
    finish(sheet, WIDE),

  'hero-morning': (sheet) =>
    wall(sheet, '#c3cfc6', WIDE) +
    windowLight(sheet, 1180, -190, 1.3) +
    branchShadow(sheet, 100, 40, 1.2, 4) +
    table(sheet, 740, '#ead9bf', WIDE) +
    at(1330, 850, standing(sheet, 300)) +
    at(
      1330,
      850,
      folded(
        sheet,
        600,
        '#efe6d4',
        2,
        (y, tall) => [-240, -60, 200].map((x) => rect(x, y, 20, tall, HOUSE.indigo)).join(''),
        44,
      ),
    ) +
    at(1330, 764, mug(sheet, HOUSE.terracotta), 0.72) +
    at(960, 860, cruet(sheet, '#56703f'), 0.66) +
    at(1620, 880, fruit(sheet, '#e0862a', 74)) +
    at(1130, 925, oliveBranch(sheet, 300, 4), 1, -4) +
    finish(sheet, WIDE),
}

/** A picture for each collection. */
export const collections: Drawings = {
  'collection-kitchen-table': (sheet) =>
    wall(sheet, '#dfc3a4') +
    windowLight(sheet, 110, -90, 1.3) +
    planks(sheet, 930, HOUSE.wood) +
    at(960, 1090, cruet(sheet, '#2f7089'), 1.05) +
    at(430, 1130, bowl(sheet, HOUSE.oat), 0.95) +
    at(430, 990, bowl(sheet, HOUSE.olive), 0.9) +
    at(720, 1250, mug(sheet, HOUSE.terracotta), 0.72) +
    finish(sheet),

  'collection-textiles': (sheet) =>
    wall(sheet, '#b7c2b4') +
    branchShadow(sheet, 60, 60, 1.4, 6) +
    table(sheet, 1060, HOUSE.chalk) +
    at(690, 1220, standing(sheet, 400)) +
    pile(sheet) +
    at(560, 600, lavender(sheet, 420), 1, 82) +
    at(560, 620, lavender(sheet, 400), 1, 90) +
    finish(sheet),

  'collection-pantry': (sheet) =>
    wall(sheet, '#e6cf9b') +
    windowLight(sheet, 600, -120, 1.3) +
    table(sheet, 940, '#8d6a4a') +
    at(380, 1110, bottle(sheet, 130, 700, '#4d5a22', '#9c4230', '#5d6b2c')) +
    at(980, 1110, jar(sheet, 190, 430, '#b5482e', '#e9dcc2')) +
    at(980, 930, label(sheet, 230, 150, '#9c4230', emblem('#9c4230', 44))) +
    at(660, 1190, jar(sheet, 150, 330, HOUSE.honey, '#f4ead6')) +
    at(1200, 1260, garlic(sheet, 84)) +
    at(210, 1270, oliveBranch(sheet, 360, 5), 1, -4) +
    finish(sheet),

  'collection-paper': (sheet) =>
    wall(sheet, '#cdb6b0') +
    branchShadow(sheet, 640, 40, 1.3, 12) +
    table(sheet, 1010, '#d8bd98') +
    at(690, 1190, standing(sheet, 380)) +
    books(sheet) +
    at(
      930,
      730,
      vessel(sheet, {
        profile: [
          [240, 96],
          [120, 96],
          [0, 84],
        ],
        colour: '#2f5d78',
        inside: '#1f3f52',
        shadow: 0,
      }),
    ) +
    finish(sheet),

  'collection-baskets-wood': (sheet) =>
    wall(sheet, '#cdb08c') +
    niche(sheet, '#cdb08c', 700, 470, 90, 1090) +
    table(sheet, 1080, '#7d8a78') +
    at(
      690,
      1230,
      basket(
        sheet,
        [
          [560, 300],
          [420, 340],
          [240, 350],
          [90, 320],
          [0, 260],
        ],
        HOUSE.straw,
        36,
      ),
      1.1,
    ) +
    [-118, -101, -86, -70, -56].map((turn) => at(690, 650, sprig(sheet), 1, turn)).join('') +
    finish(sheet),

  'collection-light-scent': (sheet) =>
    wall(sheet, '#59697a') +
    table(sheet, 980, '#6d5144') +
    at(420, 1130, candle(sheet, 92, 520)) +
    at(420, 586, flame(sheet, 104)) +
    at(670, 1200, candle(sheet, 92, 300)) +
    at(670, 876, flame(sheet, 96)) +
    at(1010, 1160, bottle(sheet, 130, 460, '#8a4f1c', '#2c2a33', '#5d7f45')) +
    [0, 10, -8].map((turn) => at(960 + turn * 4, 1330, lavender(sheet, 420), 1, 62 + turn)).join('') +
    finish(sheet),
}

function front(sheet: Sheet): string {
  return tableFront(sheet, 965, '#b07a4c', WIDE)
}

function pile(sheet: Sheet): string {
  const colours = ['#dcc49d', '#8d9a86', '#efe6d4', HOUSE.clay, HOUSE.indigo]
  return colours
    .map((colour, index) =>
      at(
        690 + (index % 2 === 0 ? -8 : 10),
        1220 - index * 122,
        folded(
          sheet,
          840 - index * 26,
          colour,
          2,
          (y, tall) => (index === 2 ? [-300, -60, 240].map((x) => rect(x, y, 26, tall, HOUSE.brick)).join('') : ''),
          60,
        ),
      ),
    )
    .join('')
}

function books(sheet: Sheet): string {
  return ['#4c6a52', '#c4472f', '#e3c27a', '#2d3f6c']
    .map((colour, index) => {
      const [width, y] = [760 - index * 46, 1190 - index * 114]
      return (
        rect(690 - width / 2 + 16, y - 100, width - 20, 88, '#f3e9d6') +
        [0, 1, 2, 3].map((leaf) => rect(690 - width / 2 + 16, y - 88 + leaf * 20, width - 20, 3, '#c9b896')).join('') +
        at(
          690,
          y - 106,
          folded(sheet, width, colour, 1, () => '', 0),
        ) +
        rect(690 - width / 2, y - 112, width, 18, lit(colour, 0.12)) +
        rect(690 - width / 2, y - 16, width, 16, colour) +
        rect(690 - width / 2, y - 112, 40, 112, colour)
      )
    })
    .join('')
}

function sprig(sheet: Sheet): string {
  const leaves = [0.3, 0.45, 0.6, 0.75, 0.9].flatMap((share) =>
    [-40, 40].map((turn) => rib(turn, 130, 30, sheet.chance.pick(['#8fa27c', '#aab894', '#768b64']), share * 480, 0)),
  )
  return rect(0, -4, 480, 8, '#6b7a4c') + leaves.join('') + rib(0, 120, 28, '#9cae86', 470, 0)
}
