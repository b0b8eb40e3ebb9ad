import { type BodyRefusal, FIELDS_MAX, type Fields, NESTING_MAX } from './field.ts'

/** A name, as it may be put into brackets: `items[0][id]`, `updates[]`. Brackets themselves belong to no name. */
const NAME = /^[^[\]]+(?:\[[^[\]]+\])*(?:\[\])?$/
const PARTS = /[^[\]]+|\[\]/g

type Tree = Map<string, Branch>
type Branch = string | string[] | Tree

/**
 * The fields of a form, or why there are none. Brackets make maps and lists: `items[0][id]=1`, `properties[Name]=Ana`,
 * `updates[]=3` as often as there are values.
 *
 * Any other name may come once. A name that would be two things at once (`a=1&a[b]=2`) counts as repeated.
 */
export function formFields(pairs: Iterable<readonly [string, string]>): Fields | BodyRefusal {
  const tree: Tree = new Map()
  let count = 0
  for (const [name, value] of pairs) {
    count += 1
    if (count > FIELDS_MAX) return 'too-many-fields'
    if (!NAME.test(name)) return 'malformed'
    const path = name.match(PARTS) ?? []
    if (path.length > NESTING_MAX) return 'too-deep'
    if (!plant(tree, path, value)) return 'repeated-field'
  }
  return tree
}

/** Puts the value into its place. False if the place is taken. */
function plant(tree: Tree, [name = '', ...rest]: readonly string[], value: string): boolean {
  const there = tree.get(name)
  if (rest.length === 0) {
    if (there === undefined) tree.set(name, value)
    return there === undefined
  }
  if (rest[0] === '[]') {
    if (there === undefined) tree.set(name, [value])
    else if (Array.isArray(there)) there.push(value)
    return there === undefined || Array.isArray(there)
  }
  if (there === undefined) {
    const branch: Tree = new Map()
    tree.set(name, branch)
    return plant(branch, rest, value)
  }
  return isTree(there) && plant(there, rest, value)
}

function isTree(branch: Branch): branch is Tree {
  return branch instanceof Map
}
