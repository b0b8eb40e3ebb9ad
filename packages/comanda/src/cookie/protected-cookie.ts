import { randomBytes } from 'node:crypto'
import type { CookieAttributes, CookieAttributesFor } from './attributes.ts'
import { readCookie } from './parse.ts'
import { seal, unseal } from './seal.ts'
import type { Secrets } from './secrets.ts'
import { deleteCookie, serializeCookie } from './serialize.ts'
import { type Binding, type Opened, sign, unsign } from './sign.ts'

/**
 * What is noticed when a signed or sealed cookie is read.
 * - `bad-signature`: there is one of that name, and nobody here made it: somebody may be trying, or a secret is gone.
 * - `old-secret`: made with a secret that is not the newest; 1 is the one before it. Set it anew while that is listed.
 */
export type CookieEvent =
  | { readonly kind: 'bad-signature'; readonly name: string }
  | { readonly kind: 'old-secret'; readonly name: string; readonly secretAge: number }

/** What a signed or sealed cookie is made of. */
export interface ProtectedCookieOptions<Name extends string, Value> {
  readonly secrets: Secrets
  /** The cookie's name; the value is bound to it. */
  readonly name: Name
  /** What the cookie is for; the value is bound to it. */
  readonly purpose: string
  /** How old a value may be when it is read, in whole seconds; the browser is told the same. */
  readonly maxAgeSeconds: number
  /** Makes a value of what was read, or null if it is not one: another version of the app may have written it. */
  readonly parse: (value: unknown) => Value | null
  readonly attributes?: Omit<CookieAttributesFor<Name>, 'maxAgeSeconds'>
  /** Says what time it is, in milliseconds since 1970-01-01 UTC. Default: `Date.now`. */
  readonly clock?: () => number
  /** Told of what is noticed when the cookie is read. Must be quick and throw nothing. */
  readonly observe?: (event: CookieEvent) => void
}

/** A cookie whose value only this app can make. */
export interface ProtectedCookie<Value> {
  /** The Set-Cookie header that sets it. Throws CookieError `cookie/too-large` or `cookie/not-json`. */
  set(value: Value): string
  /**
   * The value in a Cookie header. Null, whatever is wrong with it: absent, twice, tampered with, made for another name
   * or purpose, by a secret that is gone, too old, from the future, or not what `parse` wants.
   */
  read(header: string | null | undefined): Value | null
  /** The Set-Cookie header that makes the browser drop it. */
  delete(): string
}

/** How far clocks of several servers may differ, in seconds, before a value counts as made in the future. */
const CLOCK_SKEW_SECONDS = 60

/** A cookie that its owner can read and nobody can change: for what is no secret to the visitor. */
export function signedCookie<Name extends string, Value>(
  options: ProtectedCookieOptions<Name, Value>,
): ProtectedCookie<Value> {
  const { secrets, clock = Date.now } = options
  return protectedCookie(
    options,
    (binding, value) => sign(secrets, binding, value, clock()),
    (binding, text) => unsign(secrets, binding, text),
  )
}

/** A cookie that nobody can read or change: for personal data. */
export function sealedCookie<Name extends string, Value>(
  options: ProtectedCookieOptions<Name, Value>,
): ProtectedCookie<Value> {
  const { secrets, clock = Date.now } = options
  return protectedCookie(
    options,
    (binding, value) => seal(secrets, binding, value, clock(), randomBytes),
    (binding, text) => unseal(secrets, binding, text),
  )
}

function protectedCookie<Name extends string, Value>(
  options: ProtectedCookieOptions<Name, Value>,
  close: (binding: Binding, value: Value) => string,
  open: (binding: Binding, text: string) => Opened | null,
): ProtectedCookie<Value> {
  const { name, purpose, maxAgeSeconds, parse, clock = Date.now, observe = () => {} } = options
  const binding = { purpose, name }
  const attributes = { ...options.attributes, maxAgeSeconds } as CookieAttributes as CookieAttributesFor<Name>

  function isFresh({ madeAt }: Opened): boolean {
    const ageSeconds = Math.floor((clock() - madeAt) / 1_000)
    return ageSeconds <= maxAgeSeconds && ageSeconds >= -CLOCK_SKEW_SECONDS
  }

  return {
    set: (value) => serializeCookie(name, close(binding, value), attributes),
    read(header) {
      const text = readCookie(header, name)
      if (text === null) return null
      const opened = open(binding, text)
      if (opened === null) observe({ kind: 'bad-signature', name })
      if (opened === null || !isFresh(opened)) return null
      if (opened.secretAge > 0) observe({ kind: 'old-secret', name, secretAge: opened.secretAge })
      return parse(opened.value)
    },
    delete: () => deleteCookie(name, attributes),
  }
}
