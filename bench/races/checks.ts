import assert from 'node:assert/strict'
import { heldBy, signedIn } from './scenarios.ts'
import { type Held, USER } from './shop.ts'

/**
 * Rejects unless the shop on `url` does everything right as long as requests come one after the other. Runs before any
 * race: what a shop does wrong by itself is no race.
 */
export async function checkShop(url: string): Promise<void> {
  const ana = await signedIn({ url })
  for (const path of ['/add/apple', '/add/pear', '/add/apple', '/language/es', '/currency/EUR'])
    assert.equal((await ana.post(path)).status, 200, path)
  const page = await ana.get('/page')
  assert.deepEqual([page.status, page.body], [200, `Hello, ${USER}`])
  const held: Held = { user: USER, lines: { apple: 2, pear: 1 }, language: 'es', currency: 'EUR' }
  assert.deepEqual(await heldBy(ana), held)
  const other = await signedIn({ url })
  assert.equal((await ana.post('/sign-out')).status, 200)
  assert.notEqual((await heldBy(ana)).user, USER, 'signing out does not end the session')
  assert.equal((await heldBy(other)).user, USER, 'signing out ends the session of somebody else')
}
