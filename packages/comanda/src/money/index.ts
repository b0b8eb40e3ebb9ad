/**
 * Exact money: whole minor units of one currency. Amounts are added, multiplied and shared without a float anywhere.
 *
 * @module
 */
export { allocate } from './allocate.ts'
export { minorDigits } from './currency.ts'
export { MoneyError, type MoneyErrorCode } from './error.ts'
export { formatMoney } from './format.ts'
export { addMoney, type Money, money, multiplyMoney, sumMoney } from './money.ts'
export { decimalText, parseMoney } from './text.ts'
