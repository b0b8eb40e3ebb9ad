import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../../data/schema.ts'
import { choicesIn, labelsFor, someIds, walkEntries } from './entries-sql.ts'
import { type Few, type Found, hasFilter, narrowed, type Wanted } from './find-listing.ts'
import type { OptionFilter } from './listing-query.ts'

/** Products that are looked at to find out by what one could filter: of many, half of them old and half of them new. */
const SAMPLE_PRODUCTS = 160
/** Options that are offered, and values of each, beside those that are chosen. */
const OFFERED_OPTIONS_MAX = 4
const OFFERED_VALUES_MAX = 12

/** An option that products can be filtered by. */
export interface OfferedOption {
  /** Its slug, as in `size`. */
  readonly option: string
  readonly label: string
  readonly values: readonly { readonly value: string; readonly label: string; readonly isChosen: boolean }[]
}

type Db = Kysely<ShopDatabase>

/**
 * The options and values of the products that match (`found` is a page of them), told from some hundred of them. For an option that is
 * filtered by, the values are those there would be without it, so that more can be chosen.
 */
export async function findFilters(
  db: Db,
  wanted: Wanted,
  few: Few,
  found: Pick<Found, 'ids' | 'next'>,
  chosen: readonly OptionFilter[],
): Promise<OfferedOption[]> {
  const { language } = wanted
  const isAll = wanted.after === null && found.next === null
  const counts = await choicesOf(db, isAll ? found.ids : await sampleOf(db, wanted, few))
  for (const [index, { option, values }] of chosen.entries()) {
    const without = { ...wanted, groups: wanted.groups.toSpliced(index, 1) }
    const fewWithout = { ...few, groups: few.groups.toSpliced(index, 1) }
    const others = await choicesOf(db, await sampleOf(db, without, fewWithout))
    for (const choice of counts.keys()) if (optionOf(choice) === option) counts.delete(choice)
    for (const [choice, count] of others) if (optionOf(choice) === option) counts.set(choice, count)
    for (const value of values) counts.set(`${option}:${value}`, Number.POSITIVE_INFINITY)
  }
  const offered = mostUsed(counts)
  const names = offered.flatMap(({ option, choices }) => [option, ...choices])
  const labels = await labelsFor(db, names, language)
  return offered.flatMap(({ option, choices }) => {
    const label = labels.get(option)?.label
    const values = choices
      .flatMap((choice) => ({ value: choice.slice(option.length + 1), ...labels.get(choice) }))
      .flatMap(({ value, label, position = 0 }) => (label === undefined ? [] : { value, label, position }))
      .sort((a, b) => a.position - b.position || a.label.localeCompare(b.label, language, { numeric: true }))
      .map(({ value, label }) => ({ value, label, isChosen: isChosen(chosen, option, value) }))
    const isOfUse = values.length > 1 || values.some(({ isChosen }) => isChosen)
    return label === undefined || !isOfUse ? [] : [{ option, label, values }]
  })
}

async function choicesOf(db: Db, ids: readonly number[]): Promise<Map<string, number>> {
  const rows = ids.length === 0 ? [] : await choicesIn(db, ids)
  return new Map(rows.map(({ choice, products }) => [choice, products]))
}

async function sampleOf(db: Db, wanted: Wanted, few: Few): Promise<number[]> {
  if (wanted.ranks !== null && !hasFilter(wanted)) return [...wanted.ranks.keys()].slice(0, SAMPLE_PRODUCTS)
  const { filter, isFew } = narrowed(wanted, few)
  if (isFew) return someIds(db, filter, SAMPLE_PRODUCTS)
  const walk = { after: null, limit: SAMPLE_PRODUCTS / 2 }
  const old = await walkEntries(db, filter, { ...wanted, sort: 'featured' }, walk)
  if (old.length < walk.limit) return old.map(({ id }) => id)
  const young = await walkEntries(db, filter, { ...wanted, sort: 'newest' }, walk)
  return [...new Set([...old, ...young].map(({ id }) => id))]
}

/** The options that most products have, and of each the values that most have. */
function mostUsed(counts: ReadonlyMap<string, number>): { option: string; choices: string[] }[] {
  const options = new Map<string, { total: number; choices: [string, number][] }>()
  for (const [choice, count] of counts) {
    const option = options.get(optionOf(choice)) ?? { total: 0, choices: [] }
    options.set(optionOf(choice), { total: option.total + count, choices: [...option.choices, [choice, count]] })
  }
  return [...options]
    .sort(([a, one], [b, other]) => descending(one.total, other.total) || (a < b ? -1 : 1))
    .slice(0, OFFERED_OPTIONS_MAX)
    .map(([option, { choices }]) => ({
      option,
      choices: choices
        .sort(([a, one], [b, other]) => descending(one, other) || (a < b ? -1 : 1))
        .slice(0, OFFERED_VALUES_MAX)
        .map(([choice]) => choice),
    }))
}

/** Not by subtraction: two that are infinite are alike. */
function descending(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1
}

function optionOf(choice: string): string {
  return choice.slice(0, choice.indexOf(':'))
}

function isChosen(chosen: readonly OptionFilter[], option: string, value: string): boolean {
  return chosen.some((one) => one.option === option && one.values.includes(value))
}
