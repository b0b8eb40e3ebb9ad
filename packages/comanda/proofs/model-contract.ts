import { test } from 'node:test'
import fc from 'fast-check'
import type { EngineOptions } from '../src/session/engine.ts'
import type { SessionStore } from '../src/store/store.ts'
import type { FakeClock } from '../src/testing/fake-clock.ts'
import type { CommandKind } from '../src/testing/model/command.ts'
import { newSessionRun, sessionCommands } from '../src/testing/model/session-commands.ts'
import { newStoreRun, storeCommands } from '../src/testing/model/store-commands.ts'

/** Runs random commands on fresh pairs of model and real thing; a failure is told with its seed and the fewest commands. */
export function checkAgainstModel<Model extends object, Real>(
  kinds: readonly CommandKind<Model, Real>[],
  newRun: () => { model: Model; real: Real },
  numRuns: number,
): Promise<void> {
  const commands = kinds.map(({ below, make }) => fc.tuple(...below.map((limit) => fc.nat(limit - 1))).map(make))
  const property = fc.asyncProperty(fc.commands(commands, { maxCommands: 120, size: 'max' }), (drawn) =>
    fc.asyncModelRun(newRun, drawn),
  )
  return fc.assert(property, { numRuns })
}

const SESSION_BROWSERS = 3

/** Tests a store, and sessions in it, against the models, so many runs each. `open` hands out the store, which runs by `clock`. */
export function modelContract(
  name: string,
  { clock, runs, skip = false }: { readonly clock: FakeClock; readonly runs: number; readonly skip?: string | false },
  open: () => Promise<SessionStore> | SessionStore,
): void {
  test(`whatever is done to it, a store answers as the model does: ${name}`, { skip }, async () => {
    const store = await open()
    await checkAgainstModel(storeCommands, () => newStoreRun(store, clock), runs)
  })
  test(`whatever browsers and handlers do, a session is what the model is: ${name}`, { skip }, async () => {
    const home: Pick<EngineOptions, 'store'> = { store: await open() }
    await checkAgainstModel(sessionCommands, () => newSessionRun(home, clock, SESSION_BROWSERS), runs)
  })
}
