/** The forms a language has for counted things (Unicode CLDR); languages without `many` leave it out. */
export interface PluralForms {
  readonly one: string
  readonly many?: string
  readonly other: string
}

/**
 * Words that follow a number: `plural('en', { one: '# item', other: '# items' })(2)` is `2 items`. `#` stands for the
 * number, written as `locale` (a BCP 47 tag) writes it.
 */
export function plural(locale: string, forms: PluralForms): (count: number) => string {
  const rules = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  return (count) => {
    const rule = rules.select(count)
    const form = (rule === 'one' || rule === 'many' ? forms[rule] : undefined) ?? forms.other
    return form.replaceAll('#', numbers.format(count))
  }
}
