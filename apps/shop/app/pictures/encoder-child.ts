/**
 * Encodes one picture, in a process of its own: decoders are large and written in C, and what they are given may be
 * hostile. It gets the bytes, hands the files back and ends. It writes nothing, and loads no other kind of picture.
 *
 * @module
 */
import sharp, { type Sharp } from 'sharp'
import { kindOf } from './kind.ts'
import { MEMORY_BYTES_MAX, PIXELS_MAX, PROCESSOR_SECONDS_MAX, SIDE_PIXELS_MAX } from './limits.ts'
import { ENCODING, filesOf, largestSize, type PictureFile } from './picture.ts'
import type { PictureRefusal } from './refusal.ts'

/** What the process says: first that it is there, then what came of the picture. */
export type EncoderMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly refusal: PictureRefusal }
  | {
      readonly kind: 'encoded'
      readonly width: number
      readonly height: number
      /** In the order of `filesOf`. */
      readonly files: readonly Uint8Array[]
    }

const CHECK_MS = 20

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})

process.once('message', (bytes) => {
  if (bytes instanceof Uint8Array) void answer(bytes)
})
// Whoever started this process is gone: nobody waits for the files.
process.once('disconnect', () => process.exit())
setInterval(keepLimits, CHECK_MS).unref()
tell({ kind: 'ready' })

async function answer(bytes: Uint8Array): Promise<void> {
  tell(await encode(bytes), () => process.exit())
}

/** The work is done on other threads, so this one has the time to look. */
function keepLimits(): void {
  const { user, system } = process.cpuUsage()
  if (process.memoryUsage.rss() > MEMORY_BYTES_MAX) giveUp('too-much-memory')
  else if ((user + system) / 1_000_000 > PROCESSOR_SECONDS_MAX) giveUp('too-slow')
}

function giveUp(refusal: PictureRefusal): void {
  tell({ kind: 'refused', refusal }, () => process.exit())
}

function tell(message: EncoderMessage, then: () => void = () => {}): void {
  process.send?.(message, then)
}

async function encode(bytes: Uint8Array): Promise<EncoderMessage> {
  try {
    // The header alone is read: without a limit here, the refusal is ours to name.
    const header = sharp(bytes, { limitInputPixels: false })
    const { width, height, pages = 1, format, compression } = await header.metadata()
    if (pages > 1) return { kind: 'refused', refusal: 'animated' }
    if (width * height > PIXELS_MAX || Math.max(width, height) > SIDE_PIXELS_MAX)
      return { kind: 'refused', refusal: 'too-many-pixels' }
    if (format === 'heif' && compression !== 'av1') return { kind: 'refused', refusal: 'unknown-type' }
    return await encodeDecodable(bytes)
  } catch {
    return { kind: 'refused', refusal: kindOf(bytes) === null ? 'unknown-type' : 'broken' }
  }
}

/** Decoded once, upright and in the colours of the web; what the file says of itself is left behind. */
async function encodeDecodable(bytes: Uint8Array): Promise<EncoderMessage> {
  const source = sharp(bytes, { limitInputPixels: PIXELS_MAX })
  const { autoOrient } = await source.metadata()
  const size = largestSize(autoOrient.width, autoOrient.height)
  const { data, info } = await source
    .autoOrient()
    .resize({ ...size, fit: 'fill' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const raw = { width: info.width, height: info.height, channels: info.channels }
  const files: Uint8Array[] = []
  for (const file of filesOf(size)) files.push(await encodeAs(sharp(data, { raw }), file))
  return { kind: 'encoded', ...size, files }
}

async function encodeAs(picture: Sharp, { format, width, height }: PictureFile): Promise<Uint8Array> {
  const sized = picture.resize({ width, height, fit: 'fill' })
  switch (format) {
    case 'avif':
      return await sized.avif(ENCODING.avif).toBuffer()
    case 'webp':
      return await sized.webp(ENCODING.webp).toBuffer()
    case 'jpg':
      return await sized.flatten({ background: 'white' }).jpeg(ENCODING.jpg).toBuffer()
  }
}
