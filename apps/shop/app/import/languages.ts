import { BASE_LANGUAGE, LANGUAGES, type Language } from '../routes.ts'

/** A language into which the texts of the catalogue can be translated. */
export type TranslationLanguage = Exclude<Language, typeof BASE_LANGUAGE>

/** All of them. */
export const TRANSLATION_LANGUAGES: readonly TranslationLanguage[] = LANGUAGES.filter(
  (language) => language !== BASE_LANGUAGE,
)

/** The fields that a file may have once more in each of these languages: the column `Title (es)` beside `Title`. */
export const TRANSLATED_FIELDS = [
  'title',
  'description',
  'productType',
  'tags',
  'option1Name',
  'option2Name',
  'option3Name',
  'option1Value',
  'option2Value',
  'option3Value',
  'imageAlt',
  'collection',
] as const

/** One of {@link TRANSLATED_FIELDS}. */
export type TranslatedField = (typeof TRANSLATED_FIELDS)[number]

/** A field in another language than the base. */
export type FieldInLanguage<F extends TranslatedField = TranslatedField> = `${F} (${TranslationLanguage})`

/** The field that holds the translation of `field`. */
export function inLanguage<F extends TranslatedField>(field: F, language: TranslationLanguage): FieldInLanguage<F> {
  return `${field} (${language})`
}
