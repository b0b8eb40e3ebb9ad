import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { environmentOutsideTests } from '@comanda/test-kit/child'
import { tsc } from '../pack/library.ts'
import { root } from '../source/files.ts'
import { checkedSource } from './checked.ts'
import { type Program, programsOf } from './programs.ts'

const execute = promisify(execFile)
const RUN_MS_MAX = 60_000
/** What the guides tell their readers to set. */
const ENVIRONMENT = { SECRET: 'the guides are run with this one: 9f2c7a' }

/** A document whose programs stand as files in folders of its own. */
export interface Document {
  /** From the root of the repository. */
  readonly path: string
  readonly programs: readonly Program[]
  /** Where they stand as they are written, and where with their comments made into checks. */
  readonly written: string
  readonly checked: string
}

/** A folder for documents' programs, below `var`, where what they import is found. Remove it at the end. */
export function makeWorkshop(): string {
  mkdirSync(join(root, 'var'), { recursive: true })
  const workshop = mkdtempSync(join(root, 'var', 'docs-'))
  const settings = { extends: join(root, 'tsconfig.base.json'), include: ['written/**/*.ts'] }
  writeFileSync(join(workshop, 'tsconfig.json'), JSON.stringify(settings))
  return workshop
}

/** Writes the programs of the document at `path` into `workshop`. */
export function unpack(workshop: string, path: string, markdown: string): Document {
  const programs = programsOf(markdown)
  const folder = path.replace(/\.md$/, '')
  const [written, checked] = ['written', 'checked'].map((name) => join(workshop, name, folder)) as [string, string]
  for (const made of [written, checked]) mkdirSync(made, { recursive: true })
  for (const { name, source } of programs) {
    writeFileSync(join(written, name), source)
    writeFileSync(join(checked, name), checkedSource(source))
  }
  return { path, programs, written, checked }
}

/** What the compiler has against the programs in `workshop`, as they are written; empty if nothing. */
export async function typeErrors(workshop: string): Promise<string> {
  try {
    await execute(process.execPath, [tsc, '-p', workshop], { cwd: workshop })
    return ''
  } catch (error) {
    return outputOf(error).replace(/^written\/(.+)\/[^/]+\.ts\((\d+),\d+\)/gm, '$1.md:$2')
  }
}

/**
 * Runs a program of a document with `more` in its environment, and says what went wrong: whatever it writes to stderr, for
 * one. Empty if nothing did.
 */
export async function runtimeErrors(
  { path, checked }: Document,
  { name }: Program,
  more: NodeJS.ProcessEnv = {},
): Promise<string> {
  try {
    const { stderr } = await execute(process.execPath, [name], {
      cwd: checked,
      env: { ...environmentOutsideTests(), ...ENVIRONMENT, ...more },
      timeout: RUN_MS_MAX,
    })
    return stderr
  } catch (error) {
    return outputOf(error).replace(/^line (\d+)/gm, `${path}:$1`)
  }
}

function outputOf(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
  return `${stdout}${stderr}` || String(error)
}
