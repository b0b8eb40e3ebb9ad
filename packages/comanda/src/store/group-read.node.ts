import { isBusy, LOCK_WAIT_MS_MAX, type Transactional, whenUnlocked } from './group-commit.node.ts'

/** Runs the reads of one moment in one transaction, so that SQLite's lock is taken once for all of them. */
export interface GroupRead {
  /**
   * Runs `read`, which must be synchronous and only read, in the next turn of the event loop: it sees whatever was
   * acknowledged before the call. Rejects with what `read` throws.
   */
  run<Result>(read: () => Result): Promise<Result>
}

interface Waiting {
  readonly read: () => unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Group read over one SQLite connection whose busy timeout is 0. */
export function createGroupRead(connection: Transactional, lockWaitMsMax: number = LOCK_WAIT_MS_MAX): GroupRead {
  let waiting: Waiting[] = []

  async function readAll(): Promise<void> {
    const group = waiting
    waiting = []
    try {
      // In WAL mode a read seldom meets a lock: recovery, or a process that closes the file.
      const answers = await whenUnlocked(() => together(group), lockWaitMsMax)
      for (const answer of answers) answer()
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  function together(group: readonly Waiting[]): (() => void)[] {
    const needsTransaction = group.length > 1 && !connection.isTransaction
    if (!needsTransaction) return group.map(attempt)
    connection.exec('begin')
    try {
      return group.map(attempt)
    } finally {
      connection.exec('commit')
    }
  }

  /** What fails alone fails alone; a lock is in the way of all. */
  function attempt({ read, resolve, reject }: Waiting): () => void {
    try {
      const result = read()
      return () => resolve(result)
    } catch (error) {
      if (isBusy(error)) throw error
      return () => reject(error)
    }
  }

  return {
    run<Result>(read: () => Result): Promise<Result> {
      return new Promise<Result>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(readAll)
        waiting.push({ read, resolve: resolve as (result: unknown) => void, reject })
      })
    },
  }
}
