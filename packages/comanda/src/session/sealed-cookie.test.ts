import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSecrets, seal, sign } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createVisitor, type Visitor } from '../testing/visitor.ts'
import { createEngine } from './engine.ts'
import { systemRandomness } from './token.ts'

const secrets = createSecrets(['a secret of thirty-two bytes and more, for tests'])
const alone = createEngine({ sealedCookie: { secrets } })
const withEpochs = createEngine({ sealedCookie: { secrets, epochs: createMemoryStore() } })

async function signedIn(engine: typeof alone): Promise<Visitor> {
  const ana = createVisitor(engine)
  await ana.visit((session) => session.set('user', 'ana'))
  return ana
}
const userOf = (engine: typeof alone, cookie: string | null) =>
  createVisitor(engine, cookie).visit((session) => session.get('user'))

test('S91 the cookie is all there is: a new token seals it anew, and the end of it is its removal', async () => {
  const ana = await signedIn(alone)
  const first = ana.cookie()
  await ana.visit((session) => session.regenerate())
  assert.notEqual(ana.cookie(), first)
  assert.equal(await userOf(alone, ana.cookie()), 'ana')
  await ana.visit((session) => session.destroy())
  assert.equal(ana.cookie(), null)
})

test('S93 a copied cookie outlives a sign-out, unless epochs are kept (CVE-2024-31999, iron-session 530)', async () => {
  for (const [engine, after] of [
    [alone, 'ana'],
    [withEpochs, undefined],
  ] as const) {
    const ana = await signedIn(engine)
    const copied = ana.cookie()
    await ana.visit((session) => session.destroy())
    assert.equal(await userOf(engine, copied), after)
  }
})

test('with epochs a copied cookie opens nothing after a new token either (cookie-session 116)', async () => {
  const ana = await signedIn(withEpochs)
  const copied = ana.cookie()
  await ana.visit((session) => session.regenerate())
  assert.equal(await userOf(withEpochs, copied), undefined)
  assert.equal(await userOf(withEpochs, ana.cookie()), 'ana')
})

test('S65 S92 what is sealed rightly and is no session, or is not sealed at all, makes a stranger who can go on', async () => {
  const session = { purpose: 'session', name: 'session' }
  const notSessions = [null, 0, 'text', [], {}, [1, 2, 3], { id: 'x' }]
  const texts = [
    ...notSessions.map((value) => seal(secrets, session, value, 0, systemRandomness)),
    ...notSessions.map((value) => sign(secrets, session, value, 0)),
    'bad:encoded:value',
    'e1.',
    `e1.${'A'.repeat(100)}`,
    '',
  ]
  for (const text of texts) {
    const mallory = createVisitor(alone, text)
    await mallory.visit((session) => {
      assert.deepEqual(session.entries(), [])
      session.set('user', 'mallory')
    })
    assert.equal(await userOf(alone, mallory.cookie()), 'mallory')
  }
})
