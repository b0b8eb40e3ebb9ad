import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHostCheck } from './hosts.ts'

test('only the host of the base URL is ours, whatever its case, with or without the port that goes without saying', () => {
  const isOurs = createHostCheck('https://shop.example')
  for (const host of ['shop.example', 'SHOP.example', 'shop.example:443']) assert.equal(isOurs(host), true, host)
  for (const host of [
    'shop.example:80',
    'shop.example.evil.example',
    'evil.example',
    'shop.example.',
    'x@shop.example',
    '',
  ]) {
    assert.equal(isOurs(host), false, host)
  }
})

test('on loopback each name of this machine is ours, with the same port only (DNS rebinding, CVE-2016-9014)', () => {
  const isOurs = createHostCheck('http://localhost:3000')
  for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000']) assert.equal(isOurs(host), true, host)
  for (const host of ['localhost', 'localhost:3001', 'rebound.example:3000', '127.0.0.2:3000']) {
    assert.equal(isOurs(host), false, host)
  }
})

test('two Host headers, joined, are not ours', () => {
  assert.equal(createHostCheck('https://shop.example')('shop.example, shop.example'), false)
})

test('no Host header passes: no browser leaves it out', () => {
  assert.equal(createHostCheck('https://shop.example')(undefined), true)
})
