import type { Said } from './model.ts'

/** What is told over what there is: where nothing is told, that stays. */
export function overlay<T extends object>(base: T, said: Said<T>): T {
  const result = { ...base }
  for (const key in said) {
    const value = said[key]
    if (value !== undefined) result[key] = value
  }
  return result
}

/** A variant's option values as one text, joined by what no cell can hold: control characters are taken out of labels. */
export function keyOf(options: readonly string[]): string {
  return options.join('\0')
}
