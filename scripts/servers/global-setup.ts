// Runs once before all test files (node --test --test-global-setup). What it puts into process.env reaches them.
import { isContinuousIntegration } from '@comanda/test-kit/chromium'
import { chromium } from './chromium.ts'
import { install, mayInstall, type Need } from './need.ts'

const needs: readonly Need[] = [chromium]

/** Finds or installs what npm does not bring. In continuous integration it rejects if something is missing; elsewhere it says so. */
export async function globalSetup(): Promise<void> {
  const missing = needs.filter(({ find }) => find() === null)
  if (missing.length > 0 && mayInstall()) {
    say(`Installing ${namesOf(missing)} with apt-get, for the tests that need it …`)
    await install(missing).catch((error: Error) => say(`apt-get failed: ${error.message}`))
  }
  for (const need of needs) provide(need)
}

function provide({ name, find, variable, howToGet }: Need): void {
  const path = find()
  if (path !== null) process.env[variable] = path
  else if (isContinuousIntegration()) throw new Error(`The tests need ${name}, and it is not here. ${howToGet}`)
  else say(`WARNING: there is no ${name}, so the tests that need it are SKIPPED. ${howToGet}`)
}

function namesOf(list: readonly Need[]): string {
  return list.map(({ name }) => name).join(', ')
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
