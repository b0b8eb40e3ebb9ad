/**
 * Draws the icons that phones want as PNG, from the shop's own: `node apps/shop/app/machines/draw-icons.ts`. By hand,
 * whenever assets/favicon.svg has changed; the pictures are kept with it.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

const ASSETS = join(import.meta.dirname, '..', '..', 'assets')

/** Each file, its width in pixels, and how much of it the drawing takes: systems cut maskable ones to shapes of theirs. */
const ICONS = [
  { name: 'icon-180.png', pixels: 180, share: 1, isFilled: true },
  { name: 'icon-192.png', pixels: 192, share: 1, isFilled: false },
  { name: 'icon-512.png', pixels: 512, share: 1, isFilled: false },
  { name: 'icon-maskable-512.png', pixels: 512, share: 0.8, isFilled: true },
]
const SVG_PIXELS = 32
const PIXELS_PER_INCH = 72

const svg = readFileSync(join(ASSETS, 'favicon.svg'))
const [, ground = '#000000'] = /<rect[^>]*fill="(#[0-9a-f]{6})"/.exec(svg.toString()) ?? []

for (const { name, pixels, share, isFilled } of ICONS) {
  const inner = Math.round(pixels * share)
  const drawn = await sharp(svg, { density: (PIXELS_PER_INCH * inner) / SVG_PIXELS })
    .resize(inner, inner)
    .toBuffer()
  const background = isFilled ? ground : { r: 0, g: 0, b: 0, alpha: 0 }
  await sharp({ create: { width: pixels, height: pixels, channels: 4, background } })
    .composite([{ input: drawn }])
    .png({ compressionLevel: 9, palette: true })
    .toFile(join(ASSETS, name))
}
