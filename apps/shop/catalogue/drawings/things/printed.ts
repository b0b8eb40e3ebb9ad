import { disc, ellipse, leaf, line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, HOUSE, lit } from '../tools/colour.ts'
import { ball, fade, lying, plane, soft } from '../tools/light.ts'
import { corners, curve, oval, type Point, slab } from '../tools/outline.ts'
import { at, type Sheet, within } from '../tools/sheet.ts'
import { branch, lemon, rib, slice } from './plants.ts'

const SHADES = ['#c4472f', '#e09a2d', '#d9bc4a', '#7f8a45', '#3f6b58', '#2f7089', '#5d4a7a', '#7d4a2c'] as const

/** The closed notebook about 0, 0. */
export function notebook(sheet: Sheet): string {
  const d = slab(-330, -460, 660, 920, 20)
  const ribbon = path(
    'M120 440C130 540 90 560 120 640L140 610L168 634C140 560 170 520 156 440Z',
    plane(sheet, HOUSE.brick),
  )
  const stamped =
    [-90, -140, -40, -170, -10].map((turn, index) => leaf(0, index > 2 ? 50 : 0, turn, 150, 32, '#e9cf93')).join('') +
    line('M0 140V-20', '#e9cf93', 10)
  return (
    ribbon +
    lying(sheet, d, 1.5) +
    path(slab(-318, -448, 656, 916, 14), '#efe4cd') +
    path(d, plane(sheet, '#4c6a52')) +
    within(
      sheet,
      d,
      `<g opacity="0.8">${threads()}</g>` +
        rect(-330, -460, 86, 920, dim('#4c6a52', 0.3)) +
        rect(-246, -460, 6, 920, '#2a1722', ' opacity="0.4"'),
    ) +
    at(40, -60, stamped) +
    rect(250, -460, 26, 920, '#243529', ' opacity="0.75"')
  )
}

function threads(): string {
  let drawn = ''
  for (let y = -460; y < 460; y += 9) drawn += rect(-330, y, 660, 2, '#fff8e8', ' opacity="0.13"')
  for (let x = -330; x < 330; x += 9) drawn += rect(x, -460, 2, 920, '#2a1722', ' opacity="0.13"')
  return drawn
}

/** A pencil that lies, its point to the right. */
export function pencil(sheet: Sheet, colour: string, length: number): string {
  const d = corners([0, -17], [length - 70, -17], [length, 0], [length - 70, 17], [0, 17])
  return (
    lying(sheet, d, 0.5) +
    path(
      slab(0, -17, length - 70, 34, 4),
      fade(sheet, 90, [0, lit(colour, 0.45)], [0.35, colour], [0.66, dim(colour, 0.14)], [1, dim(colour, 0.45)]),
    ) +
    path(corners([length - 71, -17], [length, 0], [length - 71, 17]), fade(sheet, 90, [0, '#f0d2a0'], [1, '#b98552'])) +
    path(corners([length - 22, -5.5], [length, 0], [length - 22, 5.5]), colour)
  )
}

/** The open notebook about 0, 0. */
export function openBook(sheet: Sheet): string {
  const leftPage = 'M0 -400C-120 -440 -360 -436 -540 -400V400C-360 364 -120 360 0 400Z'
  const rightPage = 'M0 -400C120 -440 360 -436 540 -400V400C360 364 120 360 0 400Z'
  const rules = Array.from({ length: 11 }, (_, index) =>
    line(`M70 ${-270 + index * 54}q200 -26 410 2`, '#b9a98c', 3),
  ).join('')
  const written = [0, 1, 2, 4, 5, 6, 7]
    .map((index) =>
      line(`M84 ${-282 + index * 54}${'q9 -20 18 0t18 0'.repeat(5 + (index % 4))}`, '#3d3f63', 4, ' opacity="0.75"'),
    )
    .join('')
  return (
    lying(sheet, slab(-552, -412, 1104, 832, 16), 1.4) +
    path(slab(-556, -414, 1112, 838, 20), '#4c6a52') +
    path(leftPage, fade(sheet, 0, [0, '#fbf6ea'], [0.8, '#f3e9d6'], [1, '#bda98c'])) +
    path(rightPage, fade(sheet, 0, [0, '#bda98c'], [0.16, '#f3e9d6'], [1, '#fbf6ea'])) +
    rules +
    written +
    at(-280, -20, lemon(sheet, 130), 1, -24) +
    at(-200, 130, slice(96, '#e9bd2c', '#f1d868')) +
    at(-330, -150, rib(-150, 170, 44, '#6f8a4c') + rib(-60, 150, 40, '#86a05c'))
  )
}

/** A tablet that shows the booklet, about 0, 0. */
export function tablet(sheet: Sheet): string {
  const rice = Array.from({ length: 90 }, () => {
    const [turn, far] = [sheet.chance.between(0, 6.28), Math.sqrt(sheet.chance.between(0, 1)) * 196]
    return ellipse(
      Math.cos(turn) * far,
      Math.sin(turn) * far,
      9,
      5,
      sheet.chance.pick(['#f4cf63', '#e9b93e', '#fae3a0']),
    )
  }).join('')
  const pan =
    [-218, 218].map((x) => path(oval(x, 0, 44, 34), 'none', ' stroke="#2f2a2a" stroke-width="16"')).join('') +
    disc(0, 0, 226, '#2f2a2a') +
    disc(0, 0, 208, '#dca433') +
    rice +
    [0, 60, 120, 180, 240, 300]
      .map((turn) =>
        at(
          0,
          0,
          path('M80 -16Q130 -50 160 0Q130 -16 80 -16Z', '#b32a22') + leaf(40, 30, 20, 80, 20, '#5f8a45'),
          1,
          turn,
        ),
      )
      .join('')
  const screen = slab(-330, -450, 660, 900, 14)
  return (
    lying(sheet, slab(-370, -500, 740, 1000, 50), 1.4) +
    path(slab(-370, -500, 740, 1000, 50), fade(sheet, 30, [0, '#4a474d'], [1, '#1c1a20'])) +
    path(screen, '#f7f0e0') +
    within(
      sheet,
      screen,
      rect(-330, -450, 660, 190, '#c4472f') +
        [0, 1, 2, 3, 4, 5, 6]
          .map((index) =>
            at(-300 + index * 100, -356, leaf(0, 0, -60, 90, 22, '#f3d9a0') + leaf(0, 0, -120, 90, 22, '#e9b93e')),
          )
          .join('') +
        at(0, 20, pan) +
        [0, 1, 2].map((row) => rect(-230, 300 + row * 42, 460 - row * 90, 12, '#c9b896')).join('') +
        path(corners([-330, -450], [60, -450], [-330, 260]), '#ffffff', ' opacity="0.16"'),
    )
  )
}

/** Combed colours over a rectangle about 0, 0. */
function marbled(sheet: Sheet, ground: string, second: string, third: string, width: number, height: number): string {
  let drawn = rect(-width / 2, -height / 2, width, height, ground)
  for (let row = 0; row < height / 26; row += 1) {
    const y = -height / 2 + row * 26
    const scallop: Point[] = Array.from({ length: Math.ceil(width / 32) + 2 }, (_, index) => [
      -width / 2 + index * 32 - 16,
      y + (index % 2 === 0 ? 22 : -14) + sheet.chance.between(-6, 6),
    ])
    drawn += line(
      curve(scallop),
      sheet.chance.pick([second, third, dim(ground, 0.4), lit(ground, 0.4)]),
      sheet.chance.between(4, 13),
      ' opacity="0.85"',
    )
  }
  return drawn
}

/** A roll of marbled paper about 0, 0, upright. */
export function roll(sheet: Sheet, first: string, second: string, third: string): string {
  const d = slab(-95, -520, 190, 1060, 10)
  return (
    lying(sheet, d, 1.3) +
    within(
      sheet,
      d,
      marbled(sheet, first, second, third, 190, 1080) +
        rect(
          -95,
          -520,
          190,
          1060,
          fade(sheet, 0, [0, '#2a1722', 0.2], [0.28, '#fff8e8', 0.42], [0.5, '#fff8e8', 0], [1, '#2a1722', 0.6]),
        ),
    ) +
    ellipse(0, -518, 95, 22, '#f4ead6') +
    ellipse(0, -518, 62, 13, '#8f7a5c') +
    path(slab(-100, -40, 200, 46, 6), fade(sheet, 0, [0, '#b98c50'], [0.3, '#f0d9a0'], [1, '#8a6230']))
  )
}

/** A wrapped box about 0, 0. */
export function gift(sheet: Sheet): string {
  const d = slab(-260, -220, 520, 440, 8)
  const ribbon = '#efe3cb'
  return (
    lying(sheet, d, 1.7) +
    within(
      sheet,
      d,
      marbled(sheet, '#7a3a4c', '#e6b98a', '#2f7089', 540, 460) +
        path(d, fade(sheet, 40, [0, '#fff4dc', 0.3], [0.5, '#fff4dc', 0], [1, '#2a1722', 0.4])),
    ) +
    rect(-30, -220, 60, 440, plane(sheet, ribbon)) +
    rect(-260, -30, 520, 60, plane(sheet, ribbon)) +
    path('M0 0C-200 -190 -230 40 0 0C200 -190 230 40 0 0Z', plane(sheet, lit(ribbon, 0.3))) +
    path(
      'M0 0C-90 60 -60 130 -130 170L-60 150L-40 190C-20 120 -10 60 0 0C30 80 40 120 120 180L110 120L170 130C90 90 60 40 0 0Z',
      plane(sheet, ribbon),
    ) +
    disc(0, 0, 30, ball(sheet, ribbon))
  )
}

/** The calendar, hanging from 0, 0. */
export function calendar(sheet: Sheet): string {
  const d = slab(-380, 30, 760, 1000, 4)
  const scales = [2, 3, 4, 5, 5, 4, 3]
    .map((count, row) =>
      Array.from({ length: count }, (_, index) => {
        const off = index - (count - 1) / 2
        return (
          leaf(off * 66, -130 + row * 48, -90 + off * 17, 118, 46, (row + index) % 2 === 0 ? '#7d9460' : '#97ad79') +
          line(`M${off * 66} ${-140 + row * 48}l${off * 12} -70`, '#5f7a45', 3, ' opacity="0.5"')
        )
      }).join(''),
    )
    .join('')
  const days = Array.from({ length: 28 }, (_, index) =>
    disc(
      -270 + (index % 7) * 90,
      790 + Math.floor(index / 7) * 52,
      index % 7 === 6 ? 13 : 9,
      index % 7 === 6 ? '#b5402c' : '#a99a80',
    ),
  ).join('')
  return (
    line('M-300 10L0 -120L300 10', '#7d6a4c', 7) +
    disc(0, -122, 15, ball(sheet, '#b98a3c')) +
    lying(sheet, d, 1.3) +
    path(d, plane(sheet, HOUSE.paper)) +
    rect(-320, 100, 640, 600, plane(sheet, '#e5cdb0')) +
    line('M0 680V480', '#6b8050', 36) +
    rib(-160, 250, 50, '#8ca070', 0, 640) +
    rib(-20, 250, 50, '#7a905c', 0, 630) +
    at(0, 420, scales, 1.15) +
    days +
    path(slab(-410, 0, 820, 56, 10), fade(sheet, 90, [0, '#e6c394'], [1, '#a97a48']))
  )
}

/** The open box of pencils about 0, 0. */
export function pencilBox(sheet: Sheet): string {
  const box = slab(-330, -360, 660, 720, 14)
  const pencils = SHADES.map((colour, index) =>
    at(-256 + index * 73, 310, pencil(sheet, colour, 590 + (index % 3) * 16), 1, -90),
  ).join('')
  return (
    lying(sheet, box, 1.6) +
    path(box, plane(sheet, '#b98d5e')) +
    path(slab(-304, -334, 608, 668, 6), fade(sheet, 40, [0, '#6b4a2c'], [1, '#a57c50'])) +
    pencils +
    path(slab(-330, 190, 660, 170, 12), plane(sheet, '#cda678')) +
    at(-120, 285, branch(sheet, 240, 60, 14, ['#7a5430', '#8a6238']))
  )
}

/** Shavings of pencils, strewn. */
export function shavings(sheet: Sheet): string {
  return [
    [1130, 330, 0],
    [1230, 480, 80],
    [260, 1220, 160],
    [420, 1280, 30],
  ]
    .map(([x = 0, y = 0, turn = 0], index) => {
      const fan = Array.from(
        { length: 9 },
        (_, step) =>
          path('M0 0L84 -16L86 16Z', step % 2 === 0 ? '#dfb47e' : '#c99660', ` transform="rotate(${step * 28})"`) +
          path(
            'M82 -16L92 -14L93 15L84 16Z',
            SHADES[(index * 2) % 8] ?? '#c4472f',
            ` transform="rotate(${step * 28})"`,
          ),
      ).join('')
      return at(x, y, soft(sheet, 8, ellipse(12, 14, 84, 76, '#3a1c22', ' opacity="0.3"')) + fan, 1, turn)
    })
    .join('')
}
