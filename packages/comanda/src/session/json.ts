import { SessionError } from './error.ts'

/** A value a session can keep: what JSON can say, and nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** `Value` with every property and element read-only, all the way down. */
export type DeepReadonly<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
    : Value

/** Values nested deeper than this are refused, so that no value can exhaust the stack. */
export const JSON_DEPTH_MAX = 64

/**
 * A deep copy of `value`, or an error that names the place in it that JSON would drop or change without a word.
 * Properties that are `undefined` are left out, as JSON does.
 */
export function copyOfJson(value: unknown, where: string): Json {
  refuseNonJson(value, where, 0)
  return JSON.parse(JSON.stringify(value)) as Json
}

/** Freezes `value` all the way down and returns it. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
  return value
}

function refuseNonJson(value: unknown, where: string, depth: number): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notJson(where, String(value))
    return
  }
  if (typeof value !== 'object') throw notJson(where, typeof value)
  if (depth === JSON_DEPTH_MAX) throw notJson(where, `nested more than ${JSON_DEPTH_MAX} deep`)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseNonJson(item, `${where}[${index}]`, depth + 1)
    return
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) throw notJson(where, `a ${value.constructor.name}`)
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined) refuseNonJson(inner, `${where}.${key}`, depth + 1)
  }
}

function notJson(where: string, what: string): SessionError {
  return new SessionError(
    'session/not-json',
    `${where} is ${what}, which JSON cannot keep. Use null, booleans, finite numbers, strings, arrays and plain objects.`,
  )
}
