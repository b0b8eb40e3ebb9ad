import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onCore } from './cores.ts'

/** Requests under way at any moment. */
export const CONNECTIONS = 32

/** What a run of load came to. */
export interface LoadResult {
  /** Requests that were answered in full. */
  readonly requests: number
  readonly seconds: number
  /** Bytes of all answers, with their headers. */
  readonly bytes: number
  /** Answers of status 400 and above, and connections that broke. */
  readonly errors: number
  readonly p99Microseconds: number
  /** What wrk itself used. */
  readonly cpuMicroseconds: number
}

/** One run of load. */
export interface Load {
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** A file with a Cookie header in each line; they are sent in turn. */
  readonly cookiesFile: string
  readonly seconds: number
  readonly core: number | null
}

const ADVICE = 'The load comes from wrk. Install it: apt-get install wrk (Debian, Ubuntu), or brew install wrk (macOS).'

/** Makes sure that wrk is there; installs it where that is Debian's and we may. Throws with advice if it cannot. */
export function ensureWrk(): void {
  if (hasWrk()) return
  if (process.getuid?.() === 0) {
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    spawnSync('apt-get', ['update'], options)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'wrk'], options)
  }
  if (!hasWrk()) throw new Error(ADVICE)
}

/** Runs wrk with one thread and {@link CONNECTIONS} connections. */
export async function load({ url, method, cookiesFile, seconds, core }: Load): Promise<LoadResult> {
  const script = join(import.meta.dirname, 'wrk.lua')
  const wrk = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url]
  const [command, args] = onCore(core, 'wrk', [...wrk, '--', cookiesFile, method])
  const { stdout } = await promisify(execFile)(command, args)
  return parseLoadResult(stdout)
}

/** Reads what `wrk.lua` prints last; throws if it is not there. */
export function parseLoadResult(stdout: string): LoadResult {
  const line = stdout.trimEnd().split('\n').at(-1) ?? ''
  if (!line.startsWith('{')) throw new Error(`wrk did not print its result: ${stdout}`)
  const result = JSON.parse(line) as Record<string, unknown>
  const number = (name: string): number => {
    const value = result[name]
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`wrk printed no ${name}: ${line}`)
    return value
  }
  return {
    requests: number('requests'),
    seconds: number('microseconds') / 1e6,
    bytes: number('bytes'),
    errors: number('errors'),
    p99Microseconds: number('p99'),
    cpuMicroseconds: number('cpuMicroseconds'),
  }
}

function hasWrk(): boolean {
  return spawnSync('wrk', ['--version']).error === undefined
}
