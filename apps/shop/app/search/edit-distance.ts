/**
 * How many letters have to be put in, left out, replaced or swapped with their neighbour to make `b` of `a` (optimal
 * string alignment).
 *
 * @param max the search ends there: whatever is farther is `max + 1`
 */
export function editDistance(a: string, b: string, max: number): number {
  const from = [...a]
  const to = [...b]
  if (Math.abs(from.length - to.length) > max) return max + 1
  let before: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const row = nextRow(from, to, i, last, before)
    if (Math.min(...row) > max) return max + 1
    before = last
    last = row
  }
  return Math.min(last[to.length] ?? 0, max + 1)
}

function nextRow(
  from: readonly string[],
  to: readonly string[],
  i: number,
  last: readonly number[],
  before: readonly number[],
): number[] {
  const row = [i]
  for (let j = 1; j <= to.length; j += 1) {
    const replaced = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1)
    const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
    const swapped = isSwap ? at(before, j - 2) + 1 : replaced
    row.push(Math.min(replaced, swapped, at(last, j) + 1, at(row, j - 1) + 1))
  }
  return row
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
