import { median } from '../statistics.ts'

/** Something that makes a page. */
export interface Renderer {
  readonly name: string
  readonly render: () => string
}

/** How fast a page is made on one core. */
export interface RenderRate {
  readonly name: string
  readonly bytes: number
  /** The middle of all rounds, by the time this process itself was given. */
  readonly rendersPerCpuSecond: number
}

/** How long to time. */
export interface RenderPlan {
  readonly rounds: number
  readonly rendersEach: number
}

/**
 * Times all renderers in turn, in several rounds, every other round in reverse order, so that what comes and goes on the
 * machine meets all alike; by CPU time, which other programs disturb least.
 */
export function timeRenders(renderers: readonly Renderer[], { rounds, rendersEach }: RenderPlan): RenderRate[] {
  const rates = new Map<Renderer, number[]>(renderers.map((one) => [one, []]))
  for (const { render } of renderers) rate(render, rendersEach)
  for (let round = 0; round < rounds; round += 1) {
    for (const one of round % 2 === 0 ? renderers : renderers.toReversed())
      rates.get(one)?.push(rate(one.render, rendersEach))
  }
  return renderers.map((one) => ({
    name: one.name,
    bytes: new TextEncoder().encode(one.render()).length,
    rendersPerCpuSecond: median(rates.get(one) ?? []),
  }))
}

function rate(render: () => string, times: number): number {
  const before = process.cpuUsage()
  let characters = 0
  for (let done = 0; done < times; done += 1) {
    // A text that nobody looks into is only a plan of one: its last character makes the engine write it out.
    characters += render().charCodeAt(100)
  }
  const { user, system } = process.cpuUsage(before)
  if (characters === 0) throw new Error('Nothing was rendered.')
  return (times * 1_000_000) / (user + system)
}
