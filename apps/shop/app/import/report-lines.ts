import type { ImportReport } from './import.ts'
import type { ImportProblem } from './problems.ts'

/** Problems told in a terminal; the rest is counted. */
const PROBLEMS_SHOWN_MAX = 100

/** What an import report says in a terminal. */
export interface ReportLines {
  /** One for each problem, the first {@link PROBLEMS_SHOWN_MAX}, and one for the rest. */
  readonly problems: readonly string[]
  readonly summary: string
}

/** Puts a report into lines of plain English. */
export function reportLines(report: ImportReport): ReportLines {
  const shown = report.problems.slice(0, PROBLEMS_SHOWN_MAX).map(problemLine)
  const left = report.problems.length - shown.length
  if (left > 0) shown.push(`… and ${left} more. Mend these first.`)
  return { problems: shown, summary: summaryOf(report) }
}

function problemLine({ row, line, handle, severity, code, message }: ImportProblem): string {
  const place = row === line ? `Row ${row}` : `Row ${row} (line ${line})`
  const product = handle === null ? '' : `, ${handle}`
  return `${place}${product}: ${severity === 'warning' ? 'warning: ' : ''}${message} [${code}]`
}

function summaryOf({ dryRun, created, updated, unchanged, skipped, rows, pictures, problems }: ImportReport): string {
  const notTaken = problems.filter(({ code }) => code.startsWith('import/picture-')).length
  const seen = pictures.size + notTaken === 0 ? '' : `; pictures: ${pictures.size} taken, ${notTaken} not`
  const counts = `${created} new, ${updated} changed, ${unchanged} unchanged, ${skipped} skipped${seen}`
  const read = `${rows} ${rows === 1 ? 'row' : 'rows'} read`
  return dryRun ? `Dry run, nothing was changed. ${read}; it would be: ${counts}.` : `${read}. Products: ${counts}.`
}
