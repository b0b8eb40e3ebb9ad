import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

/** A program the tests need that npm does not bring. */
export interface Need {
  readonly name: string
  readonly debianPackages: readonly string[]
  /** Its path on this machine, or null. */
  find(): string | null
  /** The environment variable that tells the test files where it is. One that is set already is left as it is. */
  readonly variable: string
  /** A sentence: what to do where it is missing. */
  readonly howToGet: string
  /** Makes what was found at `path` ready for the test files. */
  provide(path: string): Promise<Provided>
}

/** What a run of the tests has been given. */
export interface Provided {
  /** What the variable says. */
  readonly value: string
  /** Takes it away again. Doing so twice is fine. */
  stop(): Promise<void>
}

const apt = '/usr/bin/apt-get'

/** Whether this process may install Debian packages. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync(apt)
}

/** Installs the packages of all `needs` at once: two runs of apt at the same time get in each other's way. Rejects with apt's words. */
export async function install(needs: readonly Need[]): Promise<void> {
  const packages = needs.flatMap(({ debianPackages }) => debianPackages)
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 64 * 1024 * 1024 }
  await promisify(execFile)(apt, ['update'], options)
  await promisify(execFile)(apt, ['install', '-y', '--no-install-recommends', ...packages], options)
}
