import { markdownTable } from '../markdown-table.ts'
import { median } from '../statistics.ts'
import type { Device, PageLoad, Weight } from './load-page.ts'

/** All loads of one page on one kind of device. */
export interface PageFigures {
  readonly name: string
  readonly device: Device
  readonly loads: readonly PageLoad[]
}

/** What our script and our style may weigh over the wire on any page, in bytes. */
export const BUDGET = { script: 15_000, css: 25_000 } as const

/** What of a load is over its budget, as sentences; none if it keeps to all. */
export function overBudget({ shift, weight }: Pick<PageLoad, 'shift' | 'weight'>): string[] {
  const kinds = ['script', 'css'] as const
  return [
    ...kinds
      .filter((kind) => weight[kind] >= BUDGET[kind])
      .map((kind) => `${kind}: ${weight[kind]} of ${BUDGET[kind]} bytes`),
    ...(shift === 0 ? [] : [`things moved by ${shift}`]),
  ]
}

/** The middle of all loads as a Markdown table. */
export function pageTable(figures: readonly PageFigures[]): string {
  const head = ['', '', 'first paint', 'largest paint', 'layout shift', 'HTML', 'CSS', 'script', 'fonts', 'pictures']
  return markdownTable(head, figures.map(rowOf))
}

function rowOf({ name, device, loads }: PageFigures): string[] {
  const of = (pick: (load: PageLoad) => number) => median(loads.map(pick))
  const weighs = (kind: keyof Weight) => `${(of(({ weight }) => weight[kind]) / 1_000).toFixed(1)} kB`
  return [
    name,
    device,
    `${Math.round(of(({ firstPaint }) => firstPaint))} ms`,
    `${Math.round(of(({ largestPaint }) => largestPaint))} ms`,
    String(Math.max(...loads.map(({ shift }) => shift))),
    ...(['html', 'css', 'script', 'fonts', 'pictures'] as const).map(weighs),
  ]
}
