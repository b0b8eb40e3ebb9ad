/** The document with the text between the marks of `name` replaced; throws if they are not there. */
export function replaceSection(document: string, name: string, text: string): string {
  const begin = `<!-- ${name}: written by the bench -->`
  const end = `<!-- /${name} -->`
  const from = document.indexOf(begin)
  const to = document.indexOf(end)
  if (from === -1 || to < from) throw new Error(`The document has no section between "${begin}" and "${end}".`)
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`
}
