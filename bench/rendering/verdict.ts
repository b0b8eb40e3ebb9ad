import { markdownTable } from '../markdown-table.ts'
import type { ShopGrid } from './shop-grid.ts'
import type { RenderRate } from './time-renders.ts'

/** What the template must reach on the page of 50 cards. */
const RENDERS_MIN = 14_000
/** Of what a plain template literal reaches that escapes by hand. */
const OF_BY_HAND_MIN = 0.7

/** Whether the target is reached: enough of them, and not much slower than without the template. */
export function isReached(byHand: RenderRate, byTemplate: RenderRate): boolean {
  return byTemplate.rendersPerCpuSecond >= RENDERS_MIN && ratioOf(byHand, byTemplate) >= OF_BY_HAND_MIN
}

/** The figures as a Markdown table. */
export function renderingTable(byHand: RenderRate, byTemplate: RenderRate, grid: ShopGrid): string {
  const wanted = `must be at least ${whole(RENDERS_MIN)}, at ${OF_BY_HAND_MIN} of by hand`
  const row = ({ name, bytes, rendersPerCpuSecond }: RenderRate, ratio: string, note: string) => [
    name,
    kilobytes(bytes),
    whole(rendersPerCpuSecond),
    ratio,
    note,
  ]
  return markdownTable(
    ['a page of 50 cards', 'size', 'renders per second of a core', 'of by hand', ''],
    [
      row(byHand, '1.00', ''),
      row(
        byTemplate,
        ratioOf(byHand, byTemplate).toFixed(2),
        `${wanted}: ${isReached(byHand, byTemplate) ? 'yes' : 'no'}`,
      ),
      row(
        { ...grid, name: `the shop’s own page of ${grid.products} products` },
        '–',
        'with its frame, forms and prices in words',
      ),
    ],
  )
}

function ratioOf(byHand: RenderRate, byTemplate: RenderRate): number {
  return byTemplate.rendersPerCpuSecond / byHand.rendersPerCpuSecond
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
