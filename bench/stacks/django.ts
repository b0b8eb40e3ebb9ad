import { startDjango } from '../django/start-django.ts'
import { cpuOfTree } from '../process-cpu.ts'
import { needed } from './needed.ts'
import type { Stack, StackOptions, StoreKind } from './stack.ts'

/**
 * Django with its own sessions, `db` or `cache`, under gunicorn with one process and as many threads as connections come:
 * a program of its own, which this process starts on its core.
 */
export async function django(store: StoreKind, { postgres, redis }: StackOptions): Promise<Stack> {
  const running = await startDjango(
    store === 'redis'
      ? { engine: 'cache', redis: needed(redis) }
      : { engine: 'db', ...(store === 'postgres' ? { postgres: needed(postgres) } : {}) },
  )
  return {
    port: Number(new URL(running.url).port),
    facts: () => ({ writesBegun: 0, conflicts: null, durability: {} }),
    cpuMicroseconds: () => cpuOfTree(running.pid),
    close: () => running.stop(),
  }
}
