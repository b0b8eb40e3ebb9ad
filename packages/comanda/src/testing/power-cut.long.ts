/** Many power cuts under load, one after the other on one file system. The short version is `store/power-cut.test.ts`. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededIntegers } from './index.ts'
import { powerCutStores } from './power-cut-stores.ts'
import { createPowerCuts, playInPowerCut, whyNoPowerCut } from './power-cuts.ts'

const CUTS = 100
const CUT_AFTER_MS_MAX = 1_000

if (!(await playInPowerCut(powerCutStores))) {
  for (const store of ['files', 'SQLite']) {
    const options = { skip: whyNoPowerCut() ?? false, timeout: Infinity }
    test(`${store}: ${CUTS} power cuts take nothing that was acknowledged`, options, async (context) => {
      const seed = Date.now()
      const integer = seededIntegers(seed)
      const cuts = createPowerCuts(import.meta.filename)
      context.after(() => cuts.close())
      let acknowledged = 0
      for (let cut = 0; cut < CUTS; cut += 1) {
        const result = await cuts.cut(store, integer(CUT_AFTER_MS_MAX))
        acknowledged += result.acknowledged
        assert.deepEqual(result.lost, [], `cut ${cut + 1}, seed ${seed}`)
      }
      context.diagnostic(`seed ${seed}: ${acknowledged} writes were acknowledged, none was lost`)
    })
  }
}
