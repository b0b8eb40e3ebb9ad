/**
 * The merchant's commands: `npm run shop -- <command>`. Words are for a terminal, in English.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DatabaseUnusable, IN_MEMORY, openDatabase } from './app/data/database.ts'
import type { ImportProgress } from './app/import/import.ts'
import { importFile } from './app/import/import-file.ts'
import { ImportError, quoted } from './app/import/problems.ts'
import { reportLines } from './app/import/report-lines.ts'
import { parseSettings, SettingsError } from './app/settings.ts'

/** What a command has of its surroundings. */
export interface CommandLine {
  /** Without `node` and the script. */
  readonly arguments: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Writes a line of what was asked for. */
  out(line: string): void
  /** Writes a line about what went wrong. */
  err(line: string): void
  /** Shows how far it is, over and over in one place; null where nobody watches. */
  readonly progress: ((progress: ImportProgress) => void) | null
}

const HELP = `Usage: npm run shop -- <command>

Commands:
  import FILE [--dry-run]   Bring the products of a CSV file (a Shopify product export) into the shop.
                            Products that are there already are brought up to date, stock included.
                            With --dry-run everything is read and checked, and nothing is changed.
  help                      Show this.

Settings, from the environment:
  DATA_DIR        the folder of the shop's database (./var)
  SHOP_CURRENCY   the currency of all prices (USD)

The exit code is 0 if everything went in, 1 if not.`

/** Runs one command and answers its exit code: 0 if all of it was done, 1 if not. */
export async function runCommand(line: CommandLine): Promise<0 | 1> {
  const [command, ...rest] = line.arguments
  switch (command) {
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      line.out(HELP)
      return 0
    case 'import':
      return await orSentence(line, () => importCommand(line, rest))
    default:
      line.err(`There is no command ${quoted(command)}. There are: import, help.`)
      return 1
  }
}

async function importCommand(line: CommandLine, args: readonly string[]): Promise<0 | 1> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    line.out(HELP)
    return 0
  }
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    line.err('Name one file: npm run shop -- import FILE [--dry-run]')
    return 1
  }
  // Without the "--", npm takes the option for one of its own, which must not make a real import of a trial.
  const dryRun = values['dry-run'] === true || line.env['npm_config_dry_run'] === 'true'
  return await importInto(line, fromCallersFolder(file, line.env), dryRun)
}

async function importInto(line: CommandLine, file: string, dryRun: boolean): Promise<0 | 1> {
  const { dataDir, currency } = parseSettings(line.env)
  const database = join(dataDir, 'shop.sqlite')
  // A trial run on a shop that is not there yet must not make one.
  const db = await openDatabase(dryRun && !existsSync(database) ? IN_MEMORY : database)
  try {
    const onProgress = line.progress ?? (() => {})
    const report = await importFile(db, file, { currency, dryRun, onProgress })
    const { problems, summary } = reportLines(report)
    for (const problem of problems) line.err(problem)
    line.out(summary)
    return report.problems.some(({ severity }) => severity === 'error') ? 1 : 0
  } finally {
    await db.destroy()
  }
}

/** npm runs scripts in the folder of package.json and says in INIT_CWD where the command was typed. */
function fromCallersFolder(file: string, env: CommandLine['env']): string {
  return resolve(env['INIT_CWD'] ?? '.', file)
}

/** Says what people can mend in a sentence. Everything else is a mistake of ours and keeps its stack. */
async function orSentence(line: CommandLine, run: () => Promise<0 | 1>): Promise<0 | 1> {
  try {
    return await run()
  } catch (error) {
    if (isForPeople(error)) line.err(error.message)
    else if (isBadOption(error)) line.err(`${error.message.split('. ')[0]}. Try: npm run shop -- help`)
    else throw error
    return 1
  }
}

function isForPeople(error: unknown): error is Error {
  return error instanceof ImportError || error instanceof SettingsError || error instanceof DatabaseUnusable
}

function isBadOption(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}

if (import.meta.main) {
  process.exitCode = await runCommand({
    arguments: process.argv.slice(2),
    env: process.env,
    out: (text) => console.log(text),
    err: (text) => console.error(text),
    progress: process.stderr.isTTY ? ({ done, total }) => showProgress(done, total) : null,
  })
}

function showProgress(done: number, total: number): void {
  if (done % 50 !== 0 && done !== total) return
  process.stderr.write(done === total ? '\r\u001b[K' : `\r${done} of ${total} products`)
}
