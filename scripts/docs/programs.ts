/** A block of code in a document. */
export interface Block {
  /** The word after the fence; empty if there is none. */
  readonly language: string
  /** The line its code begins at, counted from 1. */
  readonly line: number
  readonly lines: readonly string[]
}

/** A program that a document's blocks make. */
export interface Program {
  /** The name of its file. */
  readonly name: string
  /** The code on the very lines it has in the document, so that whoever complains names a line of the document. */
  readonly source: string
}

interface OpenBlock extends Block {
  readonly fence: string
  readonly lines: string[]
}

const FENCE = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/
const FILE_NAME = /^\/\/ ([\w-]+(?:\.\w+)?\.ts)$/

/** The blocks of a document, in order. Code that is only indented is none. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let open: OpenBlock | null = null
  for (const [index, text] of markdown.split('\n').entries()) {
    const [, indent = '', fence = '', language = ''] = FENCE.exec(text) ?? []
    if (open === null) {
      if (fence !== '') open = { fence: indent + fence, language, line: index + 2, lines: [] }
    } else if (text.trimEnd() === open.fence) {
      blocks.push(open)
      open = null
    } else {
      open.lines.push(text)
    }
  }
  // A fence that is never closed reaches to the end.
  return open === null ? blocks : [...blocks, open]
}

/**
 * The programs of a document's blocks of TypeScript. A block that imports something begins a program, and one that does
 * not goes on with the program above it. A block whose first line is a comment with a file's name is that file, and the
 * programs of the same document can import it.
 */
export function programsOf(markdown: string): Program[] {
  const programs: { name: string; lines: string[] }[] = []
  for (const { language, line, lines } of blocksOf(markdown)) {
    if (language !== 'ts') continue
    const name = FILE_NAME.exec(lines[0] ?? '')?.[1] ?? null
    const begins = name !== null || lines.some((text) => text.startsWith('import '))
    const last = programs.at(-1)
    const program = begins || last === undefined ? { name: name ?? `line-${line}.ts`, lines: [] } : last
    if (program !== last) programs.push(program)
    while (program.lines.length < line - 1) program.lines.push('')
    program.lines.push(...lines)
  }
  return programs.map(({ name, lines }) => ({ name, source: `${lines.join('\n')}\n` }))
}
