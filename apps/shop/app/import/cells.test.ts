import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LINES_MAX, QUANTITY_MAX } from 'comanda/cart'
import {
  GRAMS_MAX,
  handleOf,
  oneLine,
  PRICE_MINOR_MAX,
  parseGrams,
  parseHandle,
  parseImageSource,
  parsePolicy,
  parsePosition,
  parsePriceMinor,
  parseStatus,
  parseStock,
  parseYesOrNo,
  STOCK_MAX,
  tidyTags,
} from './cells.ts'

test('a price is exact, in the digits of the currency, and zeros beyond them do no harm', () => {
  const cases: [text: string, currency: string, minor: number][] = [
    ['12', 'USD', 1200],
    ['12.5', 'USD', 1250],
    ['12.50', 'USD', 1250],
    ['12.5000', 'USD', 1250],
    ['0.07', 'EUR', 7],
    ['0', 'EUR', 0],
    ['1200.00', 'JPY', 1200],
    ['1200', 'JPY', 1200],
    ['4.250', 'KWD', 4250],
    ['1.1', 'USD', 110],
    ['900000.00', 'USD', PRICE_MINOR_MAX],
  ]
  for (const [text, currency, minor] of cases)
    assert.equal(parsePriceMinor(text, currency), minor, `${text} ${currency}`)
})

test('whatever is no plain decimal is no price: symbols, signs, commas, exponents, other digits, too many decimals', () => {
  const wrong =
    '$12|12 €|-1|+1|1,50|1.234,50|1,234.50|1e3|0x10|.5|5.|1.2.3|1 000|١٢|12.345|NaN|Infinity|05|1_000|90071992547409.92'
  for (const text of wrong.split('|')) assert.equal(parsePriceMinor(text, 'USD'), null, text)
  assert.equal(parsePriceMinor('12.50', 'JPY'), null)
  assert.equal(parsePriceMinor('900000.01', 'USD'), null)
  assert.equal(parsePriceMinor(`1.${'0'.repeat(1_000_000)}`, 'USD'), null)
})

test('yes and no, status and policy are known in any case, and nothing is guessed', () => {
  assert.deepEqual(['TRUE', 'True', 'false', 'yes', '1', 'wahr'].map(parseYesOrNo), [
    true,
    true,
    false,
    null,
    null,
    null,
  ])
  assert.deepEqual(['Active', 'DRAFT', 'archived', 'live'].map(parseStatus), ['active', 'draft', 'archived', null])
  assert.deepEqual(['DENY', 'continue', 'TRUE'].map(parsePolicy), ['deny', 'continue', null])
})

test('stock is a whole number, which may be negative in an export', () => {
  assert.deepEqual(['0', '7', '-3', '-0', String(STOCK_MAX)].map(parseStock), [0, 7, -3, 0, STOCK_MAX])
  for (const text of ['1.0', '1,000', '1e3', '+1', '--1', String(STOCK_MAX + 1), '٣', 'many', '99999999999']) {
    assert.equal(parseStock(text), null, text)
  }
})

test('grams are rounded to whole ones and bounded', () => {
  assert.deepEqual(['0', '0.0', '453.592', '200'].map(parseGrams), [0, 0, 454, 200])
  for (const text of ['-1', '1 kg', '1,5', '1e3', String(GRAMS_MAX + 1)]) assert.equal(parseGrams(text), null, text)
})

test('a picture has an address on the web or the name of a file below the folder; nothing else gets in', () => {
  assert.equal(parseImageSource('https://pictures.example/a b.jpg'), null)
  assert.equal(parseImageSource('HTTPS://pictures.example/a.jpg?v=1'), 'HTTPS://pictures.example/a.jpg?v=1')
  for (const name of ['a.jpg', 'pictures/a b.jpg', 'Fotos/Niño.PNG', '..a/b..c'])
    assert.equal(parseImageSource(name), name)
  assert.equal(parseImageSource('./pictures/a.jpg'), 'pictures/a.jpg')
  for (const text of [
    'javascript:alert(1)',
    'data:image/png;base64,x',
    'file:///etc/passwd',
    '//pictures.example/a.jpg',
    'https://',
    'https://a\u0000b',
    '/etc/passwd',
    '../a.jpg',
    'a/../../b.jpg',
    'a/./b.jpg',
    'a//b.jpg',
    'pictures/',
    'a\\..\\b.jpg',
    'C:/a.jpg',
    'a\u0000.jpg',
    '.',
    '..',
    'a'.repeat(501),
  ]) {
    assert.equal(parseImageSource(text), null, text)
  }
})

test('a handle has letters and digits of any language, and dashes', () => {
  assert.deepEqual(['Blue-Bowl', 'taza_2', 'cafe\u0301', '日本-茶'].map(parseHandle), [
    'blue-bowl',
    'taza_2',
    'caf\u00e9',
    '日本-茶',
  ])
  for (const text of ['', '-a', 'a b', 'a/b', '../a', 'a?b', 'a#b', 'a"b', '<b>', 'a\u0000', 'a.b', '%2e']) {
    assert.equal(parseHandle(text), null, text)
  }
})

test('a handle can be made of a title that has letters', () => {
  assert.equal(handleOf('  Piñón & Café — No. 5! '), 'pinon-cafe-no-5')
  assert.equal(handleOf('日本 茶'), '日本-茶')
  assert.equal(handleOf('!!!'), null)
})

test('positions, tags and labels are tidied', () => {
  assert.deepEqual(['1', '20', '0', '-1', '1.5', 'first'].map(parsePosition), [1, 20, null, null, null, null])
  assert.equal(tidyTags(' a ,b,, a,c\nd '), 'a, b, c d')
  assert.equal(oneLine(' a\r\n\tb\u0007\u00a0c '), 'a b c')
})

test('a cart as full as it can be of the dearest thing has a total that is exact, in yen and hundredths too', () => {
  assert.ok(Number.isSafeInteger(PRICE_MINOR_MAX * QUANTITY_MAX * LINES_MAX * 100))
})
