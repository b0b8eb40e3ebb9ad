/** The middle value; of an even number of them the lower one. NaN if there is none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The value that `percent` of all are not above. NaN if there is none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}
