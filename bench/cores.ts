import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Where the two sides of a measurement run; null: wherever the system puts them. */
export interface Cores {
  readonly server: number | null
  readonly load: number | null
}

/** Core 0 for servers and core 1 for the load, where there are two cores and `taskset`. */
export function chooseCores(): Cores {
  const canPin = availableParallelism() >= 2 && spawnSync('taskset', ['--version']).status === 0
  return canPin ? { server: 0, load: 1 } : { server: null, load: null }
}

/** The command that runs `command` on that core alone. */
export function onCore(core: number | null, command: string, args: readonly string[]): [string, readonly string[]] {
  return core === null ? [command, args] : ['taskset', ['-c', String(core), command, ...args]]
}

/** Moves this process, with all its threads, to that core. */
export function moveTo(core: number | null): void {
  if (core !== null) spawnSync('taskset', ['-a', '-cp', String(core), String(process.pid)])
}
