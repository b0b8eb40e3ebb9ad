import { bare } from './bare.ts'
import { comandaMemory, comandaSqlite } from './comanda.ts'
import { expressMemory } from './express.ts'
import { fastifyMemory } from './fastify.ts'
import { hono } from './hono.ts'
import type { Stack, StackName, StackOptions } from './stack.ts'

/** Starts a stack in this process. */
export function startStack(name: StackName, options: StackOptions): Promise<Stack> {
  switch (name) {
    case 'bare':
      return bare()
    case 'hono':
      return hono()
    case 'comanda-memory':
      return comandaMemory(options)
    case 'comanda-sqlite':
      return comandaSqlite(options)
    case 'fastify-memory':
      return fastifyMemory()
    case 'express-memory':
      return expressMemory()
  }
}
