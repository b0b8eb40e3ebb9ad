import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNoBrowser } from '@comanda/test-kit/chromium'
import { BUDGET, overBudget, pageTable } from './page-table.ts'
import { visitPages } from './visit-pages.ts'

test('pages keep to their budgets of script and style, nothing in them moves, and all of it is weighed', {
  skip: whyNoBrowser(),
}, async () => {
  const figures = await visitPages(['wide', 'phone'], 1)
  for (const { name, device, loads } of figures) {
    for (const load of loads) {
      assert.deepEqual(overBudget(load), [], `${name}, ${device}`)
      assert.ok(load.firstPaint > 0 && load.largestPaint >= load.firstPaint, `${name}, ${device}`)
      assert.ok(load.weight.html > 500 && load.weight.css > 500 && load.weight.pictures > 500, `${name}, ${device}`)
    }
  }
  assert.match(pageTable(figures), /^\| front page +\| wide +\| \d+ ms/m)
})

test('a page over a budget, or with something that moves, is told', () => {
  const weight = { html: 9e9, css: BUDGET.css - 1, script: BUDGET.script - 1, fonts: 9e9, pictures: 9e9 }
  assert.deepEqual(overBudget({ shift: 0, weight }), [])
  assert.equal(overBudget({ shift: 0.001, weight: { ...weight, css: BUDGET.css, script: BUDGET.script } }).length, 3)
})
