import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { cell, listed, type Row, readDemoRows } from './testing/demo-rows.ts'

const { header, products } = await readDemoRows()
const forSale = [...products.values()].filter(([first]) => cell(first, 'Status') === 'active')
const variantsOf = (rows: readonly Row[]): Row[] => rows.filter((row) => cell(row, 'Price') !== '')

function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) for (const key of keysOf(item)) groups.set(key, [...(groups.get(key) ?? []), item])
  return groups
}

test('there is plenty to buy: 38 products and more, of six kinds with five or more each', () => {
  assert.ok(forSale.length >= 38, `${forSale.length}`)
  assert.equal(products.size, forSale.length + 1, 'and one draft')
  const kinds = grouped(forSale, ([first]) => [cell(first, 'Collection')])
  assert.equal(kinds.size, 6)
  for (const [kind, of] of kinds) assert.ok(kind !== '' && of.length >= 5, `${kind}: ${of.length}`)
})

test('whatever the file says, it says in both languages, each in its own words', () => {
  const translated = header.filter((name) => header.includes(`${name} (es)`))
  assert.ok(translated.length >= 9, translated.join(', '))
  for (const [handle, rows] of products) {
    for (const column of translated) {
      for (const row of rows) {
        const [english, spanish] = [cell(row, column), cell(row, `${column} (es)`)]
        assert.equal(spanish === '', english === '', `${handle}: ${column}: ${english} / ${spanish}`)
      }
    }
    for (const column of ['Title', 'Description'])
      assert.notEqual(cell(rows[0], column), cell(rows[0], `${column} (es)`), `${handle}: ${column}`)
  }
})

test('a word of the shelf is translated alike wherever it stands', () => {
  const pairs = [...products.values()]
    .flat()
    .flatMap((row) =>
      ['Collection', 'Option1 name', 'Option2 name'].map((column): [string, string] => [
        cell(row, column),
        cell(row, `${column} (es)`),
      ]),
    )
  const tags = [...products.values()].flatMap(([first]): [string, string][] => {
    const [english, spanish] = [listed(cell(first, 'Tags')), listed(cell(first, 'Tags (es)'))]
    assert.equal(english.length, spanish.length, cell(first, 'URL handle'))
    return english.map((tag, index) => [tag, spanish[index] ?? ''])
  })
  for (const [english, translations] of grouped([...pairs, ...tags], ([word]) => [word]))
    assert.equal(new Set(translations.map(([, spanish]) => spanish)).size, 1, english)
})

test('descriptions are worth reading: two paragraphs or more, of some length, no two the same', () => {
  for (const column of ['Description', 'Description (es)']) {
    const texts = [...products].map(([handle, [first]]) => {
      const text = cell(first, column)
      assert.ok((text.match(/<p>/g) ?? []).length >= 2 && text.length > 170, `${handle}: ${column}`)
      return text
    })
    assert.equal(new Set(texts).size, products.size)
  }
})

test('tags lead across the kinds of goods, and are few enough to know', () => {
  const tags = grouped(forSale, ([first]) => listed(cell(first, 'Tags')))
  assert.ok(tags.size >= 8 && tags.size <= 14, [...tags.keys()].join(', '))
  for (const [tag, of] of tags) assert.ok(of.length >= 3, `${tag}: ${of.length}`)
  const across = [...tags.values()].filter((of) => grouped(of, ([first]) => [cell(first, 'Collection')]).size >= 3)
  assert.ok(across.length >= 6, `${across.length}`)
})

test('three kinds of goods and more can be narrowed by an option that several of their products share', () => {
  const shared = [...grouped(forSale, ([first]) => [cell(first, 'Collection')]).values()].filter((of) => {
    const names = grouped(of, ([first]) => ['Option1 name', 'Option2 name'].map((column) => cell(first, column)))
    return [...names].some(([name, having]) => name !== '' && having.length >= 3)
  })
  assert.ok(shared.length >= 3, `${shared.length}`)
})

test('prices have cents, differ among the variants of some, and two are reduced', () => {
  const variants = forSale.flatMap(variantsOf)
  for (const row of variants) assert.match(cell(row, 'Price'), /^\d+\.\d\d$/)
  const differing = forSale.filter((rows) => new Set(variantsOf(rows).map((row) => cell(row, 'Price'))).size > 1)
  assert.ok(differing.length >= 8, `${differing.length}`)
  const reduced = variants.filter((row) => Number(cell(row, 'Compare-at price')) > Number(cell(row, 'Price')))
  assert.ok(reduced.length >= 2)
})

test('one product is sold out, several have three or fewer left of something, and some variants are gone', () => {
  const left = (row: Row): number =>
    cell(row, 'Inventory tracker') === '' || cell(row, 'Continue selling when out of stock') === 'CONTINUE'
      ? Number.POSITIVE_INFINITY
      : Number(cell(row, 'Inventory quantity'))
  const stocks = forSale.map((rows) => variantsOf(rows).map(left))
  assert.equal(stocks.filter((of) => of.every((count) => count === 0)).length, 1)
  assert.ok(stocks.filter((of) => of.some((count) => count >= 1 && count <= 3)).length >= 5)
  assert.ok(stocks.filter((of) => of.some((count) => count === 0) && of.some((count) => count > 0)).length >= 4)
})

test('every product has pictures of its own that are there and are told in both languages; six and more have several', () => {
  const owners = new Map<string, string>()
  let several = 0
  for (const [handle, rows] of products) {
    const named = rows.filter((row) => cell(row, 'Product image URL') !== '')
    assert.ok(named.length >= 1, handle)
    if (named.length > 1) several += 1
    for (const row of named) {
      const file = cell(row, 'Product image URL')
      assert.ok(existsSync(new URL(file, import.meta.url)), file)
      assert.equal(owners.get(file), undefined, `${file} is the picture of two products`)
      owners.set(file, handle)
      for (const column of ['Image alt text', 'Image alt text (es)']) assert.ok(cell(row, column).length > 15, file)
    }
    for (const row of rows) {
      const ofVariant = cell(row, 'Variant image URL')
      assert.ok(ofVariant === '' || owners.get(ofVariant) === handle, `${handle}: ${ofVariant}`)
    }
  }
  assert.ok(several >= 6, `${several}`)
})
