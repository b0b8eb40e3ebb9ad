import { readFileSync } from 'node:fs'

/** How a core has spent its time since the machine started, in hundredths of a second. */
export interface CpuTimes {
  readonly busy: number
  readonly all: number
}

/**
 * Watches a core from now on. The function it hands back says which share of the core was used since, 0 to 1, and not by
 * the process that used `ownMicroseconds`; null where nobody can tell.
 */
export function watchCore(core: number | null): (ownMicroseconds: number) => number | null {
  const before = readCpuTimes(core)
  return (ownMicroseconds) => foreignShare(before, readCpuTimes(core), ownMicroseconds)
}

/** The times of one core, from /proc/stat; null where there is none. */
function readCpuTimes(core: number | null): CpuTimes | null {
  if (core === null) return null
  try {
    return parseCpuTimes(readFileSync('/proc/stat', 'utf8'), core)
  } catch {
    return null
  }
}

/** See proc(5): user, nice, system, idle, iowait, irq, softirq, steal, and two that user and nice include already. */
export function parseCpuTimes(stat: string, core: number): CpuTimes | null {
  const line = stat.split('\n').find((line) => line.startsWith(`cpu${core} `))
  if (line === undefined) return null
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
    .split(' ')
    .slice(1)
    .map(Number)
  const busy = user + nice + system + irq + softirq + steal
  return { busy, all: busy + idle + iowait }
}

/** The share of a core that was neither idle nor used by the process that used `ownMicroseconds`. */
export function foreignShare(before: CpuTimes | null, after: CpuTimes | null, ownMicroseconds: number): number | null {
  if (before === null || after === null || after.all === before.all) return null
  const own = ownMicroseconds / 10_000
  return Math.max(0, (after.busy - before.busy - own) / (after.all - before.all))
}
