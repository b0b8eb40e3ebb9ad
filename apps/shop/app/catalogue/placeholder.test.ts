import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { test } from 'node:test'
import { readCsv } from '../import/csv.ts'
import { drawPlaceholder } from './placeholder.ts'

const SEEDS = Array.from({ length: 500 }, (_, index) => `product-${index}`)

test('a seed always has the same picture, and nearly every other seed another one', () => {
  const pictures = new Set(SEEDS.map(drawPlaceholder))
  assert.ok(pictures.size > SEEDS.length * 0.95, `${pictures.size} of ${SEEDS.length}`)
  for (const seed of SEEDS) assert.ok(pictures.has(drawPlaceholder(seed)))
})

test('a picture stays the same from version to version: caches hold it', () => {
  assert.match(
    drawPlaceholder('luna-breakfast-bowl'),
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 800 800">/,
  )
})

test('pictures are shapes alone: whatever the seed, nothing to run, to fetch or to read gets in', () => {
  const hostile = [
    '',
    '"/><script>alert(1)</script>',
    "' onload='alert(1)",
    ']]>',
    '&x;',
    '\u0000\u{10ffff}\ud800',
    'x'.repeat(100_000),
  ]
  for (const seed of [...SEEDS, ...hostile]) {
    const picture = drawPlaceholder(seed)
    const tags = new Set([...picture.matchAll(/<\/?([a-z]+)/g)].map(([, name]) => name))
    for (const tag of tags) assert.ok(['svg', 'g', 'rect', 'ellipse', 'path'].includes(tag ?? ''), `${tag}`)
    assert.doesNotMatch(
      picture.replace('http://www.w3.org/2000/svg', ''),
      /script|href|url|style|http|&| on[a-z]+=|id=|class=/i,
    )
    assert.doesNotMatch(picture, /NaN|undefined|Infinity|null|e-\d/)
  }
})

test('a picture is well-formed: every quote and every group is closed', () => {
  for (const seed of SEEDS) {
    const rest = drawPlaceholder(seed)
      .replace(/<[a-z]+( [a-zA-Z-]+="[^"<>]*")*\/>/g, '')
      .replace(/<(svg|g)( [a-zA-Z:-]+="[^"<>]*")*>|<\/(svg|g)>/g, (tag) => (tag.startsWith('</') ? ')' : '('))
    assert.match(rest, /^\((\(\))*\)$/, seed)
  }
})

test('a picture weighs a few kilobytes at most', () => {
  const sizes = SEEDS.map((seed) => drawPlaceholder(seed).length)
  assert.ok(Math.max(...sizes) < 9_000, `${Math.max(...sizes)}`)
})

test('pictures differ in what they show, not only in colour, also in the demo catalogue', async () => {
  const demo = await readCsv(createReadStream(new URL('../../catalogue/demo.csv', import.meta.url)))
  const handles = [...new Set(demo.rows.map(({ cells }) => cells[demo.header.indexOf('URL handle')] ?? ''))]
  assert.equal(handles.length, 43)
  const kindOf = (handle: string): string => drawPlaceholder(handle).replace(/#[0-9a-f]{6}|[\d.-]+/g, '')
  assert.ok(new Set(handles.map(kindOf)).size >= 10)
})
