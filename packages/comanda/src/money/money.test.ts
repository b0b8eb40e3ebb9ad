import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMoney, type MoneyErrorCode, minorDigits, money, multiplyMoney, sumMoney } from './index.ts'

const BIGGEST = Number.MAX_SAFE_INTEGER

const code = (expected: MoneyErrorCode) => ({ name: 'MoneyError', code: expected })

test('an amount is a whole number of minor units: floats, NaN and unsafe integers are refused', () => {
  assert.deepEqual(money(1250, 'EUR'), { minor: 1250, currency: 'EUR' })
  assert.deepEqual(money(-1, 'JPY'), { minor: -1, currency: 'JPY' })
  for (const minor of [12.5, 0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, BIGGEST + 1, -BIGGEST - 1]) {
    assert.throws(() => money(minor, 'EUR'), code('money/not-an-integer'), String(minor))
  }
})

test('there is one zero: -0 never gets into an amount', () => {
  assert.ok(Object.is(money(-0, 'EUR').minor, 0))
  assert.ok(Object.is(multiplyMoney(money(-5, 'EUR'), 0).minor, 0))
  assert.ok(Object.is(addMoney(money(-5, 'EUR'), money(5, 'EUR')).minor, 0))
})

test('minor digits follow ISO 4217, not the custom of a locale or the version of the runtime', () => {
  const digits = {
    USD: 2,
    EUR: 2,
    JPY: 0,
    KRW: 0,
    CLP: 0,
    ISK: 0,
    KWD: 3,
    BHD: 3,
    TND: 3,
    IQD: 3,
    HUF: 2,
    IDR: 2,
    COP: 2,
  }
  for (const [currency, expected] of Object.entries(digits)) assert.equal(minorDigits(currency), expected, currency)
})

test('what is no currency code is refused, names of object members included', () => {
  for (const currency of ['', 'eur', 'EURO', 'ABC', 'XXX', '__proto__', 'constructor', ' EUR', '€']) {
    assert.throws(() => minorDigits(currency), code('money/unknown-currency'), currency)
    assert.throws(() => money(1, currency), code('money/unknown-currency'), currency)
  }
})

test('amounts of different currencies are never added', () => {
  assert.deepEqual(addMoney(money(10, 'EUR'), money(20, 'EUR')), money(30, 'EUR'))
  assert.throws(() => addMoney(money(10, 'EUR'), money(20, 'USD')), code('money/currency-mismatch'))
  assert.throws(() => sumMoney([money(1, 'EUR')], 'USD'), code('money/currency-mismatch'))
})

test('ten times ten cents is one euro, where floats make 0.9999999999999999', () => {
  const dimes = Array.from({ length: 10 }, () => money(10, 'EUR'))
  assert.deepEqual(sumMoney(dimes, 'EUR'), money(100, 'EUR'))
  assert.deepEqual(multiplyMoney(money(10, 'EUR'), 10), money(100, 'EUR'))
  assert.deepEqual(sumMoney([], 'EUR'), money(0, 'EUR'))
})

test('an outcome that cannot be exact is an error, never a rounded amount', () => {
  const biggest = money(BIGGEST, 'EUR')
  assert.deepEqual(addMoney(money(BIGGEST - 1, 'EUR'), money(1, 'EUR')), biggest)
  assert.throws(() => addMoney(biggest, money(1, 'EUR')), code('money/out-of-range'))
  assert.throws(() => addMoney(money(-BIGGEST, 'EUR'), money(-1, 'EUR')), code('money/out-of-range'))
  assert.throws(() => multiplyMoney(money(94_906_267, 'EUR'), 94_906_267), code('money/out-of-range'))
  assert.throws(() => multiplyMoney(biggest, BIGGEST), code('money/out-of-range'))
})

test('an amount is not multiplied by fractions', () => {
  assert.deepEqual(multiplyMoney(money(250, 'EUR'), 3), money(750, 'EUR'))
  for (const quantity of [1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => multiplyMoney(money(250, 'EUR'), quantity), code('money/not-an-integer'))
  }
})
