import { card, envelope, printedFig, printedOrange, printedPear } from '../things/cards.ts'
import { branch, lemon, rosemary, slice } from '../things/plants.ts'
import { calendar, gift, notebook, openBook, pencil, pencilBox, roll, shavings, tablet } from '../things/printed.ts'
import { HOUSE } from '../tools/colour.ts'
import { boards, finish, ground, table, tiled, wall, windowLight } from '../tools/room.ts'
import { at } from '../tools/sheet.ts'
import type { Drawings } from './drawing.ts'

/** What is for sale in this kind of goods: paper. */
export const paper: Drawings = {
  'recipe-notebook': (sheet) =>
    boards(sheet, '#c59a6c', 5) +
    at(660, 690, notebook(sheet), 1, -9) +
    at(1180, 740, pencil(sheet, '#d9a33c', 720), 1, 96) +
    at(180, 1190, rosemary(sheet, 420), 1, -14) +
    finish(sheet),

  'recipe-notebook-open': (sheet) =>
    ground(sheet, '#7c8f8a') +
    at(700, 690, openBook(sheet), 1, -4) +
    at(1090, 1220, lemon(sheet, 110), 1, 20) +
    at(210, 1240, pencil(sheet, '#7f8a45', 620), 1, -8) +
    finish(sheet),

  'letterpress-cards-set-of-six': (sheet) =>
    ground(sheet, '#c9a78f') +
    at(470, 660, card(sheet, '#e9e2cf', printedPear()), 1, -20) +
    at(700, 640, card(sheet, '#f6efe1', printedFig()), 1, 0) +
    at(930, 700, card(sheet, '#efe4cd', printedOrange()), 1, 19) +
    at(1010, 1190, envelope(sheet), 1, 9) +
    at(200, 1230, branch(sheet, 380, 110, 24, ['#6f8a4c', '#8da268']), 1, -10) +
    finish(sheet),

  'twelve-rice-dishes-a-booklet': (sheet) =>
    tiled(sheet, ['#d9b08c', '#cf9c74', '#e3c3a2'], 311) +
    at(680, 690, tablet(sheet), 1, 6) +
    at(1180, 1160, slice(130, '#e9bd2c', '#f1d868')) +
    at(150, 1240, rosemary(sheet, 460), 1, -16) +
    finish(sheet),

  'marbled-wrapping-paper': (sheet) =>
    ground(sheet, '#e7d8c0') +
    at(420, 640, roll(sheet, HOUSE.sea, '#e3c27a', '#f3ead9'), 1, 24) +
    at(660, 610, roll(sheet, HOUSE.clay, '#3f5f6b', '#f6e6cf'), 1, 12) +
    at(960, 960, gift(sheet), 1, -8) +
    finish(sheet),

  'kitchen-garden-calendar': (sheet) =>
    wall(sheet, '#bccab9') +
    windowLight(sheet, 80, 60, 1.2) +
    at(700, 190, calendar(sheet)) +
    table(sheet, 1270, '#c99f75') +
    finish(sheet),

  'cedar-pencils-box-of-eight': (sheet) =>
    ground(sheet, '#e9dfd0') +
    at(640, 660, pencilBox(sheet), 1, -16) +
    shavings(sheet) +
    at(1080, 1150, pencil(sheet, '#2f7089', 560), 1, 152) +
    finish(sheet),
}
