import { disc, leaf, line, path } from '../../../app/catalogue/placeholder/shapes.ts'
import { fade, lying, shine } from '../tools/light.ts'
import { corners, curve, type Point, slab } from '../tools/outline.ts'
import { type Sheet, within } from '../tools/sheet.ts'

const COBALT = '#27478f'
const PALE = '#6f8fc4'

/** What is painted on a tile. */
export type Pattern = 'star' | 'leaf' | 'wave' | 'sun'

/** A tile of 480 by 480 about 0, 0. */
export function tile(sheet: Sheet, pattern: Pattern): string {
  const d = slab(-240, -240, 480, 480, 12)
  const glaze = fade(sheet, 42, [0, '#ffffff'], [0.5, '#f4efe4'], [1, '#d9d2c6'])
  return (
    lying(sheet, d, 0.8) +
    path(d, glaze) +
    within(sheet, d, painted(pattern)) +
    shine(sheet, 'M-222 -120V-214Q-222 -224 -210 -224H-100', 9, 0.9)
  )
}

function painted(pattern: Pattern): string {
  switch (pattern) {
    case 'star':
      return star()
    case 'leaf':
      return stalk()
    case 'wave':
      return [0, 1, 2, 3]
        .map((row) => `<g transform="translate(${row % 2 === 0 ? 0 : -80} ${row * 118 - 190})">${wave()}</g>`)
        .join('')
    case 'sun':
      return sun()
  }
}

function star(): string {
  const points = Array.from({ length: 16 }, (_, index): Point => {
    const [angle, far] = [(index / 16) * Math.PI * 2, index % 2 === 0 ? 200 : 96]
    return [Math.cos(angle) * far, Math.sin(angle) * far]
  })
  const rays = Array.from({ length: 8 }, (_, index) =>
    leaf(0, 0, index * 45, 128, 17, index % 2 === 0 ? '#f4efe4' : PALE),
  ).join('')
  const quarters = [
    [-240, -240],
    [240, -240],
    [-240, 240],
    [240, 240],
  ] as const
  return (
    path(corners(...points), COBALT) +
    rays +
    disc(0, 0, 26, '#d9a33c') +
    quarters.map(([x, y]) => disc(x, y, 92, PALE) + disc(x, y, 70, '#f4efe4') + disc(x, y, 48, COBALT)).join('')
  )
}

function stalk(): string {
  const leaves = [-150, -86, -22, 42, 106].flatMap((y, index) => [
    leaf(0, y + 60, -36, 150 - index * 6, 30, index % 2 === 0 ? COBALT : PALE),
    leaf(0, y + 60, -144, 150 - index * 6, 30, index % 2 === 0 ? PALE : COBALT),
  ])
  return (
    line(
      curve([
        [0, 220],
        [6, 90],
        [-4, -60],
        [0, -150],
      ]),
      COBALT,
      11,
    ) +
    leaves.join('') +
    leaf(0, -110, -90, 110, 28, COBALT) +
    disc(-190, -190, 20, '#d9a33c') +
    disc(190, -190, 20, '#d9a33c')
  )
}

function wave(): string {
  return [-240, -80, 80, 240]
    .map(
      (x) =>
        path(
          `M${x - 84} 60C${x - 60} -50 ${x + 30} -64 ${x + 48} -6C${x + 50} 26 ${x + 16} 34 ${x + 8} 10C${x + 6} 2 ${x + 14} -6 ${x + 20} -2C${x + 8} -26 ${x - 24} 0 ${x - 8} 36C${x + 10} 62 ${x + 50} 62 ${x + 84} 60Z`,
          COBALT,
        ) + line(`M${x - 70} 84q40 -24 76 0t76 0`, PALE, 9),
    )
    .join('')
}

function sun(): string {
  const rays = Array.from(
    { length: 24 },
    (_, index) =>
      `<g transform="rotate(${index * 15})">${index % 2 === 0 ? path('M-20 -96L0 -206L20 -96Z', COBALT) : path('M-9 -100C20 -130 -20 -150 0 -180C24 -150 -4 -130 13 -100Z', PALE)}</g>`,
  ).join('')
  const face =
    disc(-30, -16, 8, COBALT) +
    disc(30, -16, 8, COBALT) +
    line('M0 -16Q-12 16 4 20', COBALT, 6) +
    line('M-32 38Q0 62 32 38', COBALT, 7) +
    disc(-50, 22, 13, '#e7a98c') +
    disc(50, 22, 13, '#e7a98c')
  return rays + disc(0, 0, 92, COBALT) + disc(0, 0, 82, '#f0c65a') + face
}
