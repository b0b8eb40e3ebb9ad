import { disc, ellipse, leaf, line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, HOUSE, lit } from '../tools/colour.ts'
import { ball, fade, lying, plane, rounded, soft, standing } from '../tools/light.ts'
import { oval, slab } from '../tools/outline.ts'
import { at, type Sheet, within } from '../tools/sheet.ts'
import { fringe, weave } from './cloth.ts'
import { rib } from './plants.ts'

/** The stripes of the towel: where they are and how wide, as shares of its width. */
export const BORDER = [
  [-0.5, 0.03],
  [-0.44, 0.012],
  [-0.2, 0.03],
  [-0.14, 0.012],
  [0.12, 0.03],
  [0.18, 0.012],
  [0.4, 0.03],
  [0.46, 0.012],
] as const

/** A brass hook on the wall. */
export function hook(sheet: Sheet, x: number, y: number): string {
  return (
    soft(sheet, 8, ellipse(x + 20, y + 16, 46, 40, '#3a1c22', ' opacity="0.35"')) +
    disc(x, y, 40, ball(sheet, '#c99b45')) +
    disc(x, y, 17, ball(sheet, '#e9c878'))
  )
}

/** A wooden peg on the wall. */
export function peg(sheet: Sheet, x: number, y: number): string {
  return (
    soft(sheet, 6, ellipse(x + 16, y + 18, 30, 28, '#2a1218', ' opacity="0.45"')) +
    disc(x, y, 30, ball(sheet, '#8a5631'))
  )
}

/** The stripes of a folded towel, in one of its layers. */
export function barred(colour: string, y: number, tall: number): string {
  return [-330, -300, -90, -60, 160, 190, 330]
    .map((x, index) => rect(x, y - 2, index % 2 === 0 ? 22 : 9, tall + 4, colour, ' opacity="0.9"'))
    .join('')
}

/** The back of a chair. */
export function chair(sheet: Sheet): string {
  const post = (x: number): string => path(slab(x, 240, 54, 1080, 26), rounded(sheet, '#7d4c2c'))
  return (
    at(700, 1300, standing(sheet, 420)) +
    post(270) +
    post(1070) +
    path(slab(290, 330, 810, 90, 40), fade(sheet, 90, [0, '#a0683f'], [1, '#5a341d'])) +
    path(slab(250, 1020, 900, 70, 30), fade(sheet, 90, [0, '#c79a62'], [1, '#7d4c2c']))
  )
}

/** The throw, over the back of the chair. */
export function throwOver(sheet: Sheet): string {
  const d = 'M360 318Q690 268 1030 318C1052 520 1046 800 1064 1046Q900 1066 700 1052T330 1058C352 800 340 520 360 318Z'
  let checks = ''
  for (let x = 380; x < 1060; x += 110)
    checks += line(`M${x} 280C${x + 6} 600 ${x - 12} 800 ${x - 8} 1080`, '#fffaf0', 17, ' opacity="0.5"')
  for (let y = 380; y < 1060; y += 110)
    checks += line(`M320 ${y + 8}Q700 ${y - 12} 1080 ${y}`, '#8d6f4e', 14, ' opacity="0.34"')
  const folds = [470, 640, 820, 960]
    .map(
      (x) =>
        line(`M${x} 320C${x + 20} 600 ${x - 26} 800 ${x - 14} 1060`, '#24121c', 44, ' opacity="0.2"') +
        line(`M${x - 54} 320C${x - 36} 600 ${x - 80} 800 ${x - 70} 1060`, '#fff8e8', 30, ' opacity="0.3"'),
    )
    .join('')
  return (
    lying(sheet, d, 1.4) +
    at(336, 1046, fringe(sheet, 724, 86, '#dcc49d', 15)) +
    path(d, plane(sheet, '#dcc49d')) +
    within(
      sheet,
      d,
      `${checks + soft(sheet, 16, folds)}<g transform="rotate(45 700 700)">${weave(sheet, 2000, 2000, 7, 0.17)}</g>`,
    )
  )
}

/** The apron, hanging from 0, 0. */
export function apron(sheet: Sheet, colour: string): string {
  const d =
    'M-150 150Q0 176 150 150C176 300 250 350 344 380C362 560 340 800 356 960Q180 990 0 968T-356 964C-340 800 -362 560 -344 380C-250 350 -176 300 -150 150Z'
  const folds = [-230, -60, 110, 260]
    .map(
      (x) =>
        line(`M${x * 0.5} 300C${x} 500 ${x} 800 ${x + 10} 980`, '#24121c', 46, ' opacity="0.24"') +
        line(`M${x * 0.5 - 40} 300C${x - 60} 500 ${x - 60} 800 ${x - 50} 980`, '#fff6e0', 34, ' opacity="0.26"'),
    )
    .join('')
  const pocket = slab(-150, 520, 300, 250, 22)
  const strap =
    line('M-140 166C-100 60 -40 10 0 -6C40 10 100 60 140 166', dim(colour, 0.25), 34) +
    line('M-140 160C-100 54 -40 4 0 -12', lit(colour, 0.1), 30)
  const spoon = at(
    60,
    540,
    path(slab(-13, -30, 26, 200, 12), plane(sheet, '#c8955c')) + ellipse(0, -76, 40, 62, ball(sheet, '#d3a268')),
    1,
    12,
  )
  return (
    strap +
    lying(sheet, d, 1.2) +
    path(d, plane(sheet, colour)) +
    within(sheet, d, soft(sheet, 16, folds) + weave(sheet, 800, 1400, 5, 0.12)) +
    spoon +
    path(pocket, plane(sheet, lit(colour, 0.06))) +
    path(pocket, 'none', ` stroke="${dim(colour, 0.35)}" stroke-width="4" stroke-dasharray="14 9"`) +
    rect(-150, 520, 300, 34, dim(colour, 0.16))
  )
}

/** The seam of a napkin. */
export function hem(): string {
  return path(
    slab(-318, -318, 636, 636, 4),
    'none',
    ' stroke="#9c5f58" stroke-width="4" stroke-dasharray="12 10" opacity="0.7"',
  )
}

/** A string tied around something flat about 0, 0. */
export function string(sheet: Sheet): string {
  const twine = (d: string): string =>
    line(d, '#8f7246', 13) + path(d, 'none', ' stroke="#d9bd86" stroke-width="8" stroke-dasharray="9 7"')
  return (
    soft(sheet, 5, rect(-350, 8, 700, 12, '#3a1c22', ' opacity="0.3"')) +
    twine('M-346 0H346') +
    twine('M0 -350V346') +
    twine('M0 0C-120 -120 -150 10 0 0C120 -130 160 0 0 0') +
    twine('M0 0Q-40 70 -110 110') +
    twine('M0 0Q50 60 90 130')
  )
}

/** The market tote with its vegetables, standing at 0, 0. */
export function tote(sheet: Sheet): string {
  const bag = 'M-330 -640Q0 -610 330 -640C350 -400 372 -160 350 -16Q0 24 -350 -16C-372 -160 -350 -400 -330 -640Z'
  const strap = (y: number, colour: string): string => line(`M-170 -610C-170 ${y} 170 ${y} 170 -610`, colour, 40)
  const leek = (x: number, turn: number): string =>
    at(
      x,
      -560,
      path(
        'M-34 40C-34 -160 -30 -240 -70 -420L-16 -330L0 -470L24 -320L84 -400C40 -240 36 -140 34 40Z',
        fade(sheet, 90, [0, '#3f6b3e'], [0.5, '#7fa05a'], [1, '#eef0d4']),
      ),
      1,
      turn,
    )
  const bread = at(
    150,
    -560,
    path(slab(-62, -420, 124, 520, 62), rounded(sheet, '#c98a43')) +
      [-330, -230, -130].map((y) => line(`M-40 ${y + 30}L40 ${y - 20}`, '#f0d6a0', 18)).join(''),
    1,
    14,
  )
  const carrots = [-40, 20]
    .map((x) =>
      at(
        x,
        -580,
        path('M-34 60L-30 -70Q0 -110 30 -70L34 60Z', rounded(sheet, '#e0762c')) +
          [-30, 0, 30].map((turn) => rib(turn - 90, 190, 22, '#5d8a45', 0, -80)).join(''),
        1,
        x / 4,
      ),
    )
    .join('')
  const creases = [-180, 60, 230]
    .map((x) => line(`M${x} -600C${x + 40} -400 ${x - 30} -200 ${x + 20} -10`, '#24121c', 40, ' opacity="0.2"'))
    .join('')
  return (
    standing(sheet, 350) +
    strap(-1010, '#b59f7c') +
    leek(-190, -10) +
    leek(-110, 3) +
    bread +
    carrots +
    path(bag, rounded(sheet, '#ead9ba', 0.6)) +
    within(
      sheet,
      bag,
      soft(sheet, 18, creases) +
        weave(sheet, 800, 1400, 6, 0.16) +
        rect(-400, -660, 800, 70, '#7d6a4c', ' opacity="0.2"'),
    ) +
    strap(-900, '#f1e3c8') +
    [-170, 170]
      .map((x) => rect(x - 21, -640, 42, 110, '#f1e3c8') + line(`M${x - 14} -560l28 24m0 -24l-28 24`, '#9c4230', 4))
      .join('')
  )
}

/** The pomegranate that is printed, about 0, 0. */
export function pomegranate(colour: string): string {
  const crown = path('M-34 -96L-44 -150L-16 -124L0 -158L16 -124L44 -150L34 -96Z', colour)
  const seeds = [
    [-30, -20],
    [0, -40],
    [30, -20],
    [-18, 14],
    [18, 14],
    [0, 44],
  ]
    .map(([x = 0, y = 0]) => ellipse(x, y, 11, 16, '#f3ead9'))
    .join('')
  return (
    [-150, 150]
      .map((x) => leaf(0, 96, x < 0 ? -160 : -20, 170, 30, colour) + leaf(0, 96, x < 0 ? 160 : 20, 130, 24, colour))
      .join('') +
    disc(0, 0, 100, colour) +
    crown +
    path(oval(0, 4, 66, 74), 'none', ' stroke="#f3ead9" stroke-width="6"') +
    seeds
  )
}

/** The round table under its cloth. */
export function roundTable(sheet: Sheet): string {
  const drop =
    'M120 640C110 820 80 960 96 1150Q180 1200 270 1160T470 1200T690 1170T900 1204T1110 1166T1290 1150C1310 960 1276 820 1266 640Z'
  let prints = ''
  for (let x = 160; x < 1300; x += 190)
    prints += at(x, 830, pomegranate(HOUSE.brick), 0.55) + at(x + 95, 1040, pomegranate(HOUSE.brick), 0.55)
  const folds = [230, 400, 580, 770, 960, 1130]
    .map(
      (x) =>
        line(`M${x} 640C${x + 10} 820 ${x - 20} 1000 ${x - 10} 1200`, '#24121c', 50, ' opacity="0.26"') +
        line(`M${x - 80} 700C${x - 70} 820 ${x - 90} 1000 ${x - 90} 1200`, '#fff6e0', 40, ' opacity="0.4"'),
    )
    .join('')
  const top = oval(693, 640, 573, 150)
  const tops = [
    [360, 620],
    [560, 700],
    [860, 590],
    [1040, 660],
    [600, 560],
  ]
    .map(([x = 0, y = 0]) => `<g transform="translate(${x} ${y}) scale(0.55 0.26)">${pomegranate(HOUSE.brick)}</g>`)
    .join('')
  return (
    at(690, 1210, standing(sheet, 560)) +
    path(drop, rounded(sheet, '#f1e4cd', 0.6)) +
    within(sheet, drop, prints + soft(sheet, 18, folds) + weave(sheet, 2000, 2000, 5, 0.08)) +
    path(top, plane(sheet, '#f4e9d5')) +
    within(sheet, top, tops) +
    path('M120 640A573 150 0 0 0 1266 640', 'none', ' stroke="#fffaf0" stroke-width="6" opacity="0.6"')
  )
}

/** The wooden block that prints, about 0, 0. */
export function block(sheet: Sheet): string {
  const d = slab(-230, -250, 460, 500, 16)
  const grain = [-180, -110, -40, 30, 100, 170]
    .map((x) => line(`M${x} -250q26 250 -6 500`, '#6b4024', 5, ' opacity="0.35"'))
    .join('')
  return (
    lying(sheet, d, 2) +
    path(d, plane(sheet, '#a8703f')) +
    within(sheet, d, grain) +
    lying(sheet, oval(0, 0, 96, 150), 0.9) +
    path(slab(-90, -150, 180, 300, 80), rounded(sheet, '#c08a55')) +
    path(slab(-230, 234, 460, 16, 8), HOUSE.indigo)
  )
}

/** An oven mitt, hanging from 0, 0. */
export function mitt(sheet: Sheet, colour: string): string {
  const d =
    'M-170 0H170C176 160 190 250 176 330C250 250 330 280 300 370C280 440 220 560 170 640C130 760 -130 760 -176 620C-210 480 -190 200 -170 0Z'
  let quilt = ''
  for (let step = -900; step < 1300; step += 104)
    quilt +=
      line(`M${step - 700} -200l1100 1100`, '#2a1722', 7, ' opacity="0.25"') +
      line(`M${step + 700} -200l-1100 1100`, '#2a1722', 7, ' opacity="0.25"') +
      line(`M${step - 706} -194l1100 1100`, '#fff8e8', 4, ' opacity="0.4"')
  const cuff = slab(-182, -14, 364, 96, 22)
  return (
    line('M100 0C110 -110 180 -110 170 10', dim(colour, 0.3), 18) +
    lying(sheet, d, 1.3) +
    path(d, rounded(sheet, colour, 0.8)) +
    within(sheet, d, quilt + weave(sheet, 900, 1600, 5, 0.1)) +
    path(cuff, rounded(sheet, '#e8d9bd', 0.7)) +
    line('M176 330C150 380 150 430 168 480', dim(colour, 0.5), 8, ' opacity="0.6"')
  )
}
