import { type DjangoOptions, startDjango } from '../../django/start-django.ts'
import { serve } from '../serve.ts'
import type { Need } from '../servers.ts'
import type { OpenShop } from '../shop.ts'

/** Django, in a process of its own, on the servers it needs. When it looks something up it asks this process. */
export function djangoShop(engine: DjangoOptions['engine'], needed: readonly Need[]): OpenShop {
  return async (lookUp, servers) => {
    const postgres = needed.includes('PostgreSQL') ? { postgres: await servers.postgres() } : {}
    const redis = needed.includes('Redis') ? { redis: await servers.redis() } : {}
    const lookUps = await serve(async (_, response) => {
      await lookUp()
      response.end()
    })
    const django = await startDjango({ engine, ...postgres, ...redis, lookUpUrl: lookUps.url }).catch(async (error) => {
      await lookUps.close()
      throw error
    })
    return {
      url: django.url,
      async close() {
        await django.stop()
        await lookUps.close()
      },
    }
  }
}
