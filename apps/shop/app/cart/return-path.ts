import type { Field } from './body/field.ts'

const PATH_CHARS_MAX = 2_000
// Browsers read a backslash as a slash and skip tabs and line ends: what is checked must be what they read.
const MISREAD = /[\\\p{Cc}]/u

/**
 * The path to go back to after a form, if `field` is one of this site: it begins with one slash. Null for everything
 * else: other addresses in all their disguises, and what is no text.
 */
export function parseReturnPath(field: Field | undefined): string | null {
  if (typeof field !== 'string' || field.length > PATH_CHARS_MAX || !field.startsWith('/') || MISREAD.test(field))
    return null
  const base = 'http://this.invalid'
  if (!URL.canParse(field, base)) return null
  const { origin, pathname, search, hash } = new URL(field, base)
  // `/.//evil.example` is a path of ours until the dot is taken out.
  return origin === base && !pathname.startsWith('//') ? pathname + search + hash : null
}
