import { disc, ellipse, line, path, rect } from '../../../app/catalogue/placeholder/shapes.ts'
import { dim, HOUSE, lit } from '../tools/colour.ts'
import { ball, fade, lying, plane, rounded, soft } from '../tools/light.ts'
import { oval, slab } from '../tools/outline.ts'
import { at, type Sheet, within } from '../tools/sheet.ts'
import { fruit, rib } from './plants.ts'
import { basket, basketRim } from './woven.ts'

const ESPARTO = [
  [400, 400],
  [300, 396],
  [160, 350],
  [60, 290],
  [0, 250],
] as const

/** The esparto basket with loaves, standing at 0, 0. */
export function breadBasket(sheet: Sheet): string {
  const loop = (x: number): string =>
    line(`M${x - 96} -410C${x - 100} -560 ${x + 100} -560 ${x + 96} -410`, dim(HOUSE.straw, 0.4), 40) +
    path(
      `M${x - 96} -410C${x - 100} -560 ${x + 100} -560 ${x + 96} -410`,
      'none',
      ` stroke="${HOUSE.straw}" stroke-width="28" stroke-dasharray="17 5"`,
    )
  const loaf = (x: number, y: number, turn: number, tone: string): string =>
    at(
      x,
      y,
      path(slab(-90, -330, 180, 600, 90), rounded(sheet, tone)) +
        [-220, -120, -20].map((cut) => line(`M-56 ${cut + 40}L56 ${cut - 30}`, '#f3dcae', 24)).join(''),
      1,
      turn,
    )
  return (
    basket(sheet, ESPARTO, HOUSE.straw, 34) +
    loaf(-210, -440, -24, '#b9742f') +
    loaf(-40, -500, -4, '#cf9148') +
    loaf(150, -450, 18, '#b06a2b') +
    within(
      sheet,
      'M-500 -404A400 80 0 0 0 500 -404V0H-500Z',
      basket(sheet, ESPARTO, HOUSE.straw, 34, 0.2, 0.5, false),
    ) +
    basketRim(sheet, 400, 400, HOUSE.straw, 30) +
    at(-300, 118, loop(0), 0.72, -10) +
    at(300, 118, loop(0), 0.72, 10)
  )
}

/** The plaited bottom of a basket about 0, 0, seen from above. */
export function coil(sheet: Sheet): string {
  let drawn = ''
  for (let ring = 12; ring > 0; ring -= 1) {
    const far = ring * 38
    for (let turn = 0; turn < ring * 9; turn += 1) {
      const angle = (turn / (ring * 9)) * 360 + ring * 17
      const tone = sheet.chance.pick(['#d8b26a', '#c79c50', '#e6c788', '#b98a41'])
      drawn += `<g transform="rotate(${angle.toFixed(1)}) translate(${far} 0) rotate(${turn % 2 === 0 ? 24 : 62})">${ellipse(0, 0, 25, 12, tone)}${ellipse(-3, -4, 17, 3, lit(tone, 0.5), ' opacity="0.7"')}</g>`
    }
  }
  return (
    lying(sheet, oval(0, 0, 478, 478), 1.4) +
    disc(0, 0, 476, '#8a6430') +
    drawn +
    disc(0, 0, 478, fade(sheet, 42, [0, '#fff4dc', 0.3], [0.5, '#fff4dc', 0], [1, '#2a1722', 0.42]))
  )
}

/** Open scissors about 0, 0. */
export function scissors(sheet: Sheet): string {
  const blade = 'M-16 0L-6 -330L14 -300L22 0Z'
  const grip =
    path(oval(0, 110, 62, 92), 'none', ' stroke="#2c2a33" stroke-width="26"') + path('M-14 -10H16V40H-14Z', '#2c2a33')
  const half = path(blade, fade(sheet, 0, [0, '#e9e7e0'], [1, '#8d9092'])) + grip
  return lying(sheet, blade, 0.6) + at(0, 0, half, 1, -15) + at(0, 0, half, 1, 17) + disc(0, -8, 13, '#d9b45c')
}

/** The willow basket with its fruit, standing at 0, 0. */
export function fruitBasket(sheet: Sheet): string {
  const form = [
    [250, 470],
    [180, 440],
    [90, 330],
    [30, 210],
    [0, 190],
  ] as const
  const pile = [
    [-260, -300, '#e0862a'],
    [0, -330, '#dd7f26'],
    [250, -300, '#e69238'],
    [-130, -440, '#e8973c'],
    [130, -450, '#d9782a'],
  ] as const
  const pear = at(
    330,
    -430,
    path(
      'M0 -170C50 -170 50 -90 84 -30C120 60 60 120 0 120C-60 120 -120 60 -84 -30C-50 -90 -50 -170 0 -170Z',
      ball(sheet, '#b9b24a'),
    ) + line('M0 -168Q10 -210 30 -224', '#5a4022', 12),
    1,
    18,
  )
  return (
    basket(sheet, form, '#b98a58', 26, 0.24, 0.1) +
    pear +
    pile.map(([x, y, tone]) => at(x, y, fruit(sheet, tone, 128, false))).join('') +
    rib(-150, 170, 44, '#567a3e', -120, -520) +
    rib(-40, 150, 40, '#6f9150', 130, -550) +
    within(sheet, 'M-600 -250A470 113 0 0 0 600 -250V100H-600Z', basket(sheet, form, '#b98a58', 26, 0.24, 0.1, false)) +
    basketRim(sheet, 250, 470, '#b98a58', 26, 0.24)
  )
}

/** The picnic hamper, standing at 0, 0. */
export function hamper(sheet: Sheet): string {
  const body = slab(-430, -400, 860, 400, 40)
  let rows = ''
  for (let y = -385; y < 0; y += 26)
    for (let x = -440; x < 450; x += 52)
      rows += path(
        slab(x + (Math.round(y / 26) % 2 === 0 ? 26 : 0), y, 48, 22, 11),
        sheet.chance.pick(['#b98447', '#a8733a', '#c99555', '#9c6832']),
      )
  const lid = 'M-450 -400L-380 -640Q0 -690 380 -640L450 -400Q0 -440 -450 -400Z'
  let cloth = ''
  for (let x = -400; x < 400; x += 60) cloth += rect(x, -460, 30, 210, '#b93a2e', ' opacity="0.75"')
  for (let y = -450; y < -240; y += 60) cloth += rect(-420, y, 840, 30, '#b93a2e', ' opacity="0.5"')
  const napkin = 'M-400 -420Q0 -470 400 -420L330 -300L240 -350L120 -250L0 -330L-130 -246L-250 -340L-330 -290Z'
  return (
    soft(sheet, 22, ellipse(60, 0, 520, 56, '#22301a', ' opacity="0.5"')) +
    path(lid, rounded(sheet, '#9c6832')) +
    within(sheet, lid, `<g transform="translate(0 -270)">${rows}</g>${path(lid, '#3a1c10', ' opacity="0.3"')}`) +
    path(body, '#7d4f26') +
    within(
      sheet,
      body,
      rows + path(body, fade(sheet, 10, [0, '#fff4dc', 0.25], [0.5, '#fff4dc', 0], [1, '#2a1722', 0.5])),
    ) +
    lying(sheet, napkin, 0.5) +
    path(napkin, plane(sheet, '#f6efe1')) +
    within(sheet, napkin, cloth) +
    path(slab(-60, -300, 120, 150, 16), rounded(sheet, '#6b3f22')) +
    disc(0, -190, 18, ball(sheet, '#d9b45c'))
  )
}
