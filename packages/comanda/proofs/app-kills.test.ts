/** What is left of acknowledged writes when the app that made them is killed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killApps } from './app-kills.ts'
import { momentsOf } from './moments.ts'
import { stores } from './stores.ts'
import { whyNot } from './why-not.ts'

for (const [name, store] of Object.entries(stores)) {
  const title = `${name}: an app killed under load has lost nothing that it acknowledged`
  test(title, { skip: whyNot(store) }, async (context) => {
    const { seed, moments } = momentsOf(4, 60)
    const { acknowledged, lost } = await killApps(name, moments)
    context.diagnostic(`seed ${seed}: ${acknowledged} acknowledged`)
    assert.deepEqual(lost, [])
  })
}
