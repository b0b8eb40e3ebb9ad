import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMoney, minorDigits, money } from './index.ts'

/** Intl sets no-break spaces, which look like spaces in a failure. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

test('an amount is written as people of the language write it', () => {
  assert.equal(formatMoney(money(123_450, 'EUR'), 'en'), '€1,234.50')
  assert.equal(plain(formatMoney(money(1_234_550, 'EUR'), 'es')), '12.345,50 €')
  assert.equal(formatMoney(money(1250, 'JPY'), 'en'), '¥1,250')
  assert.equal(plain(formatMoney(money(1250, 'KWD'), 'en')), 'KWD 1.250')
  assert.equal(formatMoney(money(-5, 'USD'), 'en'), '-$0.05')
})

test('the biggest amount is shown to the last cent, where a division by 100 would round', () => {
  assert.equal(formatMoney(money(Number.MAX_SAFE_INTEGER, 'USD'), 'en'), '$90,071,992,547,409.91')
})

test('decimals that custom leaves out are left out only when they are zero: what is shown is what is charged', () => {
  assert.equal(plain(formatMoney(money(1_000_000, 'IDR'), 'en')), 'IDR 10,000')
  assert.equal(plain(formatMoney(money(1_000_050, 'IDR'), 'en')), 'IDR 10,000.50')
  assert.equal(formatMoney(money(1000, 'USD'), 'en'), '$10.00')
})

test('every currency this runtime knows of and we know of can be shown with all its digits', () => {
  const known = Intl.supportedValuesOf('currency').filter((currency) => {
    try {
      return minorDigits(currency) >= 0
    } catch {
      return false
    }
  })
  assert.ok(known.length >= 150, `${known.length}`)
  for (const currency of known) assert.match(formatMoney(money(1, currency), 'en'), /1$/, currency)
})

test('what is no language tag is refused with a code', () => {
  for (const locale of ['', 'not a locale', '../es', 'e']) {
    assert.throws(() => formatMoney(money(1, 'EUR'), locale), { name: 'MoneyError', code: 'money/bad-locale' }, locale)
  }
})

test('more languages than the cache keeps: the answers stay right', () => {
  for (let n = 0; n < 1_000; n += 1) {
    assert.equal(formatMoney(money(100, 'USD'), `en-x-a${n}`), '$1.00')
  }
})
