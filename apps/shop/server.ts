/**
 * Runs the shop: `npm start`, or `npm start -- --catalogue products.csv`. What it can be told by environment variables is
 * in app/settings.ts.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { pathFromCommand } from './app/catalogue-at-start.ts'
import { createStandardLog, errorFields } from './app/log.ts'
import { lastLinesRead } from './app/log-output.ts'
import { type RunningShop, startShop } from './app/start.ts'

/** Ctrl-C reaches the shop twice, from the terminal and from npm: that is one wish, not two. */
const SAME_WISH_MS = 1_000

// Output that nobody reads any more, as of a pipe that Ctrl-C ends too, is no reason to break off what shoppers are doing.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
const log = createStandardLog()
const stopWish = Promise.withResolvers<NodeJS.Signals>()
let firstWishAt: number | null = null

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => wishToStop(signal))
process.on('uncaughtException', (error) => {
  log.fatal(errorFields(error), 'the shop broke')
  void exit(1)
})

const running = await start()
const signal = await stopWish.promise
log.info({ signal }, 'stopping')
const outcome = await running.stop()
log.info({ outcome }, 'stopped')
await exit(outcome === 'drained' ? 0 : 1)

/** Lets a slow reader have the last lines. */
async function exit(code: 0 | 1): Promise<void> {
  await lastLinesRead(process.stdout)
  process.exit(code)
}

/** A second wish ends the process at once. */
function wishToStop(signal: NodeJS.Signals): void {
  const now = performance.now()
  if (firstWishAt !== null && now - firstWishAt > SAME_WISH_MS) process.exit(1)
  firstWishAt ??= now
  stopWish.resolve(signal)
}

async function start(): Promise<RunningShop> {
  try {
    return await startShop({ env: process.env, catalogueFile: catalogueFile(), tell: (line) => console.log(line), log })
  } catch (error) {
    console.error(sentenceOf(error))
    process.exit(1)
  }
}

function catalogueFile(): string | null {
  const { values } = parseArgs({ options: { catalogue: { type: 'string' } } })
  return values.catalogue === undefined ? null : pathFromCommand(values.catalogue, process.env)
}

/** Errors with a message for people are told by it alone; others are mistakes of ours, and need their place. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const forPeople = ['SettingsError', 'CannotListen', 'DatabaseUnusable', 'CatalogueUnfit', 'ImportError']
  const usage = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (usage) return `${error.message}\nUsage: npm start [-- --catalogue FILE]`
  return forPeople.includes(error.name) ? error.message : `The shop could not start. ${error.stack}`
}
