/** A value a request can carry, whatever the format it came in. Numbers come from JSON alone; forms have strings. */
export type Field = string | number | boolean | null | readonly Field[] | Fields

/** Values by name. A map, so that `__proto__` and `constructor` are names like any other. */
export type Fields = ReadonlyMap<string, Field>

/** The most bytes of a request body. A cart of 100 lines without properties needs about 5,000. */
export const BODY_BYTES_MAX = 65_536
/** The most values in a request body, at all depths: room for 100 items with 20 properties each. */
export const FIELDS_MAX = 2_500
/** The deepest a value can lie: `items[0][properties][Name]` is the deepest there is. */
export const NESTING_MAX = 4

/**
 * Why a body is refused.
 * - `too-large`: more than {@link BODY_BYTES_MAX}.
 * - `unsupported-type`: neither JSON nor a form, or compressed.
 * - `malformed`: not what its content type says, or not well-formed Unicode.
 * - `too-many-fields`: more than {@link FIELDS_MAX}.
 * - `too-deep`: nested more than {@link NESTING_MAX} deep.
 * - `repeated-field`: a form that names a value twice; taking either could be taking the wrong one.
 * - `unexpected-file`: a form that carries a file.
 */
export type BodyRefusal =
  | 'too-large'
  | 'unsupported-type'
  | 'malformed'
  | 'too-many-fields'
  | 'too-deep'
  | 'repeated-field'
  | 'unexpected-file'

/** A body as read, or why it was not. */
export type BodyResult =
  | { readonly kind: 'ok'; readonly fields: Fields }
  | { readonly kind: 'refused'; readonly status: 400 | 413 | 415; readonly code: BodyRefusal }

/** A refusal with its HTTP status. */
export function refused(code: BodyRefusal): BodyResult {
  return { kind: 'refused', status: statusOf(code), code }
}

function statusOf(code: BodyRefusal): 400 | 413 | 415 {
  switch (code) {
    case 'too-large':
      return 413
    case 'unsupported-type':
      return 415
    case 'malformed':
    case 'too-many-fields':
    case 'too-deep':
    case 'repeated-field':
    case 'unexpected-file':
      return 400
  }
}

/** Whether a value has values by name in it. */
export function isFields(field: Field | undefined): field is Fields {
  return field instanceof Map
}
