import { disc, leaf, line, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim } from '../tools/colour.ts'
import { ball, fade, lying, plane } from '../tools/light.ts'
import { corners, slab } from '../tools/outline.ts'
import type { Sheet } from '../tools/sheet.ts'
import { slice } from './plants.ts'

/** A card about 0, 0 with what is printed on it. */
export function card(sheet: Sheet, colour: string, print: string): string {
  const d = slab(-210, -300, 420, 600, 8)
  return (
    lying(sheet, d, 1.1) +
    path(d, plane(sheet, colour)) +
    path(slab(-186, -276, 372, 552, 4), 'none', ` stroke="${dim(colour, 0.25)}" stroke-width="3"`) +
    print
  )
}

/** A pear as it is printed on a card. */
export function printedPear(): string {
  return (
    path(
      'M0 -170C60 -170 50 -80 96 -10C140 70 80 150 0 150C-80 150 -140 70 -96 -10C-50 -80 -60 -170 0 -170Z',
      '#9aa447',
    ) +
    line('M0 -164Q10 -220 40 -230', '#7a4a34', 14) +
    leaf(14, -196, -10, 130, 34, '#5f7a45') +
    Array.from({ length: 9 }, (_, index) =>
      line(`M${-60 + index * 14} ${110 - Math.abs(index - 4) * 4}v-${60 + index * 9}`, '#5f7a45', 4, ' opacity="0.7"'),
    ).join('')
  )
}

/** A fig as it is printed on a card. */
export function printedFig(): string {
  return (
    path('M0 -190C20 -120 120 -30 120 60C120 140 60 170 0 170S-120 140 -120 60C-120 -30 -20 -120 0 -190Z', '#5d3348') +
    [-70, -36, 0, 36, 70].map((x) => line(`M${x * 0.1} -150Q${x * 1.3} 0 ${x} 150`, '#c98a8a', 4)).join('') +
    leaf(0, -170, -40, 120, 40, '#5f7a45') +
    leaf(0, -170, -150, 120, 36, '#5f7a45')
  )
}

/** An orange as it is printed on a card. */
export function printedOrange(): string {
  return (
    slice(140, '#dd7f26', '#ee9c3c') +
    leaf(100, -120, -40, 130, 38, '#5f7a45') +
    leaf(-100, 130, 150, 110, 32, '#5f7a45')
  )
}

/** A sealed envelope about 0, 0. */
export function envelope(sheet: Sheet): string {
  const d = slab(-250, -170, 500, 340, 8)
  return (
    lying(sheet, d, 0.8) +
    path(d, plane(sheet, '#b9926a')) +
    path(corners([-250, -168], [250, -168], [0, 50]), fade(sheet, 90, [0, '#c9a57e'], [1, '#a47d55'])) +
    line('M-246 -164L0 50L246 -164', '#7d5a38', 4) +
    disc(0, 40, 34, ball(sheet, '#9c4230'))
  )
}
