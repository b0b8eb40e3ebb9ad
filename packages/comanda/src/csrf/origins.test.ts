import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkCrossSite, originsOf } from './index.ts'

test('the origin of the base URL is allowed, as browsers write it', () => {
  assert.deepEqual([...originsOf('https://shop.example')], ['https://shop.example'])
  assert.deepEqual([...originsOf('https://Shop.Example:443/es/?x#y')], ['https://shop.example'])
  assert.deepEqual([...originsOf('https://shop.example:8443/')], ['https://shop.example:8443'])
  assert.deepEqual([...originsOf('https://tomás.example')], ['https://xn--toms-7na.example'])
})

test('on loopback the three names of this machine are one app, with the same scheme and port', () => {
  const expected = ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']
  for (const baseUrl of expected) assert.deepEqual(originsOf(baseUrl), new Set(expected))
  assert.deepEqual([...originsOf('http://LOCALHOST')], ['http://localhost', 'http://127.0.0.1', 'http://[::1]'])
  const https = ['https://localhost', 'https://127.0.0.1', 'https://[::1]']
  assert.deepEqual(originsOf('https://127.1:443'), new Set(https))
  assert.deepEqual(originsOf('https://127.9.9.9'), new Set([...https, 'https://127.9.9.9']))
})

test('OTHER APP ON THIS MACHINE: another port or scheme of loopback is refused', () => {
  const ours = originsOf('http://localhost:3000')
  for (const origin of [
    'http://localhost:3001',
    'http://localhost',
    'https://localhost:3000',
    'http://127.0.0.2:3000',
  ]) {
    const verdict = checkCrossSite({ method: 'POST', secFetchSite: 'same-site', origin, hasCookies: true }, ours)
    assert.deepEqual(verdict, { kind: 'refused', reason: 'cross-site' }, origin)
  }
})

test('hosts that only look like loopback have one origin', () => {
  for (const host of [
    'localhost.evil.example',
    'xlocalhost',
    '127.0.0.1.evil.example',
    '128.0.0.1',
    'shop.localhost',
  ]) {
    assert.deepEqual([...originsOf(`http://${host}:3000`)], [`http://${host}:3000`], host)
  }
})

test('a base URL that is no http address stops the start, not a request: its origin would be "null"', () => {
  for (const baseUrl of [
    '',
    'shop.example',
    '/shop',
    'ftp://shop.example',
    'file:///shop',
    'data:,x',
    'javascript:0',
    'blob:https://shop.example/x',
    'https://',
    'https://[',
  ]) {
    assert.throws(() => originsOf(baseUrl), { name: 'CsrfError', code: 'csrf/bad-base-url' }, baseUrl)
  }
})
