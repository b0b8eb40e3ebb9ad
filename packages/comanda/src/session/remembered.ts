/**
 * `compute`, which must be pure, with its last result for each id remembered: used again as long as the text of that id
 * is the same. Ids that were not computed for a while are forgotten, so that what is remembered stays below `charsMax`
 * characters of text (more only if a single text has more).
 */
export function remembered<Result>(
  compute: (text: string) => Result,
  charsMax: number,
): (id: string, text: string) => Result {
  type Results = Map<string, { readonly text: string; readonly result: Result }>
  // Two generations, since a Map gets slow where its oldest entries are deleted one by one.
  let young: Results = new Map()
  let old: Results = new Map()
  let youngChars = 0

  return (id, text) => {
    const known = young.get(id) ?? old.get(id)
    if (known?.text === text) return known.result
    const result = compute(text)
    if (youngChars + text.length > charsMax / 2) {
      old = young
      young = new Map()
      youngChars = 0
    }
    young.set(id, { text, result })
    youngChars += text.length
    return result
  }
}
