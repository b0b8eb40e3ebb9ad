import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  changed,
  FILTERED_OPTIONS_MAX,
  FILTERED_VALUES_MAX,
  fieldsOf,
  type ListingQuery,
  parseListingQuery,
  priceRangeOf,
  withoutValue,
} from './listing-query.ts'
import { parseTypedPrice } from './typed-price.ts'

const CONTEXT = { isSearch: false, language: 'en', currency: 'EUR' } as const

function parsed(query: string): ListingQuery {
  return parseListingQuery(new URLSearchParams(query), CONTEXT)
}

test('a price is read as people type it, in either language', () => {
  for (const language of ['en', 'es'] as const) {
    for (const [text, minor] of [
      ['12', 1200],
      ['12,5', 1250],
      ['12.50', 1250],
      ['12,50 €', 1250],
      ['€ 12.50', 1250],
      ['EUR 12', 1200],
      ['1,234.50', 123450],
      ['1.234,50', 123450],
      ['1 234,50', 123450],
      ["1'234.50", 123450],
      ['1.234', 123400],
      ['1,234', 123400],
      ['1.234.567', 123456700],
      ['007', 700],
      ['0,05', 5],
      ['12\u00a0€', 1200],
    ] as const) {
      assert.equal(parseTypedPrice(text, language, 'EUR'), minor, `${language}: ${text}`)
    }
  }
})

test('currencies have the decimals they have', () => {
  assert.equal(parseTypedPrice('1,500', 'en', 'JPY'), 1500)
  assert.equal(parseTypedPrice('15.5', 'en', 'JPY'), null)
  assert.equal(parseTypedPrice('1.234', 'en', 'KWD'), 1234)
  assert.equal(parseTypedPrice('1,234', 'en', 'KWD'), 1234000)
  assert.equal(parseTypedPrice('1,234', 'es', 'KWD'), 1234)
})

test('what is no price is none, and never throws', () => {
  const texts = [
    '',
    'x',
    '-5',
    '1e5',
    '0x10',
    '1,2,3',
    '1.2.3',
    '12.5000',
    '5-10',
    '٣',
    '.',
    ',5',
    '9'.repeat(30),
    '１２',
  ]
  for (const text of texts) assert.equal(parseTypedPrice(text, 'en', 'EUR'), null, text)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const minor = parseTypedPrice(text, 'es', 'EUR')
      assert.ok(minor === null || (Number.isSafeInteger(minor) && minor >= 0))
    }),
  )
})

test('a bound that is no price is told, an empty one is none, and bounds the wrong way round are turned', () => {
  assert.deepEqual(parsed('from=abc&to=%20').from, { text: 'abc', minor: null })
  assert.equal(parsed('from=abc&to=%20').to, null)
  assert.deepEqual(priceRangeOf(parsed('from=20&to=10')), { fromMinor: 1000, toMinor: 2000 })
  assert.deepEqual(priceRangeOf(parsed('from=x&to=10')), { fromMinor: null, toMinor: 1000 })
})

test('several values of an option are gathered, several options are kept apart', () => {
  assert.deepEqual(parsed('option.size=m&option.colour=sea-green&option.size=l&option.size=m').options, [
    { option: 'size', values: ['m', 'l'] },
    { option: 'colour', values: ['sea-green'] },
  ])
})

test('what makes no sense is left out', () => {
  const query = parsed(`sort=upside-down&after=x&option.=m&option.size=&option.a:b=1&option.size=a:b&option.s'--=1&x=1`)
  assert.deepEqual(query, { sort: 'featured', options: [], from: null, to: null, after: null })
  assert.equal(parsed('sort=best').sort, 'featured')
  assert.equal(parseListingQuery(new URLSearchParams('sort=featured'), { ...CONTEXT, isSearch: true }).sort, 'best')
})

test('a query of thousands of filters costs no more than a few (denial of service)', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => `option.o${index % 50}=v${index}`).join('&')
  const { options } = parsed(many)
  assert.equal(options.length, FILTERED_OPTIONS_MAX)
  assert.ok(options.every(({ values }) => values.length <= FILTERED_VALUES_MAX))
})

test('a query is written as it was read', () => {
  const text = 'option.size=m&option.size=l&from=12%2C50&to=40&sort=price-up&after=1250.7'
  assert.equal(String(new URLSearchParams(fieldsOf(parsed(text), CONTEXT))), text)
  assert.deepEqual(fieldsOf(parsed(''), CONTEXT), [])
})

test('a change of wishes begins at the first page, and one value goes without the others', () => {
  const query = parsed('option.size=m&option.size=l&option.colour=sea&sort=name&after=mug.3')
  assert.equal(changed(query, { sort: 'newest' }).after, null)
  assert.deepEqual(withoutValue(query, 'size', 'm').options, [
    { option: 'size', values: ['l'] },
    { option: 'colour', values: ['sea'] },
  ])
  assert.deepEqual(withoutValue(query, 'colour', 'sea').options, [{ option: 'size', values: ['m', 'l'] }])
})

test('whatever stands in a query, reading it never throws', () => {
  const part = fc.tuple(
    fc.constantFrom('q', 'sort', 'from', 'to', 'after', 'option.size', 'option.', 'x'),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(fc.property(fc.array(part), (parts) => void parseListingQuery(new URLSearchParams(parts), CONTEXT)))
})
