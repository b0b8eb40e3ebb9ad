/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** From `low` up to `high`, to a tenth: a picture needs no more digits. */
  between(low: number, high: number): number
  pick<T>(choices: readonly T[]): T
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) of the seed, then steps of a Weyl sequence, mixed. */
export function createChance(seed: string): Chance {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0

  function next(): number {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000
  }

  return {
    between: (low, high) => tenth(low + next() * (high - low)),
    pick(choices) {
      const choice = choices[Math.floor(next() * choices.length)]
      if (choice === undefined) throw new RangeError('There is nothing to pick from.')
      return choice
    },
  }
}

/** Rounded to a tenth. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
