import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A program that runs beside the tests. */
export interface Child {
  readonly pid: number
  /** What it has printed so far, stdout and stderr as they came. */
  output(): string
  /** The match, once `pattern` is in its output. Rejects if the program ends before, or after `msMax` milliseconds. */
  printed(pattern: RegExp, msMax: number): Promise<RegExpExecArray>
  /**
   * Sends the signal and waits for the end; what has ended already is fine. Rejects if it still runs after `msMax`
   * milliseconds, and kills it.
   */
  end(signal: NodeJS.Signals, msMax: number): Promise<Ended>
}

/** How a program ended: by itself with a code, or by a signal. The other one is null. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** As whom and where a program runs. Default of each: as this process does. */
export interface ChildOptions {
  readonly cwd?: string
  readonly uid?: number
  readonly gid?: number
  /** What it is sent when this process ends. Default: KILL. */
  readonly deathSignal?: 'KILL' | 'INT'
}

const setpriv = '/usr/bin/setpriv'

/**
 * The environment of this process without the variable that Node's test runner sets in it: a program that loads `node:test`
 * would take itself for one of the runner's files, and print the runner's own messages.
 */
export function environmentOutsideTests(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  return env
}

/**
 * The command, said so that the program dies with this process, however this one ends. Where there is no setpriv (which is
 * Linux's) the command as it stands: a killed test run leaves the program behind.
 */
export function boundToThis(
  command: readonly [string, ...string[]],
  deathSignal: 'KILL' | 'INT' = 'KILL',
): readonly [string, ...string[]] {
  return existsSync(setpriv) ? [setpriv, '--pdeathsig', deathSignal, '--', ...command] : command
}

/** Starts a program with exactly the environment `env`, {@link boundToThis}. */
export function startChild(
  command: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  { deathSignal = 'KILL', ...place }: ChildOptions = {},
): Child {
  const [program, ...args] = boundToThis(command, deathSignal)
  const process = spawn(program, args, { ...place, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const heard = new Set<() => void>()
  let output = ''
  let ended: Ended | null = null

  function tell(): void {
    for (const listener of heard) listener()
  }
  for (const stream of [process.stdout, process.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      tell()
    })
  process.on('error', (error) => {
    output += `${error.message}\n`
  })
  process.on('close', (code, signal) => {
    ended = { code, signal }
    tell()
  })

  /** Waits until `found` finds something, looking each time the program printed something or ended. */
  function until<Found>(found: () => Found | null, msMax: number, what: string): Promise<Found> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => stop(() => reject(new Error(`${what} took over ${msMax} ms:\n${output}`))), msMax)
      function stop(settle: () => void): void {
        clearTimeout(timer)
        heard.delete(look)
        settle()
      }
      function look(): void {
        try {
          const result = found()
          if (result !== null) stop(() => resolve(result))
        } catch (error) {
          stop(() => reject(error))
        }
      }
      heard.add(look)
      look()
    })
  }

  return {
    pid: process.pid ?? 0,
    output: () => output,
    printed: (pattern, msMax) => {
      const found = (): RegExpExecArray | null => {
        const match = pattern.exec(output)
        if (match === null && ended !== null) throw new Error(`it ended before it printed ${pattern}:\n${output}`)
        return match
      }
      return until(found, msMax, `to print ${pattern}`)
    },
    end: async (signal, msMax) => {
      if (ended === null) process.kill(signal)
      try {
        return await until(() => ended, msMax, `to end after ${signal}`)
      } catch (error) {
        process.kill('SIGKILL')
        throw error
      }
    },
  }
}
