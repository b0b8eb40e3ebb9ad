import { readFileSync } from 'node:fs'

/** Microseconds of processor time that were used so far; only differences say something. */
export type CpuMeter = () => number

/** What this process has used, all its threads. */
export const ownCpu: CpuMeter = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** What the children of the process `pid` have used that still run: those of PostgreSQL do all its work. Linux only. */
export function childrenCpu(pid: number): CpuMeter {
  const seen = new Map<string, number>()
  return () => {
    for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')) {
      const used = cpuOf(child)
      if (used !== null) seen.set(child, used)
    }
    return [...seen.values()].reduce((sum, used) => sum + used, 0)
  }
}

/** What this process has used and, where the work is done by another one, that too. */
export function withOwn(cpu: CpuMeter): CpuMeter {
  return cpu === ownCpu ? cpu : () => cpu() + ownCpu()
}

/** Null if the process has ended. */
function cpuOf(pid: string): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1_000
  } catch {
    return null
  }
}
