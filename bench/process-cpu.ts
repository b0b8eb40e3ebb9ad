import { readdirSync, readFileSync } from 'node:fs'

/** A process as /proc/<pid>/stat has it. */
export interface ProcessTimes {
  readonly pid: number
  readonly parent: number
  /** User and system time, also of its children that have ended; in hundredths of a second. */
  readonly ticks: number
}

const MICROSECONDS_A_TICK = 10_000

/**
 * What a process and all its descendants have used of the processors so far, in microseconds, to a hundredth of a second; 0
 * where nobody can tell.
 */
export function cpuOfTree(pid: number): number {
  return ticksOfTree(pid, allProcesses()) * MICROSECONDS_A_TICK
}

/** Adds up a process and all its descendants. */
export function ticksOfTree(root: number, all: readonly ProcessTimes[]): number {
  const members = new Set([root])
  for (let before = 0; before < members.size; ) {
    before = members.size
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid)
  }
  return all.filter(({ pid }) => members.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0)
}

/** See proc(5). The name of the program, in brackets, may hold anything. */
export function parseProcess(stat: string): ProcessTimes {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15).map(Number)
  return {
    pid: Number.parseInt(stat, 10),
    parent: Number(fields[1]),
    ticks: user + system + childrenUser + childrenSystem,
  }
}

function allProcesses(): ProcessTimes[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(processOf)
  } catch {
    return []
  }
}

/** None if it has ended meanwhile. */
function processOf(pid: string): ProcessTimes[] {
  try {
    return [parseProcess(readFileSync(`/proc/${pid}/stat`, 'utf8'))]
  } catch {
    return []
  }
}
