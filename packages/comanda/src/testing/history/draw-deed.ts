import type { Deed } from './history.ts'

/** How often each deed is drawn, in parts of their sum. */
const WEIGHTS = {
  append: 26,
  count: 14,
  read: 24,
  set: 9,
  swap: 7,
  delete: 4,
  pull: 7,
  regenerate: 6,
  'sign-out': 3,
} as const satisfies Record<Deed['do'], number>

const TOTAL = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)

/** A deed, drawn. `below` draws a whole number from 0; `nth` makes items and values unique. */
export function drawDeed(below: (limit: number) => number, nth: number): Deed {
  let drawn = below(TOTAL)
  for (const name of Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]) {
    drawn -= WEIGHTS[name]
    if (drawn < 0) return deedOf(name, nth)
  }
  return { do: 'read' }
}

function deedOf(name: Deed['do'], nth: number): Deed {
  switch (name) {
    case 'append':
      return { do: name, item: `i${nth}` }
    case 'set':
    case 'swap':
      return { do: name, value: `v${nth}` }
    default:
      return { do: name }
  }
}
