/** What is left of acknowledged writes when the power is cut, and that stores which do not wait for the disk are caught. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentsOf } from './moments.ts'
import { cutPower, whyNoPowerCut } from './power-cuts.ts'
import { hasty, type StoreOfProcesses, stores } from './stores.ts'
import { whyNot } from './why-not.ts'

/** After a loss there are no more cuts; that of files without fsync of their folders is found by two of three. */
const CONTROL_CUTS_MAX = 20
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
  test(`the power cuts are real: ${name} loses what it acknowledged`, skipOf(store), async (context) => {
    const { seed, moments } = momentsOf(CONTROL_CUTS_MAX, 300)
    const { acknowledged, lost } = await cutPower(name, moments)
    context.diagnostic(`seed ${seed}: ${acknowledged} acknowledged, ${lost.length} lost`)
    assert.ok(lost.length > 0)
  })
}
