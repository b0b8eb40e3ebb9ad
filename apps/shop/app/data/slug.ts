/**
 * The slug of a text, a part of an address: accents away, lower case, a dash for what is neither letter nor digit. "Slow food" and
 * "slow-food" come out the same. Null if nothing is left.
 */
export function slugOf(text: string): string | null {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  return words === null ? null : words.join('-').normalize('NFC')
}

/** A tag of a product: how it is written, and its part in addresses. */
export interface Tag {
  /** The slug: two tags with the same one are one. */
  readonly tag: string
  readonly label: string
}

/** The tags in a list parted by commas, each once. What has no letter or digit is none. */
export function tagsOf(list: string): Tag[] {
  const tags = new Map<string, Tag>()
  for (const label of list.split(',').map((part) => part.trim())) {
    const tag = slugOf(label)
    if (tag !== null && !tags.has(tag)) tags.set(tag, { tag, label })
  }
  return [...tags.values()]
}
