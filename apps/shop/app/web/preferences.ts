/** Something a client would like, and how much: 1 most, 0 not at all. */
export interface Preference {
  /** In lower case: `br`, `es-mx`, `*`. */
  readonly value: string
  /** 0 to 1. */
  readonly quality: number
}

const HEADER_CHARS_MAX = 1_000
const ITEM = /^([a-z0-9*][a-z0-9*-]*)(?:;q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?$/

/**
 * A header of weighted wishes, such as Accept-Language or Accept-Encoding (RFC 9110, section 12.4.2), the dearest
 * first and otherwise in their order. What cannot be read is left out, as is all of a header of over 1,000 characters.
 * Never throws.
 */
export function parsePreferences(header: string | null | undefined): Preference[] {
  if (!header || header.length > HEADER_CHARS_MAX) return []
  const wishes = header.toLowerCase().replaceAll(/[ \t]/g, '').split(',')
  return wishes
    .map((wish) => ITEM.exec(wish))
    .filter((match) => match !== null)
    .map(([, value = '', quality]) => ({ value, quality: quality === undefined ? 1 : Number(quality) }))
    .sort((one, other) => other.quality - one.quality)
}
