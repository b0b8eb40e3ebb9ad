import { tidyTags } from './cells.ts'
import { htmlToText } from './html-text.ts'
import { inLanguage, type TranslationLanguage } from './languages.ts'
import type { ProductTexts, Said } from './model.ts'
import type { RowReader } from './row-reader.ts'

/** Characters of a title, a type, the name of an option. */
export const LABEL_CHARS_MAX = 255
const TAGS_CHARS_MAX = 5_000
/** Characters of a description as the file has it, tags counted. */
const DESCRIPTION_CHARS_MAX = 200_000

/** The texts of a product as its row tells them: its own, or their translation. */
export function parseTexts(read: RowReader, language: TranslationLanguage | null): Said<ProductTexts> {
  const field = <F extends keyof ProductTexts>(name: F) => (language === null ? name : inLanguage(name, language))
  return {
    title: read.label(field('title'), LABEL_CHARS_MAX),
    description: parseDescription(read, field('description')),
    productType: read.label(field('productType'), LABEL_CHARS_MAX),
    tags: mapText(read.label(field('tags'), TAGS_CHARS_MAX), tidyTags),
  }
}

function parseDescription(
  read: RowReader,
  field: 'description' | `description (${TranslationLanguage})`,
): string | undefined {
  const html = read.text(field)
  if (html === undefined || html.length <= DESCRIPTION_CHARS_MAX) return mapText(html, htmlToText)
  read.error('import/too-long', `The ${field} is longer than ${DESCRIPTION_CHARS_MAX} characters. Shorten it.`)
  return ''
}

function mapText(text: string | undefined, map: (text: string) => string): string | undefined {
  return text === undefined ? undefined : map(text)
}
