import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** A drawing of two colours, one left and one right, with noise so that it does not shrink to nothing. */
export function drawing(width: number, height: number): Sharp {
  const pixels = new Uint8Array(width * height * 3)
  for (let at = 0; at < pixels.length; at += 3) {
    const isLeft = (at / 3) % width < width / 2
    pixels.set(isLeft ? [200, 30 + (at % 7), 30] : [30, 30 + (at % 5), 200], at)
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** A small picture in one of the four formats. */
export async function pictureOf(
  format: 'jpeg' | 'png' | 'webp' | 'avif',
  width = 40,
  height = 30,
): Promise<Uint8Array> {
  return new Uint8Array(await drawing(width, height).toFormat(format).toBuffer())
}

/** A PNG of so many black pixels in very few bytes: one bit each, all the same. Nothing is wrong with it but its size. */
export function bomb(width: number, height: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, 1)
  const rows = new Uint8Array((Math.ceil(width / 8) + 1) * height)
  return png(['IHDR', new Uint8Array(header.buffer)], ['IDAT', deflateSync(rows)], ['IEND', new Uint8Array()])
}

/** The PNG with an animation chunk of two frames behind its header. */
export function animated(still: Uint8Array): Uint8Array {
  const afterHeader = 8 + 25
  const frames = chunk('acTL', Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 0))
  return joined(still.subarray(0, afterHeader), frames, still.subarray(afterHeader))
}

/** One after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** Text as bytes. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Whether the bytes hold the text. */
export function holds(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes).includes(text)
}

function png(...chunks: readonly (readonly [type: string, data: Uint8Array])[]): Uint8Array {
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return joined(signature, ...chunks.map(([type, data]) => chunk(type, data)))
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined(bytesOf(type), data)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, data.length)
  const sum = new Uint8Array(4)
  new DataView(sum.buffer).setUint32(0, crc32(body))
  return joined(length, body, sum)
}
