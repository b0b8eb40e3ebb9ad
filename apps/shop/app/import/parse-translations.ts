import { isDeepStrictEqual } from 'node:util'
import { tidyTags } from './cells.ts'
import type { Field } from './columns.ts'
import { inLanguage, TRANSLATION_LANGUAGES, type TranslatedField, type TranslationLanguage } from './languages.ts'
import type { InLanguages, ParsedTranslation, ParsedVariant } from './model.ts'
import { keyOf } from './overlay.ts'
import { LABEL_CHARS_MAX, parseTexts } from './parse-texts.ts'
import type { RowReader } from './row-reader.ts'

/*
 * What a row says in other languages. A blank cell is no translation: there the text in the base language counts.
 */

/** The texts and the names of the options of a product, from its own row. */
export function parseTranslations(own: RowReader): InLanguages<ParsedTranslation> {
  return inLanguages((language) => {
    const texts = parseTexts(own, language)
    warnOfOtherTags(own, texts.tags, language)
    const optionNames = parseEach(own, ['option1Name', 'option2Name', 'option3Name'], language)
    return { texts, optionNames }
  })
}

/** The option values of a variant. */
export function parseValueTranslations(row: RowReader): InLanguages<readonly (string | undefined)[]> {
  return inLanguages((language) => parseEach(row, ['option1Value', 'option2Value', 'option3Value'], language))
}

/** What a picture shows. */
export function parseAltTranslations(row: RowReader, charsMax: number): InLanguages<string | undefined> {
  return inLanguages((language) => row.label(inLanguage('imageAlt', language), charsMax))
}

/** Makes something for each language into which texts can be translated. */
export function inLanguages<T>(make: (language: TranslationLanguage) => T): InLanguages<T> {
  return new Map(TRANSLATION_LANGUAGES.map((language) => [language, make(language)]))
}

const PLACES: readonly (readonly [text: Field, translation: TranslatedField])[] = [
  ['option1Value', 'option1Value'],
  ['option2Value', 'option2Value'],
  ['option3Value', 'option3Value'],
  ['imageSource', 'imageAlt'],
  ['collection', 'collection'],
]

/** Tells of translations in a row that has not what they translate. */
export function warnOfNothingToTranslate(row: RowReader): void {
  for (const language of TRANSLATION_LANGUAGES) {
    for (const [text, translation] of PLACES) {
      const field = inLanguage(translation, language)
      if ((row.text(field) ?? '') === '' || (row.text(text) ?? '') !== '') continue
      row.warning(
        'import/nothing-to-translate',
        `${row.name(field)} is left out: the row has nothing that it would translate.`,
      )
    }
  }
}

/** Tells of variants that shoppers of another language could not tell apart. */
export function warnOfSameTranslation(rows: readonly RowReader[], variants: readonly ParsedVariant[]): void {
  for (const language of TRANSLATION_LANGUAGES) {
    const known = new Map<string, ParsedVariant>()
    for (const [index, variant] of variants.entries()) {
      const told = variant.translations.get(language)
      const key = keyOf((variant.options ?? []).map((option, place) => told?.[place] || option))
      const before = known.get(key)
      if (before === undefined) known.set(key, variant)
      // Those that are the same in the base language too are refused elsewhere.
      else if (!isDeepStrictEqual(before.options, variant.options)) warnOfSame(rows[index], before.row, language)
    }
  }
}

function warnOfSame(row: RowReader | undefined, before: number, language: TranslationLanguage): void {
  row?.warning(
    'import/same-translation',
    `The option values are those of row ${before} in the language “${language}”. Translate them so that they differ.`,
  )
}

function parseEach(
  row: RowReader,
  fields: readonly TranslatedField[],
  language: TranslationLanguage,
): (string | undefined)[] {
  return fields.map((field) => row.label(inLanguage(field, language), LABEL_CHARS_MAX))
}

function warnOfOtherTags(own: RowReader, told: string | undefined, language: TranslationLanguage): void {
  const tags = own.text('tags')
  if (tags === undefined || told === undefined || told === '') return
  const [wanted, found] = [tidyCount(tags), tidyCount(told)]
  if (wanted === found) return
  own.warning(
    'import/other-tags',
    `${own.name(inLanguage('tags', language))} has ${found} and ${own.name('tags')} ${wanted}, so they are not translated. ` +
      'Write as many, in the same order.',
  )
}

function tidyCount(tags: string): number {
  const tidied = tidyTags(tags)
  return tidied === '' ? 0 : tidied.split(', ').length
}
