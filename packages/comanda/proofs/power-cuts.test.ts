/** What is left of acknowledged writes when the power is cut, and that stores which do not wait for the disk are caught. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededIntegers } from '../testing/index.ts'
import { powerCutStores } from '../testing/power-cut-stores.ts'
import { createPowerCuts, type PowerCuts, playInPowerCut, whyNoPowerCut } from '../testing/power-cuts.ts'

const CUTS = 2
const CONTROL_CUTS_MAX = 5

if (!(await playInPowerCut(powerCutStores))) tests()

function tests(): void {
  const why = whyNoPowerCut()

  async function withCuts(run: (cuts: PowerCuts) => Promise<void>): Promise<void> {
    const cuts = createPowerCuts(import.meta.filename)
    try {
      await run(cuts)
    } finally {
      cuts.close()
    }
  }

  for (const store of ['files', 'SQLite']) {
    test(`${store}: a power cut under load takes nothing that was acknowledged`, { skip: why ?? false }, (context) =>
      withCuts(async (cuts) => {
        const seed = Date.now()
        context.diagnostic(`seed ${seed}`)
        const integer = seededIntegers(seed)
        for (let cut = 0; cut < CUTS; cut += 1) {
          const { acknowledged, lost } = await cuts.cut(store, integer(250))
          context.diagnostic(`${acknowledged} acknowledged`)
          assert.deepEqual(lost, [])
        }
      }),
    )
  }

  for (const store of ['files without fsync', 'SQLite, synchronous normal']) {
    test(`the power cuts are real: ${store} loses what it acknowledged`, { skip: why ?? false }, () =>
      withCuts(async (cuts) => {
        let lost = 0
        for (let cut = 0; cut < CONTROL_CUTS_MAX && lost === 0; cut += 1)
          lost = (await cuts.cut(store, 150)).lost.length
        assert.ok(lost > 0)
      }),
    )
  }
}
