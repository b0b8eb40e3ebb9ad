import sharp from 'sharp'

const BYTES_MAX = 78 * 1024
/** Best first. Woven and strewn things have so many edges that they take one of the later ones. */
const QUALITIES = [82, 74, 66, 56, 44]

/** A drawing as WebP, in the best quality that keeps it light. */
export async function render(svg: string): Promise<Uint8Array> {
  const pixels = await sharp(new TextEncoder().encode(svg)).png({ compressionLevel: 1 }).toBuffer()
  let picture = new Uint8Array()
  for (const quality of QUALITIES) {
    picture = await sharp(pixels).webp({ quality, effort: 5, smartSubsample: true }).toBuffer()
    if (picture.length <= BYTES_MAX) break
  }
  return picture
}
