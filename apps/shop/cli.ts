/**
 * The merchant's commands: `npm run shop -- <command>`. Words are for a terminal, in English.
 *
 * @module
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import { DatabaseUnusable, IN_MEMORY, isDatabase, openDatabase } from './app/data/database.ts'
import type { ShopDatabase } from './app/data/schema.ts'
import { DatabaseUnavailable } from './app/data/unavailable.ts'
import type { ImportProgress, ImportReport } from './app/import/import.ts'
import { importFile } from './app/import/import-file.ts'
import { ImportError, type ImportProblem, quoted } from './app/import/problems.ts'
import { reportLines } from './app/import/report-lines.ts'
import { encodingProblems } from './app/import/take-pictures.ts'
import { deleteUnusedPictures } from './app/pictures/clean.ts'
import { encodeWaiting, type RefusedPicture } from './app/pictures/encode-waiting.ts'
import { createEncoder, EncoderUnusable } from './app/pictures/encoder.ts'
import { createMedia, type Media } from './app/pictures/media.ts'
import { refusalText } from './app/pictures/refusal.ts'
import { sweepSessions } from './app/sessions/sweep-command.ts'
import { databasePlace, parseSettings, SettingsError } from './app/settings.ts'

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
  readonly progress: ((progress: CommandProgress) => void) | null
}

/** How far a command is. */
export interface CommandProgress {
  readonly what: 'products' | 'pictures'
  readonly done: number
  readonly total: number
}

const HELP = `Usage: npm run shop -- <command>

Commands:
  import FILE [--dry-run]   Bring the products of a CSV file (a Shopify product export) into the shop.
                            Products that are there already are brought up to date, stock included.
                            Pictures are files in the folder of the CSV file; they are encoded before it ends.
                            With --dry-run everything is read and checked, and nothing is changed; whether pictures
                            can be decoded is not tried.
  pictures [--clean]        Encode the pictures that still wait. With --clean, delete the files of those that no
                            product has any more; not while an import runs.
  sweep                     Remove expired sessions now. The shop does so by itself every few minutes while it runs.
  help                      Show this.

Settings, from the environment:
  DATA_DIR        the folder of the shop's databases and pictures (./var)
  DATABASE_URL    a PostgreSQL database, instead of a file in the folder
  SESSION_URL     Redis for the sessions, instead of the database
  SHOP_CURRENCY   the currency of all prices (USD)

The exit code is 0 if everything was done, 1 if not.`

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
    case 'pictures':
      return await orSentence(line, () => picturesCommand(line, rest))
    case 'sweep':
      return await orSentence(line, () => sweepCommand(line, rest))
    default:
      line.err(`There is no command ${quoted(command)}. There are: import, pictures, sweep, help.`)
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
  const settings = parseSettings(line.env)
  const { dataDir, currency } = settings
  const place = databasePlace(settings)
  // A trial run on a shop that is not there yet must not make one.
  const db = await openDatabase(dryRun && !(await isDatabase(place)) ? IN_MEMORY : place)
  try {
    const media = createMedia(dataDir)
    const onProgress = (progress: ImportProgress) => line.progress?.({ what: 'products', ...progress })
    const report = await importFile(db, file, { currency, dryRun, media, onProgress })
    const { refused, failure } = dryRun ? NOTHING_ENCODED : await encodeAll(line, db, media)
    const all = withRefused(report, refused)
    const { problems, summary } = reportLines(all)
    for (const problem of problems) line.err(problem)
    for (const one of refused) if (!report.pictures.has(one.key)) line.err(refusedLine(one))
    line.out(summary)
    if (failure !== null) line.err(failure.message)
    return failure === null && all.problems.every(isNoLoss) ? 0 : 1
  } finally {
    await db.destroy()
  }
}

async function picturesCommand(line: CommandLine, args: readonly string[]): Promise<0 | 1> {
  const { values } = parseArgs({ args: [...args], options: { clean: { type: 'boolean' } } })
  const settings = parseSettings(line.env)
  const db = await openDatabase(databasePlace(settings))
  try {
    const media = createMedia(settings.dataDir)
    if (values.clean) line.out(`Files deleted: ${await deleteUnusedPictures(db, media, Date.now())}.`)
    const { encoded, refused, failure } = await encodeAll(line, db, media)
    for (const one of refused) line.err(refusedLine(one))
    line.out(`Pictures encoded: ${encoded}.`)
    if (failure !== null) line.err(failure.message)
    return failure === null ? 0 : 1
  } finally {
    await db.destroy()
  }
}

interface Encoding {
  /** Pictures. */
  readonly encoded: number
  readonly refused: readonly RefusedPicture[]
  /** Why nothing can be encoded, if so. */
  readonly failure: EncoderUnusable | null
}

const NOTHING_ENCODED: Encoding = { encoded: 0, refused: [], failure: null }

async function encodeAll(line: CommandLine, db: Kysely<ShopDatabase>, media: Media): Promise<Encoding> {
  const refused: RefusedPicture[] = []
  try {
    const total = await encodeWaiting(
      { db, media, encode: createEncoder() },
      {
        // Who ends the command ends the process: what is left goes on waiting.
        signal: new AbortController().signal,
        onProgress: (progress) => line.progress?.({ what: 'pictures', ...progress }),
        onRefused: (one) => void refused.push(one),
      },
    )
    return { encoded: total - refused.length, refused, failure: null }
  } catch (error) {
    if (error instanceof EncoderUnusable) return { encoded: 0, refused, failure: error }
    throw error
  }
}

function withRefused(report: ImportReport, refused: readonly RefusedPicture[]): ImportReport {
  const problems = [...report.problems, ...encodingProblems(refused, report.pictures)]
  const pictures = new Map(report.pictures)
  for (const { key } of refused) pictures.delete(key)
  return { ...report, pictures, problems: problems.sort((a, b) => a.row - b.row) }
}

/** For a picture that another import had named. */
function refusedLine({ refusal, uses }: RefusedPicture): string {
  const named = uses.map(({ source, handle }) => `${quoted(source)} (${handle})`).join(', ')
  return `The picture ${named} is not taken. ${refusalText(refusal)} [import/picture-${refusal}]`
}

async function sweepCommand(line: CommandLine, args: readonly string[]): Promise<0 | 1> {
  parseArgs({ args: [...args] })
  line.out(await sweepSessions(parseSettings(line.env), Date.now))
  return 0
}

/** A warning about what is only odd. A picture that was not taken is missing in the shop. */
function isNoLoss({ severity, code }: ImportProblem): boolean {
  return severity !== 'error' && !code.startsWith('import/picture-')
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
  return [ImportError, SettingsError, DatabaseUnusable, DatabaseUnavailable].some((kind) => error instanceof kind)
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
    progress: process.stderr.isTTY ? showProgress : null,
  })
}

function showProgress({ what, done, total }: CommandProgress): void {
  if (what === 'products' && done % 50 !== 0 && done !== total) return
  process.stderr.write(done === total ? '\r\u001b[K' : `\r${what}: ${done} of ${total}`)
}
