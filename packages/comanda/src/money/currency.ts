import { MoneyError } from './error.ts'

/*
 * The currencies of ISO 4217 that people pay with, by their number of minor digits, as of 2026. Written out and not
 * asked of Intl: Intl follows custom (no decimals for the rupiah or the forint) and custom moves with every runtime,
 * which would change what stored amounts mean. Codes withdrawn lately stay, so that old amounts can still be read.
 */
const CODES_BY_DIGITS: Readonly<Record<0 | 2 | 3, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP
      CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS
      INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN
      NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP
      STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
}

const DIGITS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_DIGITS).flatMap(([digits, codes]) =>
    codes.split(/\s+/).map((code): [string, number] => [code, Number(digits)]),
  ),
)

/**
 * How many decimal digits the minor unit of a currency stands for, by ISO 4217: USD 2, JPY 0, KWD 3. The same on
 * every runtime and for ever, since stored amounts depend on it.
 *
 * @param currency an ISO 4217 code in capitals
 * @throws {MoneyError} `money/unknown-currency`
 */
export function minorDigits(currency: string): number {
  const digits = DIGITS.get(currency)
  if (digits !== undefined) return digits
  throw new MoneyError(
    'money/unknown-currency',
    `${JSON.stringify(currency)} is not a currency code of ISO 4217. Write three capital letters, such as "EUR".`,
  )
}
