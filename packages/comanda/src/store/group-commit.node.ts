import { randomInt } from 'node:crypto'
import { StoreUnavailable } from './store.ts'

/** How long a write waits at most for another process that holds the write lock, in milliseconds, before it fails. */
export const LOCK_WAIT_MS_MAX = 5_000
/** Writes in one transaction at most, so that one group cannot hold the event loop for long. */
export const GROUP_WRITES_MAX = 512
/** Writes that keep coming keep nobody waiting for longer than this many turns of the event loop. */
const GATHER_TURNS_MAX = 8
const RETRY_MS_MIN = 1
const RETRY_MS_MAX = 12
const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6

/** The part of `DatabaseSync` that transactions need. */
export interface Transactional {
  exec(sql: string): void
  readonly isTransaction: boolean
}

/** Runs the writes of one moment in one transaction; each is answered after the commit that holds it. */
export interface GroupCommit {
  /**
   * Queues `write`, which must be synchronous, and resolves with its result once the transaction has committed.
   * Rejects with {@link StoreUnavailable} if the transaction failed: then all of its group failed.
   */
  run<Result>(write: () => Result): Promise<Result>
  /** Resolves when everything queued so far has been answered. */
  drain(): Promise<void>
}

interface Waiting {
  readonly write: () => unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Whether another connection held the lock: nothing happened and the same can be tried again. */
export function isBusy(error: unknown): boolean {
  const errcode = (error as { errcode?: unknown } | null)?.errcode
  const primary = typeof errcode === 'number' ? errcode & 0xff : 0
  return primary === SQLITE_BUSY || primary === SQLITE_LOCKED
}

/**
 * Runs `attempt` until no other connection's lock is in its way, or until `waitMsMax` milliseconds are over: then it
 * rejects with what SQLite said last. Waits random short times, so that processes that met at a lock do not meet
 * again, and never blocks the event loop.
 */
export async function whenUnlocked<Result>(attempt: () => Result, waitMsMax: number): Promise<Result> {
  const deadline = performance.now() + waitMsMax
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, randomInt(RETRY_MS_MIN, RETRY_MS_MAX)))
    }
  }
}

/** Group commit over one SQLite connection whose busy timeout is 0. Nothing else may write on that connection. */
export function createGroupCommit(connection: Transactional, lockWaitMsMax: number = LOCK_WAIT_MS_MAX): GroupCommit {
  const waiting: Waiting[] = []
  let flushing: Promise<void> | null = null

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      await gather()
      const locked = await lock()
      const group = waiting.splice(0, locked === null ? GROUP_WRITES_MAX : waiting.length)
      if (locked === null) commit(group)
      else for (const { reject } of group) reject(locked)
    }
  }

  /**
   * Turns of the event loop for as long as each brings further writes, so that those of all requests of this moment
   * share the transaction, and so that a long queue lets other work through between its groups.
   */
  async function gather(): Promise<void> {
    let before = 0
    for (let turn = 0; turn < GATHER_TURNS_MAX && waiting.length > before; turn += 1) {
      before = waiting.length
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Null when the write lock is ours, else why it cannot be had. */
  async function lock(): Promise<StoreUnavailable | null> {
    try {
      await whenUnlocked(begin, lockWaitMsMax)
      return null
    } catch (error) {
      if (!isBusy(error)) return unavailable('SQLite could not begin a transaction.', error)
      return unavailable(`Another process has held SQLite's write lock for ${lockWaitMsMax} ms.`, error)
    }
  }

  function begin(): void {
    // Left open by a rollback that failed; without this, no write would ever succeed again.
    if (connection.isTransaction) connection.exec('rollback')
    connection.exec('begin immediate')
  }

  function commit(group: readonly Waiting[]): void {
    const answers: (() => void)[] = []
    try {
      for (const waiter of group) answers.push(attempt(waiter))
      connection.exec('commit')
    } catch (error) {
      rollBack()
      const failed = unavailable('SQLite could not commit; none of the writes of this moment is acknowledged.', error)
      for (const { reject } of group) reject(failed)
      return
    }
    for (const answer of answers) answer()
  }

  /** A statement that fails alone leaves the others' work in the transaction; only a lost transaction ends all. */
  function attempt({ write, resolve, reject }: Waiting): () => void {
    try {
      const result = write()
      return () => resolve(result)
    } catch (error) {
      if (!connection.isTransaction) throw error
      return () => reject(unavailable('SQLite could not carry out the write.', error))
    }
  }

  function rollBack(): void {
    try {
      if (connection.isTransaction) connection.exec('rollback')
    } catch {
      // The group is told of the failure that led here; begin() rolls back again.
    }
  }

  function startFlush(): void {
    flushing = flush().finally(() => {
      flushing = null
      if (waiting.length > 0) startFlush()
    })
  }

  return {
    run<Result>(write: () => Result): Promise<Result> {
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ write, resolve: resolve as (result: unknown) => void, reject })
        if (flushing === null) startFlush()
      })
    },
    async drain(): Promise<void> {
      while (flushing !== null) await flushing
    },
  }
}

function unavailable(message: string, cause: unknown): StoreUnavailable {
  return new StoreUnavailable(message, { cause })
}
