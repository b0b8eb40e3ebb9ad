// Runs once before all test files (node --test --test-global-setup). What it puts into process.env reaches them.
import { join } from 'node:path'
import { isContinuousIntegration } from '@comanda/test-kit/chromium'
import { chromium } from './chromium.ts'
import { postgres, redis } from './databases.ts'
import { install, mayInstall, type Need, type Provided } from './need.ts'

const needs: readonly Need[] = [chromium, postgres, redis]
const running: Provided[] = []

/** What Node has made of the sources once, each of some hundred processes would make again. */
const COMPILED = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'node')

/** Finds or installs what npm does not bring. In continuous integration it rejects if something is missing; elsewhere it says so. */
export async function globalSetup(): Promise<void> {
  process.env['NODE_COMPILE_CACHE'] ??= COMPILED
  const open = needs.filter(({ variable }) => !process.env[variable])
  const missing = open.filter(({ find }) => find() === null)
  if (missing.length > 0 && mayInstall()) {
    say(`Installing ${namesOf(missing)} with apt-get, for the tests that need it …`)
    await install(missing).catch((error: Error) => say(`apt-get failed: ${error.message}`))
  }
  const results = await Promise.allSettled(open.map(provide))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed === undefined) return
  await globalTeardown()
  throw failed.reason
}

/** Ends the servers. Node may call this more than once. */
export async function globalTeardown(): Promise<void> {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
}

async function provide(need: Need): Promise<void> {
  const path = need.find()
  if (path !== null) {
    const provided = await need.provide(path)
    running.push(provided)
    process.env[need.variable] = provided.value
  } else if (isContinuousIntegration()) {
    throw new Error(`The tests need ${need.name}, and it is not here. ${need.howToGet}`)
  } else {
    say(`WARNING: there is no ${need.name}, so the tests that need it are SKIPPED. ${need.howToGet}`)
  }
}

function namesOf(list: readonly Need[]): string {
  return list.map(({ name }) => name).join(', ')
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
