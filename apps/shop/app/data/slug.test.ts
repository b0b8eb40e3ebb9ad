import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slugOf, tagsOf } from './slug.ts'

test('a slug is safe in an address, and the same however it was typed', () => {
  assert.deepEqual(['Slow food', ' slow-FOOD! ', 'Cocina & baño', 'cocina\u0301', '日本 茶'].map(slugOf), [
    'slow-food',
    'slow-food',
    'cocina-bano',
    'cocina',
    '日本-茶',
  ])
  assert.deepEqual(['', ' – ', '../..', '%2e%2e'].map(slugOf), [null, null, null, '2e-2e'])
})

test('tags with the same slug are one, written as the first, and signs alone are none', () => {
  assert.deepEqual(tagsOf('Slow food, linen, slow-food, !!!, '), [
    { tag: 'slow-food', label: 'Slow food' },
    { tag: 'linen', label: 'linen' },
  ])
  assert.deepEqual(tagsOf(''), [])
})
