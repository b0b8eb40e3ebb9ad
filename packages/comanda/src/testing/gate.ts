import type { SessionStore } from '../store/store.ts'
import { aroundStore, type StoreMethod } from './around-store.ts'

/**
 * Stops calls at named points until the test lets them go on, so that "the other request comes in between" happens
 * every time and not just sometimes.
 */
export interface Gate<Point extends string = string> {
  /** From now on, whoever comes to `point` stops there. */
  hold(point: Point): void
  /** Lets everybody who stands at `point` go on, and nobody stops there any more. */
  release(point: Point): void
  /** Resolves once `callers` stand at `point` at the same time. Never, if they do not come. */
  reached(point: Point, callers?: number): Promise<void>
  /** What the code under test passes through; resolves at once unless `point` is held. */
  pass(point: Point): Promise<void>
}

/** The points of a {@link gatedStore}: `save` is before the store does it, `save:done` before it answers. */
export type StorePoint = StoreMethod | `${StoreMethod}:done`

interface Barrier {
  readonly standing: (() => void)[]
  readonly watchers: { readonly callers: number; readonly arrived: () => void }[]
}

/** A gate with nothing held. */
export function createGate<Point extends string = string>(): Gate<Point> {
  const barriers = new Map<Point, Barrier>()

  function barrierAt(point: Point): Barrier {
    const barrier = barriers.get(point)
    if (barrier === undefined) throw new Error(`Nothing is held at '${point}': call hold('${point}') first.`)
    return barrier
  }

  return {
    hold(point) {
      if (!barriers.has(point)) barriers.set(point, { standing: [], watchers: [] })
    },
    release(point) {
      const { standing } = barrierAt(point)
      barriers.delete(point)
      for (const goOn of standing) goOn()
    },
    async reached(point, callers = 1) {
      const { standing, watchers } = barrierAt(point)
      if (standing.length >= callers) return
      await new Promise<void>((arrived) => watchers.push({ callers, arrived }))
    },
    async pass(point) {
      const barrier = barriers.get(point)
      if (barrier === undefined) return
      await new Promise<void>((goOn) => {
        barrier.standing.push(goOn)
        for (const { callers, arrived } of barrier.watchers) if (barrier.standing.length >= callers) arrived()
      })
    },
  }
}

/** A store whose calls pass `gate` before the store does them and again before it answers. */
export function gatedStore(inner: SessionStore, gate: Gate<StorePoint>): SessionStore {
  return aroundStore(inner, async (method, call) => {
    await gate.pass(method)
    const answer = await call()
    await gate.pass(`${method}:done`)
    return answer
  })
}
