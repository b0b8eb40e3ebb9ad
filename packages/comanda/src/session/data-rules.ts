import { SessionError, unreadable } from './error.ts'
import { copyOfJson, type Json } from './json.ts'
import { decodeMeta } from './meta.ts'
import { remembered } from './remembered.ts'
import { decodeSlots, isModuleKey, type Slots } from './slots.ts'

/**
 * The part of the Standard Schema interface (https://standardschema.dev, version 1) that is used: Zod, Valibot, ArkType
 * and others make such schemas. Validation must be synchronous.
 */
export interface StandardSchema<Output> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => unknown
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
  }
}

/** What {@link dataRulesOf} can be told about the data an app keeps in sessions. */
export interface DataOptions<Data> {
  /**
   * What the data looks like, all keys of the app together. Checked when a session is loaded, where it may fill in
   * defaults (not for a stranger, for whom nothing is loaded), and before it is stored. Data that does not fit is never
   * treated as an empty session.
   */
  readonly schema?: StandardSchema<Data>
  /**
   * The version of the data this app writes: raise it when what is stored changes. Sessions of a higher version than an
   * app's own are `session/unreadable` to it, so while two versions of an app run, the older one answers some visitors
   * with 503. Default: 0.
   */
  readonly dataVersion?: number
  /** Makes data of an older version into that of `dataVersion`. Gets plain JSON, returns plain JSON, only computes. */
  readonly migrate?: (data: Readonly<Record<string, Json>>, fromVersion: number) => Readonly<Record<string, Json>>
}

/** How records become data and data becomes fit for records. */
export interface DataRules {
  readonly version: number
  /** The data of a record, in the newest version. Throws `session/unreadable`. */
  decode(record: { readonly id: string; readonly data: string; readonly meta: string }): Slots
  /** Throws `session/bad-data` if what is to be stored does not fit the schema. */
  check(slots: Slots): void
}

/** How much data of the sessions used last is remembered as it was read, in characters: thousands of ordinary carts. */
const REMEMBERED_CHARS_MAX = 4_194_304

/** Throws `session/bad-setting`. */
export function dataRulesOf<Data>({ schema, dataVersion = 0, migrate }: DataOptions<Data>): DataRules {
  if (!Number.isSafeInteger(dataVersion) || dataVersion < 0) {
    throw new SessionError('session/bad-setting', `dataVersion is ${dataVersion}; it must be a whole number from 0.`)
  }

  // Slots and what is in them never change, so requests can share them.
  const decodeRemembered = remembered<Slots>(decodeSlots, REMEMBERED_CHARS_MAX)

  function migrated(slots: Slots, from: number): Slots {
    if (from === dataVersion) return slots
    if (from > dataVersion || migrate === undefined) {
      throw unreadable(`Session data of version ${from}, which this app of version ${dataVersion} cannot migrate,`)
    }
    return withAppData(slots, migrate(appDataOf(slots), from))
  }

  return {
    version: dataVersion,
    decode(record) {
      const from = decodeMeta(record.meta).dataVersion
      // A schema or a migration may do what it likes with its input, so it gets one of its own.
      if (schema === undefined && from === dataVersion) return decodeRemembered(record.id, record.data)
      const slots = migrated(decodeSlots(record.data), from)
      if (schema === undefined) return slots
      const { value, issues } = validate(schema, appDataOf(slots))
      if (issues !== null) throw unreadable(`Session data that does not fit the schema (${issues})`)
      return withAppData(slots, value)
    },
    check(slots) {
      if (schema === undefined) return
      const { issues } = validate(schema, appDataOf(slots))
      if (issues === null) return
      throw new SessionError(
        'session/bad-data',
        `What was set does not fit the schema of the session's data: ${issues}.`,
      )
    },
  }
}

interface Validated {
  readonly value: Readonly<Record<string, Json>>
  /** What is wrong, without the values; null if nothing is. */
  readonly issues: string | null
}

function validate(schema: StandardSchema<unknown>, data: Readonly<Record<string, Json>>): Validated {
  const result = schema['~standard'].validate(data) as
    | { readonly value: unknown; readonly issues?: undefined }
    | { readonly issues: readonly { readonly path?: readonly unknown[] }[] }
  if (result instanceof Promise) {
    throw new SessionError(
      'session/bad-setting',
      'The schema validates asynchronously; sessions need a synchronous one.',
    )
  }
  if (result.issues === undefined)
    return { value: copyOfJson(result.value, 'data') as Validated['value'], issues: null }
  return { value: data, issues: result.issues.map(({ path = [] }) => `at ${pathText(path)}`).join(', ') }
}

function pathText(path: readonly unknown[]): string {
  const keys = path.map((part) => (typeof part === 'object' && part !== null && 'key' in part ? part.key : part))
  return keys.length === 0 ? 'the top' : keys.map(String).join('.')
}

function appDataOf(slots: Slots): Readonly<Record<string, Json>> {
  return Object.fromEntries([...slots].filter(([key]) => !isModuleKey(key)))
}

function withAppData(slots: Slots, data: Readonly<Record<string, Json>>): Slots {
  return new Map([...Object.entries(data), ...[...slots].filter(([key]) => isModuleKey(key))])
}
