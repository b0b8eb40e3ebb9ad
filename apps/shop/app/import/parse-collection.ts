import { handleOf } from './cells.ts'
import { inLanguage, TRANSLATION_LANGUAGES, type TranslationLanguage } from './languages.ts'
import type { ParsedCollection } from './model.ts'
import { LABEL_CHARS_MAX } from './parse-texts.ts'
import { quoted } from './problems.ts'
import type { RowReader } from './row-reader.ts'

/**
 * Reads which collection a product's own row names. Null: the cell is blank, so the product is in none. Undefined: the
 * file does not tell.
 */
export type CollectionReader = (own: RowReader) => ParsedCollection | null | undefined

interface Gathered extends ParsedCollection {
  readonly translations: Map<TranslationLanguage, string>
}

/** Makes the {@link CollectionReader} of one file. A collection is called what the first row that names it calls it. */
export function createCollectionReader(): CollectionReader {
  const known = new Map<string, Gathered>()

  return (own) => {
    const title = own.label('collection', LABEL_CHARS_MAX)
    if (title === undefined) return undefined
    if (title === '') return null
    const handle = handleOf(title)
    if (handle === null) {
      const hint = 'Write a name with letters or digits.'
      own.error('import/bad-collection', `No address can be made of the collection ${quoted(title)}. ${hint}`)
      return null
    }
    const collection = known.get(handle) ?? { handle, title, translations: new Map() }
    known.set(handle, collection)
    warnOfOtherName(own, title, collection.title)
    for (const language of TRANSLATION_LANGUAGES) readTranslation(own, collection, language)
    return collection
  }
}

function readTranslation(own: RowReader, { translations }: Gathered, language: TranslationLanguage): void {
  const told = own.label(inLanguage('collection', language), LABEL_CHARS_MAX)
  if (told === undefined) return
  const before = translations.get(language) ?? ''
  if (before === '') translations.set(language, told)
  else if (told !== '') warnOfOtherName(own, told, before)
}

function warnOfOtherName(own: RowReader, name: string, first: string): void {
  if (name === first) return
  own.warning(
    'import/other-collection-name',
    `The collection is called ${quoted(name)} here and ${quoted(first)} before. It keeps the first.`,
  )
}
