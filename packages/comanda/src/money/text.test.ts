import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decimalText, money, parseMoney } from './index.ts'

test('a plain decimal is read exactly, whatever a float would make of it', () => {
  const texts = { '0': 0, '12': 1200, '12.5': 1250, '12.50': 1250, '0.07': 7, '1.15': 115, '8.41': 841, '4.35': 435 }
  for (const [text, minor] of Object.entries(texts))
    assert.deepEqual(parseMoney(text, 'EUR'), money(minor, 'EUR'), text)
  assert.deepEqual(parseMoney('1250', 'JPY'), money(1250, 'JPY'))
  assert.deepEqual(parseMoney('1.234', 'KWD'), money(1234, 'KWD'))
})

test('a price of a file or a form that is not a plain decimal is refused, never guessed', () => {
  const texts = [
    '',
    ' ',
    '.',
    '.5',
    '5.',
    '-1',
    '+1',
    '1e2',
    '0x10',
    '1,50',
    '1.234,50',
    '1,234.50',
    '1 234',
    ' 1',
    '1\n',
  ]
  const more = ['€1', '1€', '01', '00', '1.2.3', 'NaN', 'Infinity', '١٢', '１', '1_000', 'null', '1.5e0']
  for (const text of [...texts, ...more]) assert.equal(parseMoney(text, 'EUR'), null, JSON.stringify(text))
  for (const value of [1, 12.5, null, undefined, ['1'], {}, { toString: () => '1' }, true, 1n]) {
    assert.equal(parseMoney(value, 'EUR'), null)
  }
})

test('decimals beyond the minor unit are refused, not rounded', () => {
  assert.equal(parseMoney('1.005', 'EUR'), null)
  assert.equal(parseMoney('12.500', 'EUR'), null)
  assert.equal(parseMoney('1.0', 'JPY'), null)
  assert.equal(parseMoney('1.2345', 'KWD'), null)
})

test('an amount is read up to the biggest that is exact, and not one unit further', () => {
  assert.deepEqual(parseMoney('90071992547409.91', 'EUR'), money(Number.MAX_SAFE_INTEGER, 'EUR'))
  assert.equal(parseMoney('90071992547409.92', 'EUR'), null)
  assert.equal(parseMoney('9007199254740993', 'JPY'), null)
  assert.equal(parseMoney('9'.repeat(1_000_000), 'EUR'), null)
})

test('an unknown currency is a mistake of the program, not of the text', () => {
  assert.throws(() => parseMoney('1', 'ABC'), { code: 'money/unknown-currency' })
})

test('the text of an amount has all its digits and reads back as the same amount', () => {
  assert.equal(decimalText(money(1250, 'EUR')), '12.50')
  assert.equal(decimalText(money(5, 'EUR')), '0.05')
  assert.equal(decimalText(money(-5, 'EUR')), '-0.05')
  assert.equal(decimalText(money(0, 'EUR')), '0.00')
  assert.equal(decimalText(money(1250, 'JPY')), '1250')
  assert.equal(decimalText(money(-1250, 'JPY')), '-1250')
  assert.equal(decimalText(money(1, 'KWD')), '0.001')
  for (const currency of ['EUR', 'JPY', 'KWD']) {
    for (const minor of [0, 1, 9, 10, 99, 100, 999, 1000, 123_456_789, Number.MAX_SAFE_INTEGER]) {
      const amount = money(minor, currency)
      assert.deepEqual(parseMoney(decimalText(amount), currency), amount)
    }
  }
})
