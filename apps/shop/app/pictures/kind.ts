/*
 * What a file is by its first bytes. Its name says nothing. Pure, and no decoder: whatever passes is decoded in a
 * process of its own.
 */

/** A kind of picture that is taken. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'avif'

/** The kind of a file; null for everything that is not taken, such as SVG, GIF, TIFF, HEIC, PDF and HTML. */
export function kindOf(bytes: Uint8Array): PictureKind | null {
  if (begins(bytes, 0, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (begins(bytes, 0, PNG)) return 'png'
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return 'webp'
  return brandsOf(bytes).some((brand) => brand === 'avif' || brand === 'avis') ? 'avif' : null
}

/** Whether the file says that it holds more than one picture: an animated PNG, or a sequence of AVIF. Decoders tell of WebP. */
export function isSequence(bytes: Uint8Array): boolean {
  switch (kindOf(bytes)) {
    case 'png':
      return hasAnimationChunk(bytes)
    case 'avif':
      return brandsOf(bytes).includes('avis')
    default:
      return false
  }
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** ISO/IEC 14496-12 §4.3: size, `ftyp`, major brand, minor version, compatible brands. */
const BRANDS_BYTES_MAX = 256

function brandsOf(bytes: Uint8Array): string[] {
  if (text(bytes, 4, 4) !== 'ftyp') return []
  const end = Math.min(uint32(bytes, 0), bytes.length, BRANDS_BYTES_MAX)
  const brands = [text(bytes, 8, 4)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text(bytes, at, 4))
  return brands
}

/** PNG 3rd edition §11.3.5: `acTL` stands before the first `IDAT`. Each step goes on by twelve bytes at least. */
function hasAnimationChunk(bytes: Uint8Array): boolean {
  for (let at = PNG.length; at + 8 <= bytes.length; at += 12 + uint32(bytes, at)) {
    const type = text(bytes, at + 4, 4)
    if (type === 'acTL') return true
    if (type === 'IDAT') return false
  }
  return false
}

function begins(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte)
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

function uint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at)
}
