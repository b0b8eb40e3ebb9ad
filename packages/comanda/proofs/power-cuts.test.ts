/** What is left of acknowledged writes when the power is cut, and that stores which do not wait for the disk are caught. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentsOf } from './moments.ts'
import { cutPower, whyNoPowerCut } from './power-cuts.ts'
import { hasty, type StoreOfProcesses, stores } from './stores.ts'
import { whyNot } from './why-not.ts'

const CONTROL_CUTS_MAX = 5
const noPowerCut = whyNoPowerCut()
const skipOf = (store: StoreOfProcesses) => ({ skip: noPowerCut || whyNot(store) })

for (const name of ['files', 'SQLite', 'PostgreSQL', 'Redis'] as const) {
  const title = `${name}: a power cut under load takes nothing that was acknowledged`
  test(title, skipOf(stores[name]), async (context) => {
    const { seed, moments } = momentsOf(2, 250)
    const { acknowledged, lost } = await cutPower(name, moments)
    context.diagnostic(`seed ${seed}: ${acknowledged} acknowledged`)
    assert.deepEqual(lost, [])
  })
}

for (const [name, store] of Object.entries(hasty)) {
  test(`the power cuts are real: ${name} loses what it acknowledged`, skipOf(store), async () => {
    const { lost } = await cutPower(name, Array(CONTROL_CUTS_MAX).fill(150))
    assert.ok(lost.length > 0)
  })
}
