/**
 * The session: what a handler works with. Sessions are opened by `comanda/http` and its adapters.
 *
 * @module
 */
export { SAVE_ATTEMPTS_MAX } from './commit.ts'
export type { DataAtRestOptions } from './data-at-rest.ts'
export type { DataOptions, StandardSchema } from './data-rules.ts'
export { SessionError, type SessionErrorCode } from './error.ts'
export type { Observe, SessionEvent } from './events.ts'
export { type DeepReadonly, JSON_DEPTH_MAX, type Json } from './json.ts'
export type { Expiry, LifetimeOptions } from './lifetime.ts'
export type { SealedCookieOptions } from './sealed-codec.ts'
export type { KeyOf, Session, SessionExpiry } from './session.ts'
export { createSlot, type Slot } from './slot.ts'
export { DATA_BYTES_MAX, KEY_CHARS_MAX } from './slots.ts'
export type { Randomness } from './token.ts'
