import { inTime } from './in-time.ts'
import type { ScriptPort } from './redis-client.ts'
import { MEMORY, type Script } from './redis-scripts.ts'
import { RecordUnreadable, StoreUnavailable } from './store.ts'

/** How long a call may take, in milliseconds: then it is given up. It may have been done, or be done later. */
export const REDIS_DEADLINE_MS = 2_500
/** Calls under way, given up or not. So many are a server that hangs: more of them are refused at once. */
export const REDIS_CALLS_MAX = 1_000

/** Runs a script, which is so many calls of the store (default: 1), and answers its list of texts. */
export type RunScript = (
  script: Script,
  keys: readonly string[],
  args: readonly string[],
  calls?: number,
) => Promise<readonly string[]>

/**
 * Runs scripts within `deadlineMs`. Rejects with StoreUnavailable, or with RecordUnreadable where a script found
 * a damaged record. Before the first one it looks whether the server drops sessions when its memory is full.
 */
export function createScriptRunner(port: ScriptPort, { anyKey, mayEvict, deadlineMs }: RunnerOptions): RunScript {
  let underWay = 0
  let looked: Promise<void> | null = mayEvict ? Promise.resolve() : null

  async function call(script: Script, keys: readonly string[], args: readonly string[], calls: number) {
    if (underWay >= REDIS_CALLS_MAX) throw new Error(`${REDIS_CALLS_MAX} calls have no answer yet.`)
    const { text, sha1 } = script
    underWay += calls
    try {
      return await port.bySha(sha1, keys, args).catch((error: unknown) => {
        // The server did nothing: it does not know the script yet, or not any more.
        if (messageOf(error).startsWith('NOSCRIPT')) return port.byText(text, keys, args)
        throw error
      })
    } finally {
      underWay -= calls
    }
  }

  async function look(): Promise<void> {
    const [maxBytes, policy] = textsOf(await call(MEMORY, [anyKey], [], 1))
    if (maxBytes === '0' || policy === 'noeviction' || policy === 'unknown') return
    throw new Error(`Its maxmemory-policy is ${policy}: it would drop sessions. Set it to noeviction.`)
  }

  function lookOnce(): Promise<void> {
    looked ??= look().catch((error: unknown) => {
      looked = null
      throw error
    })
    return looked
  }

  async function ask(script: Script, keys: readonly string[], args: readonly string[], calls: number) {
    if (!mayEvict) await lookOnce()
    return textsOf(await call(script, keys, args, calls))
  }

  return async (script, keys, args, calls = 1) => {
    const asked = inTime(ask(script, keys, args, calls), deadlineMs, `no answer for ${deadlineMs} ms.`)
    const texts = await asked.catch((cause: unknown) => {
      throw new StoreUnavailable(`Redis could not be asked: ${reasonOf(cause)}`, { cause })
    })
    if (texts[0] === 'damaged') throw damaged()
    return texts
  }
}

/** What {@link createScriptRunner} needs. */
export interface RunnerOptions {
  /** Any key of the store, by which a cluster finds a server to ask. */
  readonly anyKey: string
  /** Losing sessions is fine: there is another store behind this one. */
  readonly mayEvict: boolean
  readonly deadlineMs: number
}

/** Somebody else put it there, or changed it. */
export function damaged(): RecordUnreadable {
  return new RecordUnreadable('What Redis keeps of a session is not what Comanda wrote.')
}

function textsOf(reply: unknown): readonly string[] {
  if (Array.isArray(reply) && reply.every((item) => typeof item === 'string')) return reply
  throw new Error('It answers in a form that is not of the scripts; clients must hand out texts as strings.')
}

function reasonOf(error: unknown): string {
  const message = messageOf(error)
  return /compiling script/i.test(message) ? 'Redis 7 or newer is needed, or any Valkey.' : message
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
