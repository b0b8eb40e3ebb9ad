import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CookieErrorCode, deleteCookie, serializeCookie } from './index.ts'

const code = (expected: CookieErrorCode) => ({ name: 'CookieError', code: expected })

test('__Host- rules out a domain, another path and plain http, in types and at run time', () => {
  assert.ok(serializeCookie('__Host-s', 'v', { path: '/', secure: true, httpOnly: false, sameSite: 'None' }))
  // @ts-expect-error a __Host- cookie belongs to one host
  assert.throws(() => serializeCookie('__Host-s', 'v', { domain: 'shop.example' }), code('cookie/prefix'))
  // @ts-expect-error a __Host- cookie is for the whole host
  assert.throws(() => serializeCookie('__Host-s', 'v', { path: '/cart' }), code('cookie/prefix'))
  // @ts-expect-error a __Host- cookie travels over https alone
  assert.throws(() => serializeCookie('__Host-s', 'v', { secure: false }), code('cookie/prefix'))
})

test('__Secure- rules out plain http, in types and at run time', () => {
  assert.ok(serializeCookie('__Secure-s', 'v', { domain: 'shop.example', path: '/cart' }))
  // @ts-expect-error a __Secure- cookie travels over https alone
  assert.throws(() => serializeCookie('__Secure-s', 'v', { secure: false }), code('cookie/prefix'))
})

test('LOOK-ALIKE PREFIX: browsers match prefixes in any capitals, and so do we', () => {
  // @ts-expect-error a __Host- cookie belongs to one host, whatever its capitals
  assert.throws(() => serializeCookie('__HOST-s', 'v', { domain: 'shop.example' }), code('cookie/prefix'))
  // @ts-expect-error a __Secure- cookie travels over https alone, whatever its capitals
  assert.throws(() => serializeCookie('__sEcUrE-s', 'v', { secure: false }), code('cookie/prefix'))
})

test('a name known only at run time is checked then', () => {
  const name: string = ['__Host', 's'].join('-')
  assert.throws(() => serializeCookie(name, 'v', { domain: 'shop.example' }), code('cookie/prefix'))
  assert.throws(() => deleteCookie(name, { path: '/cart' }), code('cookie/prefix'))
})

test('the prefix counts at the beginning of the name only', () => {
  assert.ok(serializeCookie('x__Host-s', 'v', { secure: false }))
  assert.ok(serializeCookie('__Hosts', 'v', { domain: 'shop.example' }))
})

test('S102 S103 a deletion repeats the scope, and Secure where it is needed, or the browser would keep the cookie', () => {
  assert.equal(
    deleteCookie('__Host-s'),
    '__Host-s=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax',
  )
  assert.equal(
    deleteCookie('s', { domain: 'shop.example', path: '/cart', secure: false, httpOnly: false, sameSite: 'Strict' }),
    's=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Domain=shop.example; Path=/cart; SameSite=Strict',
  )
  assert.match(deleteCookie('__Secure-s', { path: '/cart' }), /; Path=\/cart; Secure; HttpOnly/)
  assert.match(deleteCookie('s', { sameSite: 'None' }), /; Secure; HttpOnly; SameSite=None$/)
})

test('a deletion takes the very attributes the cookie was set with, all but its age', () => {
  const attributes = { maxAgeSeconds: 86_400, sameSite: 'Strict' } as const
  assert.match(serializeCookie('__Host-s', 'v', attributes), /; Max-Age=86400;/)
  assert.match(deleteCookie('__Host-s', attributes), /; Max-Age=0;.*SameSite=Strict$/)
})

test('a deletion is checked like any cookie', () => {
  assert.throws(() => deleteCookie('s; Path=/', {}), code('cookie/bad-name'))
  assert.throws(() => deleteCookie('s', { path: '/; Domain=evil.example' }), code('cookie/bad-attribute'))
  // @ts-expect-error a __Host- cookie belongs to one host
  assert.throws(() => deleteCookie('__Host-s', { domain: 'shop.example' }), code('cookie/prefix'))
})
