import { markdownTable } from '../markdown-table.ts'
import type { Figures } from './measure.ts'
import type { Waiting } from './requests-beside.ts'
import { type Cost, middle, ratioOf, type Timing } from './time-operations.ts'

/** How many times as much a request, a session that is swept, or a judged call may cost with the larger store. */
export const RATIO_MAX = 1.5
/** The calls that requests are made of. They are judged one at a time; in groups a page that is fetched costs more than all else. */
const JUDGED_CALLS = ['load', 'save', 'touch']
/** How many milliseconds longer a request may take beside a sweep, in the middle. */
const EXTRA_MS_MAX = 3

/** What is not as it must be, a sentence each. */
export function missed(figures: readonly Figures[]): string[] {
  return figures.flatMap(({ store, requests, calls, beside }) => {
    const judged = calls.filter(({ name, atOnce }) => atOnce === 1 && JUDGED_CALLS.includes(name))
    const dear = [...requests, ...judged].filter((timing) => !isFlat(timing))
    const extra = beside.beside.median - beside.without.median
    return [
      ...dear.map(
        (timing) => `${store}: ${timing.name}, ${timing.atOnce} at once, ${ratioOf(timing, 'cpu').toFixed(2)}`,
      ),
      ...(extra <= EXTRA_MS_MAX ? [] : [`${store}: a sweep makes requests wait ${extra.toFixed(1)} ms longer`]),
    ]
  })
}

/** Whether it costs about as much in the larger store. By CPU time, which other programs and the disk disturb least. */
function isFlat(timing: Timing): boolean {
  return ratioOf(timing, 'cpu') <= RATIO_MAX
}

/** What requests or calls cost, as a Markdown table. `small` and `large` are numbers of sessions. */
export function costTable(
  figures: readonly Figures[],
  what: 'requests' | 'calls',
  small: number,
  large: number,
): string {
  const at = (count: number) => `at ${count.toLocaleString('en')}`
  return markdownTable(
    ['', 'at once', `CPU µs ${at(small)}`, at(large), 'ratio', `µs on the clock ${at(small)}`, at(large), 'ratio'],
    figures.flatMap((of) =>
      of[what].map((timing) => [
        `${of.store}: ${timing.name}`,
        String(timing.atOnce),
        ...cells(timing, 'cpu'),
        ...cells(timing, 'wall'),
      ]),
    ),
  )
}

function cells(timing: Timing, by: keyof Cost): string[] {
  const [small, large] = [middle(timing, 'small', by), middle(timing, 'large', by)]
  return [small.toFixed(1), large.toFixed(1), ratioOf(timing, by).toFixed(2)]
}

/** How long requests took beside a sweep, as a Markdown table. */
export function besideTable(figures: readonly Figures[]): string {
  const row = (name: string, waiting: Waiting, removed: string) => [
    name,
    ...[waiting.median, waiting.p99, waiting.max, waiting.loopMedian, waiting.loopP99].map(
      (ms) => `${ms.toFixed(1)} ms`,
    ),
    removed,
  ]
  return markdownTable(
    ['', 'request, median', 'p99', 'max', 'event loop, median', 'p99', 'swept a second'],
    figures.flatMap(({ store, beside }) => [
      row(`${store}: no sweep`, beside.without, '–'),
      row(`${store}: beside a sweep`, beside.beside, Math.round(beside.removed / beside.seconds).toLocaleString('en')),
    ]),
  )
}
