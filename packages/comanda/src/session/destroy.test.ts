import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { createVisitor } from '../testing/visitor.ts'
import { createEngine } from './engine.ts'

test('destroy that nobody awaits ends the old session, and what is set after it begins the new one', async () => {
  const store = createMemoryStore()
  const ana = createVisitor(createEngine({ store }))
  await ana.visit((session) => session.set('a', 1))
  const old = ana.cookie() ?? ''
  await ana.visit((session) => {
    session.set('a', 2)
    session.commit()
    session.destroy()
    session.set('goodbye', 'Until soon')
  })
  assert.notEqual(ana.cookie(), old)
  assert.deepEqual(await ana.visit((session) => session.entries()), [['goodbye', 'Until soon']])
  assert.equal(await store.load(old.split('.')[0] ?? ''), null)
})
