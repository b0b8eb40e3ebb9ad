import { unreadable } from './error.ts'
import type { Expiry } from './lifetime.ts'

/** What the engine notes about a session beside its data. */
export interface Meta {
  /** How this session ends. */
  readonly expiry: Expiry
  /** The version of the app's data in it; 0 if the app has none. */
  readonly dataVersion: number
}

const PLAIN: Meta = { expiry: { kind: 'default' }, dataVersion: 0 }

/** As a record keeps it: nothing at all for an ordinary session. */
export function encodeMeta({ expiry, dataVersion }: Meta): string {
  const noted = { ...(expiry.kind === 'default' ? {} : { expiry }), ...(dataVersion === 0 ? {} : { dataVersion }) }
  return Object.keys(noted).length === 0 ? '' : JSON.stringify(noted)
}

/** Throws `session/unreadable` if it is not what {@link encodeMeta} writes. */
export function decodeMeta(text: string): Meta {
  if (text === '') return PLAIN
  try {
    const { expiry = PLAIN.expiry, dataVersion = 0 } = JSON.parse(text) as Partial<Meta>
    return { expiry: revived(expiry), dataVersion }
  } catch (cause) {
    throw unreadable('What a session record notes beside its data', cause)
  }
}

/** JSON has no dates. */
function revived(expiry: Expiry): Expiry {
  return expiry.kind === 'at' ? { kind: 'at', time: new Date(expiry.time) } : expiry
}
