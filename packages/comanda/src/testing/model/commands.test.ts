import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { everyStore, type OpenStore } from '../../../proofs/every-store.ts'
import { checkAgainstModel, modelContract } from '../../../proofs/model-contract.ts'
import { createSecrets } from '../../cookie/index.ts'
import { createMemoryStore } from '../../store/memory.ts'
import { touchShortensStore, upsertingStore } from '../broken-stores.ts'
import { createFakeClock } from '../fake-clock.ts'
import { newSessionRun, sessionCommands } from './session-commands.ts'
import { newStoreRun, storeCommands } from './store-commands.ts'

/** Of up to 120 commands each. A store that waits for a disk or a server takes a hundred times as long as memory. */
const RUNS: Readonly<Record<string, number>> = { memory: 300, SQLite: 60, files: 20 }
const RUNS_OTHERWISE = 40

const clock = createFakeClock()
const memory = createMemoryStore({ clock })
const secrets = createSecrets(['a secret of the models, more than 32 bytes'])

for (const { name, whyNot, open } of everyStore) {
  let opened: Promise<OpenStore> | null = null
  after(async () => (await opened)?.close())
  modelContract(name, { clock, runs: RUNS[name] ?? RUNS_OTHERWISE, skip: whyNot }, async () => {
    opened ??= open(clock)
    return (await opened).store
  })
}

describe('whatever one browser and handlers do, a session is what the model is:', () => {
  test('in the sealed cookie', () =>
    checkAgainstModel(sessionCommands, () => newSessionRun({ sealedCookie: { secrets } }, clock, 1), 200))
  test('in the sealed cookie with epochs', () =>
    checkAgainstModel(
      sessionCommands,
      () => newSessionRun({ sealedCookie: { secrets, epochs: memory } }, clock, 1),
      200,
    ))
})

describe('a model that agrees with everything proves nothing, so', () => {
  /** What the fewest commands were that showed the difference, and what it was. */
  async function difference(check: Promise<void>): Promise<string> {
    const error: unknown = await check.catch((reason: unknown) => reason)
    assert.ok(error instanceof Error && error.cause instanceof Error, 'the model agrees')
    const [commands] = /Counterexample: .*/.exec(error.message) ?? []
    return `${commands?.replace(/ \/\*.*\*\//, '')} ${error.cause.message}`
  }

  test('it does not agree with a store that upserts', async () => {
    const broken = upsertingStore(clock)
    assert.match(
      await difference(checkAgainstModel(storeCommands, () => newStoreRun(broken, clock), 300)),
      /^Counterexample: \[save\(.*\)\] save\(\d\): the model answers "gone", the real thing "saved"\.$/,
    )
  })

  test('it does not agree with a store whose touch shortens', async () => {
    const broken = touchShortensStore(clock)
    assert.match(
      await difference(checkAgainstModel(storeCommands, () => newStoreRun(broken, clock), 1_000)),
      /^Counterexample: \[create\(.*\),touch\(.*\),.*\] /,
    )
  })

  test('it does not agree with sessions whose sign-out only the browser hears of', async () => {
    const broken = { ...memory, destroy: async () => {} }
    assert.match(
      await difference(checkAgainstModel(sessionCommands, () => newSessionRun({ store: broken }, clock, 3), 2_000)),
      /destroy\(\).*the model answers/,
    )
  })
})
