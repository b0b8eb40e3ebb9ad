import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import { drawPicture, PICTURE_NAMES } from './drawings/all.ts'

const folder = new URL('pictures/', import.meta.url)
const names = (await readdir(folder)).sort()

/** From 0 to 1: two pictures that show the same in other colours come near 1. */
const ALIKE = 0.8
const GRID = 40

test('each drawing has its picture, and each picture its drawing', () => {
  assert.deepEqual(names, PICTURE_NAMES.map((name) => `${name}.webp`).sort())
})

test('pictures are light: none over 80 kilobytes, all of them under four megabytes', async () => {
  const sizes = await Promise.all(names.map(async (name) => (await readFile(new URL(name, folder))).length))
  for (const [index, size] of sizes.entries()) assert.ok(size < 80 * 1024, `${names[index]}: ${size}`)
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 4 * 1024 * 1024)
})

test('a drawing comes out the same each time and asks for nothing from outside', () => {
  for (const name of PICTURE_NAMES) {
    const svg = drawPicture(name)
    assert.equal(svg, drawPicture(name))
    assert.doesNotMatch(svg, /NaN|undefined|Infinity|<text|<image|href/, name)
  }
})

test('no two pictures show the same, not in other colours either', async () => {
  const outlines = await Promise.all(names.map((name) => outlineOf(sharp(new URL(name, folder).pathname))))
  for (const [index, outline] of outlines.entries()) {
    for (let other = 0; other < index; other += 1) {
      const likeness = correlation(outline, outlines[other] ?? [])
      assert.ok(likeness < ALIKE, `${names[index]} and ${names[other]}: ${likeness.toFixed(2)}`)
    }
  }
  const recoloured = sharp(new URL('patio-mug.webp', folder).pathname).modulate({ hue: 150, saturation: 1.4 })
  const original = outlines[names.indexOf('patio-mug.webp')] ?? []
  assert.ok(correlation(await outlineOf(recoloured), original) > ALIKE, 'a recolour is found out')
})

/** How much each place of a picture differs from its neighbours, in whichever colour it differs most. */
async function outlineOf(picture: Sharp): Promise<number[]> {
  const bytes = await picture.removeAlpha().resize(GRID, GRID, { fit: 'fill' }).raw().toBuffer()
  const outline: number[] = []
  for (let y = 1; y < GRID; y += 1) {
    for (let x = 1; x < GRID; x += 1) {
      const edges = [0, 1, 2].map((channel) => {
        const value = (column: number, row: number): number => bytes[(row * GRID + column) * 3 + channel] ?? 0
        return Math.hypot(value(x, y) - value(x - 1, y), value(x, y) - value(x, y - 1))
      })
      outline.push(Math.max(...edges))
    }
  }
  return outline
}

function correlation(first: readonly number[], second: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [a, b] = [mean(first), mean(second)]
  let [both, ofFirst, ofSecond] = [0, 0, 0]
  for (const [index, value] of first.entries()) {
    const [x, y] = [value - a, (second[index] ?? 0) - b]
    both += x * y
    ofFirst += x * x
    ofSecond += y * y
  }
  return both / Math.sqrt(ofFirst * ofSecond)
}
