import { type DestinationStream, type Logger, pino } from 'pino'
import { errorCodeOf } from './error-code.ts'
import { createLogOutput, type LogStream } from './log-output.ts'

const CAUSES_MAX = 3
const TEXT_CHARS_MAX = 500
const FRAMES_MAX = 20

/** The shop's log: one line of JSON for each event, so that nothing a visitor sends can begin a line of its own. */
export function createLog(destination: DestinationStream): Logger {
  const options = {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return pino(options, destination)
}

/**
 * The log on a stream, by default standard output, with so much at most that waits for a reader. pino's own
 * way there would wait for ever, at the end of the process, for a reader that has gone away.
 */
export function createStandardLog(stream: LogStream = process.stdout): Logger {
  const log = createLog(
    createLogOutput(stream, (lines) => log.warn({ lines }, 'nobody read the log in time: lines are missing here')),
  )
  return log
}

/** What the log says of an error. */
export interface ErrorFields {
  readonly error: {
    readonly name: string
    readonly code: string | null
    /** Left out of syntax errors: those of JSON quote what was sent. */
    readonly message: string | null
    readonly frames: readonly string[]
    readonly causes: readonly string[]
  }
}

/** What can be told of anything thrown: never the values that were worked on. */
export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) {
    return { error: { name: typeof error, code: null, message: null, frames: [], causes: [] } }
  }
  return {
    error: {
      name: error.name,
      code: errorCodeOf(error),
      message: messageOf(error),
      frames: framesOf(error),
      causes: causesOf(error),
    },
  }
}

function messageOf(error: Error): string | null {
  return error instanceof SyntaxError ? null : error.message.slice(0, TEXT_CHARS_MAX)
}

/** The lines of the stack below the message, which may have lines of its own that look like these. */
function framesOf({ stack = '', message }: Error): string[] {
  const lines = stack.slice(stack.indexOf(message) + message.length).split('\n')
  return lines
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, FRAMES_MAX)
    .map((line) => line.trim())
}

function causesOf(error: Error): string[] {
  const causes: string[] = []
  let cause = error.cause
  while (cause instanceof Error && causes.length < CAUSES_MAX) {
    causes.push([cause.name, errorCodeOf(cause), messageOf(cause)].filter((part) => part !== null).join(': '))
    cause = cause.cause
  }
  return causes
}
