import { posix } from 'node:path'

/** A link in a document. */
export interface Link {
  readonly target: string
  /** Counted from 1. */
  readonly line: number
}

/** What links can lead to: the paths of all files, from the root, and the text of one. */
export interface Files {
  readonly paths: ReadonlySet<string>
  readonly textOf: (path: string) => string
}

const LINK = /\]\(([^()\s]+)\)|^\[[^\]]+\]:\s*(\S+)/g

/** The links of a document, those in code left out. */
function linksOf(markdown: string): Link[] {
  return withoutCode(markdown)
    .split('\n')
    .flatMap((text, index) =>
      [...text.matchAll(LINK)].map((match) => ({ target: match[1] ?? match[2] ?? '', line: index + 1 })),
    )
}

/** Why each broken link of the document at `path` is broken. Links that leave the repository are not followed. */
export function brokenLinks(path: string, files: Files): string[] {
  return linksOf(files.textOf(path)).flatMap(({ target, line }) => {
    const why = /^(https?|mailto):/.test(target) ? null : whyBroken(path, target, files)
    return why === null ? [] : [`${path}:${line}: ${target}: ${why}`]
  })
}

function whyBroken(from: string, target: string, { paths, textOf }: Files): string | null {
  const [file = '', anchor] = target.split('#', 2)
  const path = file === '' ? from : posix.join(posix.dirname(from), decodeURIComponent(file))
  const isFolder = [...paths].some((known) => known.startsWith(`${path.replace(/\/$/, '')}/`))
  if (!paths.has(path) && !isFolder) return 'there is no such file in the repository'
  if (anchor === undefined) return null
  if (!path.endsWith('.md')) return 'link to the file: line numbers move'
  return anchorsOf(textOf(path)).has(anchor) ? null : `${path} has no such heading`
}

/** The anchors that GitHub gives the headings of a document. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutBlocks(markdown).matchAll(/^#{1,6}\s+(.+?)\s*$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')
    let unique = anchor
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`
    anchors.add(unique)
  }
  return anchors
}

function withoutBlocks(markdown: string): string {
  return markdown.replace(/^(\s*)(`{3,}|~{3,})[\s\S]*?^\1\2\s*$/gm, blank)
}

/** Line for line, so that what is found stands where it stood. */
function withoutCode(markdown: string): string {
  return withoutBlocks(markdown).replace(/`[^`\n]*`/g, blank)
}

function blank(code: string): string {
  return code.replace(/[^\n]/g, ' ')
}
