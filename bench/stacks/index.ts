import { bare } from './bare.ts'
import { comanda } from './comanda.ts'
import { django } from './django.ts'
import { expressSessions } from './express.ts'
import { fastifySessions } from './fastify.ts'
import { hono } from './hono.ts'
import { planOf, type Stack, type StackName, type StackOptions } from './stack.ts'

/** Starts a stack in this process. */
export function startStack(name: StackName, options: StackOptions): Promise<Stack> {
  const { library, store } = planOf(name)
  switch (library) {
    case 'node':
      return bare()
    case 'hono':
      return hono()
    case 'comanda':
      return comanda(store, options)
    case 'fastify':
      return fastifySessions(store, options)
    case 'express':
      return expressSessions(store, options)
    case 'django':
      return django(store, options)
  }
}
