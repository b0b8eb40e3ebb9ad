import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CrossSiteRequest, checkCrossSite, originsOf } from './index.ts'

const OURS = originsOf('https://shop.example')

/** A form post with the visitor's cookie and no word of where it comes from, unless told otherwise. */
function verdict(request: Partial<CrossSiteRequest>, origins: ReadonlySet<string> = OURS): string {
  const post = { method: 'POST', secFetchSite: null, origin: null, hasCookies: true }
  const outcome = checkCrossSite({ ...post, ...request }, origins)
  return outcome.kind === 'pass' ? 'pass' : outcome.reason
}

test('C46 our own pages, over https and http, and the visitor directly, may change things', () => {
  assert.equal(verdict({ secFetchSite: 'same-origin', origin: 'https://shop.example' }), 'pass')
  assert.equal(verdict({ secFetchSite: 'same-origin' }), 'pass')
  assert.equal(verdict({ secFetchSite: 'none' }), 'pass')
  assert.equal(verdict({ origin: 'https://shop.example' }), 'pass')
  assert.equal(verdict({ origin: 'http://shop.example' }, originsOf('http://shop.example')), 'pass')
})

test('CROSS-SITE FORM: a post from another site is refused, with or without cookies', () => {
  const evil = 'https://evil.example'
  for (const hasCookies of [true, false]) {
    assert.equal(verdict({ secFetchSite: 'cross-site', origin: evil, hasCookies }), 'cross-site')
    assert.equal(verdict({ secFetchSite: 'cross-site', hasCookies }), 'cross-site')
    assert.equal(verdict({ origin: evil, hasCookies }), 'foreign-origin')
  }
})

test('C10 LOGIN CSRF: a post of another site without our cookie is refused as well', () => {
  assert.equal(verdict({ secFetchSite: 'cross-site', origin: 'https://evil.example', hasCookies: false }), 'cross-site')
  assert.equal(verdict({ origin: 'https://evil.example', hasCookies: false }), 'foreign-origin')
})

test('SIBLING SUBDOMAIN: same-site is not same-origin', () => {
  assert.equal(verdict({ secFetchSite: 'same-site', origin: 'https://blog.shop.example' }), 'cross-site')
  assert.equal(verdict({ secFetchSite: 'same-site' }), 'cross-site')
  assert.equal(verdict({ origin: 'https://blog.shop.example' }), 'foreign-origin')
})

test('C42 HIDDEN ORIGIN: "Origin: null" of sandboxed frames, data: pages and redirects is refused', () => {
  for (const hasCookies of [true, false]) {
    assert.equal(verdict({ origin: 'null', hasCookies }), 'foreign-origin')
    assert.equal(verdict({ origin: '', hasCookies }), 'foreign-origin')
    assert.equal(verdict({ secFetchSite: 'cross-site', origin: 'null', hasCookies }), 'cross-site')
  }
})

test('C41 C43 LOOK-ALIKE ORIGINS: prefix, suffix, scheme, port, capitals, userinfo and lists are other origins', () => {
  for (const origin of [
    'https://shop.example.evil.example',
    'https://evilshop.example',
    'https://evil-shop.example',
    'https://shop.example@evil.example',
    'https://shop.exampl',
    'https://shop.example.',
    'https://shop.example/',
    'https://shop.example/cart',
    'https://shop.example:443',
    'https://shop.example:8443',
    'https://user@shop.example',
    'http://shop.example',
    'HTTPS://SHOP.EXAMPLE',
    '//shop.example',
    'shop.example',
    ' https://shop.example',
    'https://shop.example ',
    'https://shop.example\0',
    'https://shop.example, https://evil.example',
    'https://shop.example https://evil.example',
    'https://evil.example, https://shop.example',
  ]) {
    assert.equal(verdict({ origin }), 'foreign-origin', JSON.stringify(origin))
    assert.equal(verdict({ origin, secFetchSite: 'cross-site' }), 'cross-site', JSON.stringify(origin))
  }
})

test('C45 UNPARSABLE ORIGINS are refused and never throw', () => {
  for (const origin of ['https://[', 'https://', '://', '%', '\u0000', 'ñ', 'https://xn--', 'https://a:99999']) {
    assert.equal(verdict({ origin }), 'foreign-origin', JSON.stringify(origin))
  }
})

test('HEADER LISTS and other spellings of Sec-Fetch-Site are not the exact word', () => {
  for (const secFetchSite of [
    'same-origin, cross-site',
    'cross-site, same-origin',
    'same-origin,same-origin',
    'same-origin;x',
    'Same-Origin',
    'SAME-ORIGIN',
    ' same-origin',
    'same-origin ',
    '"same-origin"',
    'same_origin',
    'none, none',
    'None',
    'null',
    'true',
    '',
  ]) {
    assert.equal(verdict({ secFetchSite }), 'cross-site', JSON.stringify(secFetchSite))
    assert.equal(verdict({ secFetchSite, hasCookies: false }), 'cross-site', JSON.stringify(secFetchSite))
  }
})

test('OLD BROWSER: cookies without either header prove nothing and are refused', () => {
  assert.equal(verdict({}), 'no-proof')
  assert.equal(verdict({ secFetchSite: undefined, origin: undefined }), 'no-proof')
})

test('a program without cookies, such as curl or a payment service, passes', () => {
  assert.equal(verdict({ hasCookies: false }), 'pass')
})

test('C19 C21 METHOD CASE: only the exact safe methods pass unseen; Post, get and made-up ones do not', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'TRACE']) {
    assert.equal(verdict({ method, secFetchSite: 'cross-site', origin: 'https://evil.example' }), 'pass', method)
  }
  const unsafe = [
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'CONNECT',
    'QUERY',
    'Post',
    'post',
    'get',
    'Get',
    'head',
    'GET ',
    'G',
    '',
  ]
  for (const method of unsafe) {
    assert.equal(verdict({ method, secFetchSite: 'cross-site' }), 'cross-site', JSON.stringify(method))
    assert.equal(verdict({ method }), 'no-proof', JSON.stringify(method))
    assert.equal(verdict({ method, secFetchSite: 'same-origin' }), 'pass', JSON.stringify(method))
  }
})

test('METHOD OVERRIDE, X-Requested-With and content type are nothing the check can be given', () => {
  // @ts-expect-error what a page can set itself is no part of the request that is checked
  assert.equal(verdict({ xRequestedWith: 'XMLHttpRequest' }), 'no-proof')
})

test('C34 C44 C47 an origin that was allowed by name passes, and its subdomains and other schemes do not', () => {
  const origins = new Set([...OURS, 'https://partner.example'])
  assert.equal(verdict({ secFetchSite: 'cross-site', origin: 'https://partner.example' }, origins), 'pass')
  assert.equal(verdict({ secFetchSite: 'cross-site', origin: 'https://partner.example' }), 'cross-site')
  for (const origin of ['http://partner.example', 'https://www.partner.example', 'https://partner.example:444'])
    assert.equal(verdict({ origin }, origins), 'foreign-origin', origin)
})

test('plain http elsewhere than loopback: without Sec-Fetch-Site the origin alone decides', () => {
  const origins = originsOf('http://192.168.1.20:3000')
  assert.equal(verdict({ origin: 'http://192.168.1.20:3000' }, origins), 'pass')
  assert.equal(verdict({ origin: 'http://192.168.1.20:4000' }, origins), 'foreign-origin')
  assert.equal(verdict({ origin: 'https://192.168.1.20:3000' }, origins), 'foreign-origin')
})
