import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PAGE_TYPE, page, STRANGER } from '../stacks/page.ts'
import { beginSession, OWN_SITE } from '../visitors.ts'
import { whyNoDjango } from './find-django.ts'
import { startDjango } from './start-django.ts'

test('Django answers with the pages of the others, byte for byte, out of its sessions', {
  skip: whyNoDjango(),
}, async () => {
  const django = await startDjango({ engine: 'db' })
  try {
    const answer = async (method: string, path: string, cookie = ''): Promise<string> => {
      const response = await fetch(django.url + path, { method, headers: { cookie, ...OWN_SITE } })
      assert.equal(response.headers.get('content-type'), PAGE_TYPE)
      return response.text()
    }
    const ana = await beginSession(django.url, 'ana')
    const ben = await beginSession(django.url, 'ben')
    assert.equal(await answer('POST', '/write', ana), page('ana', 1))
    assert.equal(await answer('POST', '/add', ana), page('ana', 2))
    assert.equal(await answer('GET', '/read', ana), page('ana', 2))
    assert.equal(await answer('GET', '/read', ben), page('ben', 0))
    assert.equal(await answer('GET', '/read'), page(STRANGER, 0))
    assert.equal(await answer('GET', '/plain'), page(STRANGER, 0))
  } finally {
    await django.stop()
  }
})
