import { CookieError } from './error.ts'
import { keyOf } from './mac.ts'

/** The shortest secret that is taken, in bytes of UTF-8: what 128 random bits are as hexadecimal digits. */
export const SECRET_BYTES_MIN = 32
/** The most secrets at once; each old one costs a check of every cookie that does not fit the newer ones. */
export const SECRETS_MAX = 5

/** Secrets that were checked; made by {@link createSecrets}. Printing them, or writing them as JSON, shows nothing. */
export interface Secrets {
  /** The keys for one use of the secrets, the newest first; other uses have other keys. */
  keysFor(use: SecretUse): readonly Uint8Array[]
}

/** What secrets are used for. */
export type SecretUse = 'sign' | 'seal' | 'mask'

/**
 * The secrets that protect cookies. The first one signs and seals; all of them verify and open. To rotate, put a new
 * one in front, and take the old one away when nothing protected by it is to be valid any more.
 *
 * Each is at least {@link SECRET_BYTES_MIN} bytes of unpredictable text: `openssl rand -base64 32`.
 *
 * @throws {CookieError} `cookie/bad-secret`; the message never holds a secret
 */
export function createSecrets(list: readonly string[]): Secrets {
  if (list.length === 0 || list.length > SECRETS_MAX) {
    throw new CookieError('cookie/bad-secret', `There are ${list.length} secrets; give 1 to ${SECRETS_MAX} of them.`)
  }
  const secrets = list.map(checked)
  const keys: Readonly<Record<SecretUse, readonly Uint8Array[]>> = {
    sign: secrets.map((secret) => keyOf(secret, 'sign')),
    seal: secrets.map((secret) => keyOf(secret, 'seal')),
    mask: secrets.map((secret) => keyOf(secret, 'mask')),
  }
  return Object.freeze({ keysFor: (use: SecretUse) => keys[use] })
}

function checked(secret: string, index: number): Uint8Array {
  const bytes = encoder.encode(secret)
  if (bytes.length < SECRET_BYTES_MIN || new Set(secret).size < 8) {
    throw new CookieError(
      'cookie/bad-secret',
      `Secret ${index + 1} is too easy to guess. Make one of at least ${SECRET_BYTES_MIN} bytes: openssl rand -base64 32`,
    )
  }
  return bytes
}

const encoder = new TextEncoder()
