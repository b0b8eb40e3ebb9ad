import type { SessionRecord, SessionStore } from '../src/store/store.ts'
import type { StoreOfProcesses } from './stores.ts'

/** What came of crashes. */
export interface CrashReport {
  /** How many writes were acknowledged. */
  readonly acknowledged: number
  /** What of it is not there afterwards: a sentence each. */
  readonly lost: readonly string[]
  /** The longest that a server took from its start until it took connections, in milliseconds. */
  readonly backMsMax?: number
}

/** Sessions that are looked for at once. */
const LOOKS = 10

/**
 * Opens the store at its place and says what is not as it was acknowledged, a sentence each. `lines` are all that writing apps
 * have printed; see `roles.ts`.
 */
export async function lostAt(store: StoreOfProcesses, words: string, lines: readonly string[]): Promise<string[]> {
  const opened = await store.open(words, true)
  const lost = await lostOf(opened, lines).finally(() => opened.close?.())
  await store.audit?.(words)
  return lost
}

/** How many sessions the lines say were destroyed. */
export function destroyedIn(lines: readonly string[]): number {
  return lines.filter((line) => line.startsWith('destroyed ')).length
}

async function lostOf(store: SessionStore, lines: readonly string[]): Promise<string[]> {
  // A session's last line says what it was when it was acknowledged last.
  const last = [...new Map(lines.map((line) => [line.split(' ')[1], line] as const)).values()]
  const lost: string[] = []
  await Promise.all(
    Array.from({ length: LOOKS }, async (_, look) => {
      for (let index = look; index < last.length; index += LOOKS) {
        const line = last[index] ?? ''
        const wrong = await store.load(line.split(' ')[1] ?? '').then(
          (found) => wrongWith(line, found),
          (error) => `acknowledged and cannot be read (${error})`,
        )
        if (wrong !== null) lost.push(`${wrong}: ${line}`)
      }
    }),
  )
  return lost
}

function wrongWith(line: string, found: SessionRecord | null): string | null {
  const [deed, , version] = line.split(' ')
  if (deed === 'destroyed') return found === null ? null : 'acknowledged and undone'
  // Those are destroyed next, and that may have been done before it was acknowledged.
  if (found === null) return deed === 'saved-before-end' ? null : 'acknowledged and lost'
  if (found.version < Number(version)) return 'acknowledged and taken back'
  return found.version <= 2 && found.data === String(found.version) ? null : 'never written'
}
