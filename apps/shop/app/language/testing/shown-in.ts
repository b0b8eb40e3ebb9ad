/** A text that a page shows or says. */
export interface Shown {
  readonly text: string
  /** Whether it stands in an element that names a language of its own. */
  readonly isForeign: boolean
}

const VOID = new Set(['meta', 'link', 'img', 'input', 'br', 'hr', 'source', 'wbr', '!doctype'])
const SPOKEN = /\s(?:alt|title|placeholder|aria-label)="([^"]*)"/g
const DESCRIBED = /^meta name="description" content="([^"]*)"/

/** All texts of a page: those between tags, and those of attributes that are shown or read out. Data blocks are none. */
export function shownIn(page: string): Shown[] {
  const shown: Shown[] = []
  const open: { name: string; isForeign: boolean }[] = []
  const markup = page.replaceAll(/<script\b[^>]*>[^<]*<\/script>/g, '')
  for (const [, tag, text = ''] of markup.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (tag === undefined) continue
    const name = /^\/?([^\s>]*)/.exec(tag)?.[1]?.toLowerCase() ?? ''
    const outer = open.at(-1)?.isForeign ?? false
    const isForeign = outer || (name !== 'html' && /\slang="/.test(tag))
    for (const [, spoken = ''] of tag.matchAll(SPOKEN)) shown.push({ text: plainOf(spoken), isForeign })
    const described = DESCRIBED.exec(tag)?.[1]
    if (described !== undefined) shown.push({ text: plainOf(described), isForeign })
    if (tag.startsWith('/')) open.pop()
    else if (!VOID.has(name)) open.push({ name, isForeign })
    shown.push({ text: plainOf(text), isForeign: open.at(-1)?.isForeign ?? false })
  }
  return shown.filter(({ text }) => text !== '')
}

function plainOf(text: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '').trim()
}
