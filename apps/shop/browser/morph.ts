/** Whether what is typed into a field is to stay there. */
export type IsKept = (field: HTMLInputElement) => boolean

/**
 * Makes `old` like `fresh` with as little change as possible: what stays keeps its focus, its place on the screen and its
 * loaded pictures. Elements with an id are found again by it, others by their place.
 */
export function morph(old: Element, fresh: Element, isKept: IsKept): void {
  morphAttributes(old, fresh)
  if (old instanceof HTMLInputElement && !isKept(old)) old.value = fresh.getAttribute('value') ?? ''
  removeNamed(old, new Set([...fresh.children].map(nameOf)))
  let at = old.firstChild
  for (const node of [...fresh.childNodes]) {
    const match = matchOf(old, at, node)
    if (match === null) {
      old.insertBefore(document.adoptNode(node), at)
      continue
    }
    while (at !== null && at !== match && nameOf(at) === '') at = removed(at)
    if (at === match) at = match.nextSibling
    else old.insertBefore(match, at)
    if (match instanceof Element && node instanceof Element) morph(match, node, isKept)
    else match.nodeValue = node.nodeValue
  }
  while (at !== null) at = removed(at)
}

/** First of all: an element that stays then need not be moved past one that goes, which would cost it the focus. */
function removeNamed(old: Element, staying: ReadonlySet<string>): void {
  for (const child of [...old.children]) if (nameOf(child) !== '' && !staying.has(nameOf(child))) child.remove()
}

function removed(node: ChildNode): ChildNode | null {
  const next = node.nextSibling
  node.remove()
  return next
}

function matchOf(old: Element, at: ChildNode | null, node: ChildNode): ChildNode | null {
  const name = nameOf(node)
  if (name !== '') return [...old.children].find((child) => nameOf(child) === name) ?? null
  if (!(node instanceof Element)) return at?.nodeType === node.nodeType ? at : null
  for (let one = at; one !== null; one = one.nextSibling) if (isAlike(one, node)) return one
  return null
}

function isAlike(one: ChildNode, node: Element): boolean {
  return (
    one instanceof Element && nameOf(one) === '' && one.tagName === node.tagName && one.className === node.className
  )
}

/** By the attribute: a form's property `id` is its field of that name, if it has one. */
function nameOf(node: ChildNode): string {
  return node instanceof Element ? (node.getAttribute('id') ?? '') : ''
}

function morphAttributes(old: Element, fresh: Element): void {
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name)
  for (const name of fresh.getAttributeNames()) {
    const value = fresh.getAttribute(name) ?? ''
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  }
}
