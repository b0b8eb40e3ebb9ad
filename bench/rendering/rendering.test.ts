import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byHand } from './by-hand.ts'
import { byTemplate } from './by-template.ts'
import { CARDS, cards } from './cards.ts'
import { timeShopGrid } from './shop-grid.ts'
import { timeRenders } from './time-renders.ts'
import { isReached, renderingTable } from './verdict.ts'

test('both ways make the same page, with what must be escaped', () => {
  const page = byTemplate('A & B', cards())
  assert.equal(page, byHand('A & B', cards()))
  assert.equal(page.split('<li class="card">').length - 1, CARDS)
  assert.match(page, /Salt &amp; pepper &quot;No\. 0&quot; &lt;small&gt;/)
  assert.ok(page.length > 29_000 && page.length < 35_000, `${page.length} characters`)
})

test('the target is held to on both sides', () => {
  const rate = (rendersPerCpuSecond: number) => ({ name: 'x', bytes: 31_000, rendersPerCpuSecond })
  assert.equal(isReached(rate(20_000), rate(14_000)), true)
  assert.equal(isReached(rate(20_001), rate(14_000)), false)
  assert.equal(isReached(rate(10_000), rate(13_999)), false)
  assert.match(
    renderingTable(rate(20_000), rate(15_000), { products: 50, ...rate(5_000) }),
    /15,000 +\| 0\.75 +\| .*: yes/,
  )
})

test('rounds are timed by what the process itself was given, and the shop times its own page', async () => {
  const [one] = timeRenders([{ name: 'one', render: () => 'x'.repeat(200) }], { rounds: 3, rendersEach: 10_000 })
  assert.ok((one?.rendersPerCpuSecond ?? 0) > 0)
  assert.equal(one?.bytes, 200)
  const grid = await timeShopGrid()
  assert.equal(grid.products, 50)
  assert.ok(grid.rendersPerCpuSecond > 100 && grid.bytes > 20_000)
})
