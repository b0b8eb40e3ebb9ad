/** What is left of acknowledged writes when a server is killed, and that servers which keep less are caught. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentsOf } from './moments.ts'
import { killServer } from './server-kills.ts'
import { forgetful, stores } from './stores.ts'
import { whyNot } from './why-not.ts'

for (const name of ['PostgreSQL', 'Redis'] as const) {
  const title = `a ${name} that is killed under load has all that it acknowledged, and its apps go on`
  test(title, { skip: whyNot(stores[name]) }, async (context) => {
    const { seed, moments } = momentsOf(2, 100)
    const { acknowledged, destroyed, lost, backMsMax } = await killServer(name, moments)
    context.diagnostic(`seed ${seed}: ${acknowledged} acknowledged, back after ${backMsMax} ms at most`)
    assert.ok(destroyed > 0)
    assert.deepEqual(lost, [])
  })
}

for (const [name, store] of Object.entries(forgetful)) {
  test(`the kills are real: ${name} loses what it acknowledged`, { skip: whyNot(store) }, async () => {
    const { lost } = await killServer(name, [0])
    assert.ok(lost.length > 0)
  })
}
