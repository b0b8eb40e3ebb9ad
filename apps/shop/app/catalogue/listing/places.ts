import { slugOf } from '../../data/slug.ts'
import { BASE_LANGUAGE, LANGUAGES, type Language } from '../../routes.ts'
import type { Goods } from './goods.ts'
import { nameKey } from './name-key.ts'

/** The list of everything that can be bought. */
export const ALL = 'all'

/** The list of a collection. */
export function collectionScope(collectionId: number): string {
  return `collection:${collectionId}`
}

/** The list of a tag, by the tag's slug. */
export function tagScope(tag: string): string {
  return `tag:${tag}`
}

/** The lists a product stands in. */
export function scopesOf({ collectionIds, tags }: Goods): string[] {
  return [ALL, ...collectionIds.map(collectionScope), ...tags.map(tagScope)]
}

/** How the name of a product sorts in each language. */
export function nameKeysOf({ title }: Goods): { name_en: string; name_es: string } {
  return { name_en: nameKey(title.en, 'en'), name_es: nameKey(title.es, 'es') }
}

const CHOICE_CHARS_MAX = 60

/** The key of an option, such as `size`, by its name in the base language. */
export function optionKey(name: string): string {
  return keyOf(name)
}

/** The key of an option value, such as `size:xl`, by its option's key and its own name in the base language. */
export function choiceKey(option: string, value: string): string {
  return `${option}:${keyOf(value)}`
}

/** What has no letter or digit, such as "+", is its own key. */
function keyOf(name: string): string {
  return (slugOf(name) ?? name.trim().toLowerCase().replaceAll(':', '')).slice(0, CHOICE_CHARS_MAX)
}

/** The option values of the variants that can be bought, each variant's once. */
export function choicesOf({ options, variants }: Goods): { choice: string; variant_id: number }[] {
  return variants.flatMap(({ id, values }) => {
    const choices = options.map(({ base }, index) => choiceKey(optionKey(base), values[index]?.base ?? ''))
    return [...new Set(choices)].map((choice) => ({ choice, variant_id: id }))
  })
}

/** What an option or a value is called. */
export interface ChoiceLabel {
  readonly choice: string
  readonly language: Language
  readonly label: string
  /** False where there is no translation, and the label is the base language's. */
  readonly isTold: boolean
  /** Where it stands among its like, from 0. */
  readonly position: number
}

/** What the options of a product and their values are called in each language. */
export function labelsOf({ options, variants }: Goods): ChoiceLabel[] {
  const labels = new Map<string, ChoiceLabel>()
  const add = (choice: string, name: Goods['title'], position: number) => {
    for (const language of LANGUAGES) {
      const key = `${language} ${choice}`
      const isTold = language === BASE_LANGUAGE || name[language] !== name[BASE_LANGUAGE]
      if (!labels.has(key)) labels.set(key, { choice, language, label: name[language], isTold, position })
    }
  }
  for (const [index, { base, name }] of options.entries()) {
    const option = optionKey(base)
    add(option, name, index)
    const values = new Map(variants.map(({ values }) => [values[index]?.base ?? '', values[index]?.name ?? name]))
    for (const [position, [value, label]] of [...values].entries()) add(choiceKey(option, value), label, position)
  }
  return [...labels.values()]
}
