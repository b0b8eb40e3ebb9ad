/** One row of a table in a document, without its heading. */
export interface Row {
  readonly cells: readonly string[]
  /** Counted from 1. */
  readonly line: number
}

/** The rows of every table in a document, in order. */
export function rowsOf(markdown: string): Row[] {
  const lines = markdown.split('\n')
  return lines.flatMap((text, index) => {
    const isHeading = isRule(lines[index + 1] ?? '')
    if (!text.startsWith('|') || isHeading || isRule(text)) return []
    const cells = text.split('|').slice(1, -1)
    return [{ cells: cells.map((cell) => cell.trim()), line: index + 1 }]
  })
}

function isRule(line: string): boolean {
  return /^\|[\s:|-]+\|$/.test(line)
}
