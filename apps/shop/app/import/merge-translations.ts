import { DEFAULT_OPTION, DEFAULT_VALUE } from '../data/schema.ts'
import type { TranslationLanguage } from './languages.ts'
import type { InLanguages, ParsedProduct, Product, ProductTexts, Translation } from './model.ts'
import { keyOf, overlay } from './overlay.ts'
import { inLanguages } from './parse-translations.ts'

const NO_TEXTS: ProductTexts = { title: '', description: '', productType: '', tags: '' }

/** A product without its translations. */
type Untranslated = Omit<Product, 'translations'>

/**
 * Lays the translations of the file over those there are, for the product as it is to be. Values and pictures of which
 * nothing is translated are not in the answer, so that two that say the same are equal.
 */
export function mergeTranslations(
  existing: Product | null,
  parsed: ParsedProduct,
  product: Untranslated,
): InLanguages<Translation> {
  return inLanguages((language) => ({
    texts: mergeTexts(existing, parsed, language),
    optionNames: optionNames(existing, parsed, product, language),
    values: optionValues(existing, parsed, product, language),
    alts: alts(existing, parsed, product, language),
  }))
}

function mergeTexts(existing: Product | null, parsed: ParsedProduct, language: TranslationLanguage): ProductTexts {
  const before = existing?.translations.get(language)?.texts ?? NO_TEXTS
  const told = parsed.translations.get(language)?.texts
  return told === undefined ? before : overlay(before, told)
}

/** A name keeps its translation also in another place. */
function optionNames(
  existing: Product | null,
  parsed: ParsedProduct,
  product: Untranslated,
  language: TranslationLanguage,
): string[] {
  if (isWithoutOptions(product)) return ['']
  const names = existing?.translations.get(language)?.optionNames ?? []
  const before = new Map(existing?.optionNames.map((name, index) => [name, names[index]]))
  const told = parsed.translations.get(language)?.optionNames ?? []
  return product.optionNames.map((name, index) => told[index] ?? before.get(name) ?? '')
}

function optionValues(
  existing: Product | null,
  parsed: ParsedProduct,
  product: Untranslated,
  language: TranslationLanguage,
): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>()
  if (isWithoutOptions(product)) return values
  const before = existing?.translations.get(language)?.values
  const told = new Map(
    parsed.variants?.map((variant) => [keyOf(variant.options ?? []), variant.translations.get(language)]),
  )
  for (const { options } of product.variants) {
    const key = keyOf(options)
    const texts = options.map((_, index) => told.get(key)?.[index] ?? before?.get(key)?.[index] ?? '')
    if (texts.some((text) => text !== '')) values.set(key, texts)
  }
  return values
}

function alts(
  existing: Product | null,
  parsed: ParsedProduct,
  product: Untranslated,
  language: TranslationLanguage,
): Map<string, string> {
  const alts = new Map<string, string>()
  const before = existing?.translations.get(language)?.alts
  const told = new Map(parsed.images?.map(({ source, translations }) => [source, translations.get(language)]))
  for (const { source } of product.images) {
    const alt = told.get(source) ?? before?.get(source) ?? ''
    if (alt !== '') alts.set(source, alt)
  }
  return alts
}

/** The one option that stands for none is never shown, so its words are not translated. */
function isWithoutOptions({ optionNames, variants }: Untranslated): boolean {
  const [only, ...others] = variants
  return optionNames[0] === DEFAULT_OPTION && only?.options[0] === DEFAULT_VALUE && others.length === 0
}
