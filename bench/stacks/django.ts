import { type DjangoOptions, startDjango } from '../django/start-django.ts'
import { cpuOfTree } from '../process-cpu.ts'
import { needed } from './needed.ts'
import type { Stack, StackOptions, StoreKind } from './stack.ts'

/**
 * Django with its own sessions, one of its engines for each store, under gunicorn with one process and as many threads as connections come:
 * a program of its own, which this process starts on its core.
 */
export async function django(store: StoreKind, place: StackOptions): Promise<Stack> {
  const running = await startDjango(optionsFor(store, place))
  return {
    port: Number(new URL(running.url).port),
    facts: () => ({ writesBegun: 0, conflicts: null, durability: {} }),
    cpuMicroseconds: () => cpuOfTree(running.pid),
    close: () => running.stop(),
  }
}

function optionsFor(store: StoreKind, { path, postgres, redis }: StackOptions): DjangoOptions {
  switch (store) {
    case 'files':
      return { engine: 'file', folder: needed(path) }
    case 'sqlite':
      return { engine: 'db', folder: needed(path) }
    case 'redis':
      return { engine: 'cache', redis: needed(redis) }
    case 'postgres':
      return { engine: 'db', postgres: needed(postgres) }
    case 'cached':
      return { engine: 'cached_db', postgres: needed(postgres), redis: needed(redis) }
    default:
      throw new Error(`Django is not timed with ${store}.`)
  }
}
