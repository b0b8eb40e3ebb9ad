import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { kindOf, type PictureKind } from './kind.ts'
import { ENCODED_BYTES_MAX, SECONDS_MAX } from './limits.ts'
import { filesOf, type PictureFile, type PictureFormat } from './picture.ts'
import { isPictureRefusal, type PictureRefusal } from './refusal.ts'

/**
 * What came of a picture.
 * - `encoded`: its largest size in pixels, and its files.
 * - `refused`: nothing can be made of it.
 * - `interrupted`: it was not finished, and says nothing about the picture: the shop stops.
 */
export type Encoded =
  | {
      readonly kind: 'encoded'
      readonly width: number
      readonly height: number
      readonly files: readonly EncodedFile[]
    }
  | { readonly kind: 'refused'; readonly refusal: PictureRefusal }
  | { readonly kind: 'interrupted' }

/** A file of a picture with its bytes. */
export interface EncodedFile extends PictureFile {
  readonly bytes: Uint8Array
}

/** Pictures cannot be encoded on this machine, whatever they are. `message` is for whoever runs the shop. */
export class EncoderUnusable extends Error {
  override readonly name: string = 'EncoderUnusable'
}

/** How pictures are encoded. */
export interface EncoderOptions {
  /** Whether everything else on the machine goes first. Default: no. */
  readonly yields?: boolean
  /** What is run. Default: the shop's own. */
  readonly script?: string
  /** By the clock. Default: {@link SECONDS_MAX}. */
  readonly secondsMax?: number
}

/** Encodes a picture. Aborting the signal ends its process. */
export type Encoder = (bytes: Uint8Array, signal: AbortSignal) => Promise<Encoded>

const SCRIPT = fileURLToPath(new URL('./encoder-child.ts', import.meta.url))
const HEAP_MEGABYTES = 256
const LAST_WORDS_CHARS = 500
/** By these a machine or a person ends processes when it stops the shop: they say nothing about the picture. */
const STOPPED: readonly (NodeJS.Signals | null)[] = ['SIGTERM', 'SIGINT', 'SIGHUP']

/**
 * Makes an {@link Encoder}: each picture in a process of its own, which is given nothing but the picture's bytes (no
 * environment, no secret) and is killed when its time is over. If it crashes, that is a refusal of the picture.
 *
 * The promise is rejected with {@link EncoderUnusable} if the process ends before it has been given anything.
 */
export function createEncoder(options: EncoderOptions = {}): Encoder {
  const { yields = false, script = SCRIPT, secondsMax = SECONDS_MAX } = options
  return (bytes, signal) => {
    if (signal.aborted) return Promise.resolve({ kind: 'interrupted' })
    const child = startProcess(script)
    if (yields) letOthersGoFirst(child)
    return encodeIn(child, bytes, secondsMax, signal)
  }
}

function startProcess(script: string): ChildProcess {
  return spawn(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, script], {
    // Windows starts nothing without it.
    env: process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
}

function letOthersGoFirst(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It may have ended already, and then says so itself.
  }
}

function encodeIn(child: ChildProcess, bytes: Uint8Array, secondsMax: number, signal: AbortSignal): Promise<Encoded> {
  const { promise, resolve, reject } = Promise.withResolvers<Encoded>()
  let isReady = false
  let lastWords = ''

  const end = (encoded: Encoded): void => {
    resolve(encoded)
    child.kill('SIGKILL')
  }
  const interrupt = (): void => end({ kind: 'interrupted' })
  const timer = setTimeout(() => end({ kind: 'refused', refusal: 'too-slow' }), secondsMax * 1_000)
  signal.addEventListener('abort', interrupt, { once: true })

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS_CHARS)
  })
  child.on('message', (message) => {
    if (isReady) return end(parseAnswer(message))
    isReady = true
    // It may be gone by now: then its end tells.
    child.send(bytes, () => {})
  })
  child.on('error', (cause) => reject(unusable(cause.message)))
  child.on('close', (_, stoppedBy) => {
    clearTimeout(timer)
    signal.removeEventListener('abort', interrupt)
    if (STOPPED.includes(stoppedBy)) resolve({ kind: 'interrupted' })
    else if (isReady) resolve({ kind: 'refused', refusal: 'crashed' })
    else reject(unusable(lastWords))
  })
  return promise
}

function unusable(why: string): EncoderUnusable {
  const reason = why.replace(/\s+/g, ' ').trim()
  return new EncoderUnusable(
    `Pictures cannot be encoded on this machine: ${reason === '' ? 'the process ends at once' : reason}. Run \`npm ci\` ` +
      'again, without leaving out optional packages. Until then drawings stand in for them.',
  )
}

const KIND_OF: Readonly<Record<PictureFormat, PictureKind>> = { avif: 'avif', webp: 'webp', jpg: 'jpeg' }

/** The process has had hostile bytes in it, so what it says is checked like anything from outside. */
function parseAnswer(message: unknown): Encoded {
  const crashed: Encoded = { kind: 'refused', refusal: 'crashed' }
  if (typeof message !== 'object' || message === null) return crashed
  const { kind, refusal, width, height, files } = message as Record<string, unknown>
  if (kind === 'refused' && isPictureRefusal(refusal)) return { kind, refusal }
  if (kind !== 'encoded' || !isPixels(width) || !isPixels(height) || !Array.isArray(files)) return crashed
  const expected = filesOf({ width, height })
  const checked = expected.map((file, index) => ({ ...file, bytes: files[index] as unknown }))
  const total = files.reduce((sum: number, bytes: unknown) => sum + (bytes instanceof Uint8Array ? bytes.length : 0), 0)
  if (!checked.every(isFile) || total > ENCODED_BYTES_MAX) return crashed
  return { kind: 'encoded', width, height, files: checked }
}

function isPixels(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value < 100_000
}

function isFile(file: PictureFile & { readonly bytes: unknown }): file is EncodedFile {
  return file.bytes instanceof Uint8Array && kindOf(file.bytes) === KIND_OF[file.format]
}
