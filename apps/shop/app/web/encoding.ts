import { parsePreferences } from './preferences.ts'

/** How a body is sent: by Brotli (RFC 7932), by gzip (RFC 1952), or as it is. */
export type Encoding = 'br' | 'gzip' | 'identity'

/** Which comes first where a client likes both alike: the smaller one, or for a page that is made for one the quicker one. */
const SMALLEST: readonly Encoding[] = ['br', 'gzip', 'identity']
const QUICKEST: readonly Encoding[] = ['gzip', 'br', 'identity']

/** What a client likes best of what the shop can do, by its Accept-Encoding (RFC 9110, section 12.5.3). */
export function preferredEncoding(acceptEncoding: string | null | undefined, first: 'smallest' | 'quickest'): Encoding {
  const wishes = parsePreferences(acceptEncoding)
  const qualityOf = (encoding: Encoding): number => {
    const named = wishes.find(({ value }) => value === encoding || (encoding === 'gzip' && value === 'x-gzip'))
    return (named ?? wishes.find(({ value }) => value === '*'))?.quality ?? (encoding === 'identity' ? LAST_RESORT : 0)
  }
  const liked = (first === 'smallest' ? SMALLEST : QUICKEST).filter((encoding) => qualityOf(encoding) > 0)
  return liked.toSorted((one, other) => qualityOf(other) - qualityOf(one))[0] ?? 'identity'
}

/** A body as it is may always be sent, unless it is refused by name; anything that was asked for comes before it. */
const LAST_RESORT = 0.000_1

const TEXT = /^(text\/|image\/svg\+xml|application\/(json|ld\+json|manifest\+json|javascript|xml)\b)/

/** Whether a body of that content type gets smaller: texts do, pictures and fonts are small already. */
export function isCompressible(contentType: string): boolean {
  return TEXT.test(contentType)
}
