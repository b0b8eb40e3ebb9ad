/** What apps do to each other that use one place at once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleRecord } from '../src/testing/sample-record.ts'
import { startApp } from './app-process.ts'
import { SAVES_EACH } from './roles.ts'
import { inCluster, stores } from './stores.ts'
import { whyNot } from './why-not.ts'

for (const [name, store] of Object.entries({ ...stores, 'a Redis cluster': inCluster })) {
  test(`${name}: two processes that save one session lose nothing`, { skip: whyNot(store) }, async () => {
    const place = await store.newPlace()
    try {
      const opened = await store.open(place.words, true)
      const record = sampleRecord(Date.now(), { data: '0' })
      await opened.create(record)
      const apps = [1, 2].map(() => startApp({ role: 'count', store: name, words: place.words, id: record.id }))
      for (const app of apps) assert.equal(await app.ended, 0)
      const counted = await opened.load(record.id)
      assert.equal(counted?.data, String(2 * SAVES_EACH))
      assert.equal(counted?.version, 1 + 2 * SAVES_EACH)
      await opened.close?.()
    } finally {
      await place.remove()
    }
  })
}
