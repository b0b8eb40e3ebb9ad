import { readFileSync, writeFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../data/make-folder.ts'
import { errorCodeOf } from '../error-code.ts'
import { LANGUAGES, type Language } from '../routes.ts'
import { LEGAL_PAGES, type LegalPageName } from './pages.ts'
import { type LegalText, parseLegalText } from './text.ts'

/** A legal page as its file has it now. */
export interface KeptText extends LegalText {
  /** ISO 8601. */
  readonly changedAt: string
}

/** The texts of the legal pages, which the merchant keeps as files. */
export interface LegalTexts {
  /** Where they are: a folder for each language, a file for each page. */
  readonly folder: string
  /** The text as it is now: a change of the file shows at once. Rejects if there is no file, or one that is too large. */
  read(page: LegalPageName, language: Language): Promise<KeptText>
  /** The files with gaps that are still to be filled in: `en/imprint.txt`. */
  unfinished(): Promise<string[]>
}

/** A text of more bytes than this is not read: the longest terms of sale have a fifth of it. */
export const TEXT_BYTES_MAX = 262_144

const TEMPLATES = join(import.meta.dirname, '..', '..', 'texts')
/** The one gap the shop can fill in by itself. */
const SHOP_NAME: Readonly<Record<Language, string>> = { en: '[SHOP NAME]', es: '[NOMBRE DE LA TIENDA]' }

/** Opens the texts in `dataDir`. Those that are not there yet are made of the templates, for the merchant to fill in. */
export function openLegalTexts({
  dataDir,
  shopName,
}: {
  readonly dataDir: string
  readonly shopName: string
}): LegalTexts {
  const folder = join(dataDir, 'texts')
  for (const language of LANGUAGES) {
    makeFolder(join(folder, language))
    for (const page of LEGAL_PAGES) makeText(folder, page, language, shopName)
  }
  const read = createReader(folder)

  return {
    folder,
    read,
    async unfinished() {
      const names: string[] = []
      for (const language of LANGUAGES) {
        for (const page of LEGAL_PAGES) if ((await read(page, language)).gaps > 0) names.push(fileOf(page, language))
      }
      return names
    },
  }
}

function makeText(folder: string, page: LegalPageName, language: Language, shopName: string): void {
  const template = readFileSync(join(TEMPLATES, fileOf(page, language)), 'utf8')
  try {
    writeFileSync(
      join(folder, fileOf(page, language)),
      template.replaceAll(SHOP_NAME[language], () => shopName),
      { flag: 'wx' },
    )
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error
  }
}

/** Reads a file again only when it has changed. */
function createReader(folder: string): LegalTexts['read'] {
  const known = new Map<string, { readonly mark: string; readonly text: KeptText }>()
  return async (page, language) => {
    const path = join(folder, fileOf(page, language))
    const { mtimeMs, size } = await stat(path)
    if (size > TEXT_BYTES_MAX)
      throw new Error(`${path} has ${size} bytes; the shop reads texts of up to ${TEXT_BYTES_MAX}.`)
    const mark = `${mtimeMs} ${size}`
    const before = known.get(path)
    if (before?.mark === mark) return before.text
    const text = { ...parseLegalText(await readFile(path, 'utf8')), changedAt: new Date(mtimeMs).toISOString() }
    known.set(path, { mark, text })
    return text
  }
}

/** The file of a page below the folder of the texts: `en/imprint.txt`. */
export function fileOf(page: LegalPageName, language: Language): string {
  return `${language}/${page}.txt`
}
