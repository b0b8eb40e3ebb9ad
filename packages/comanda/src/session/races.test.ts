import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createSecrets } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createSqliteStore, type SqliteStore } from '../store/sqlite.node.ts'
import { type MakeHome, raceContract, runRaceScenarios, sealedCookieHome, storeHome } from '../testing/index.ts'

raceContract('memory', ({ wait }) => {
  const store = createMemoryStore()
  return { home: storeHome([store, store], { wait }) }
})

let folder: string
let connections: [SqliteStore, SqliteStore]
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'comanda-races-'))
  const path = join(folder, 'sessions.sqlite')
  connections = [createSqliteStore({ path }), createSqliteStore({ path })]
})
after(async () => {
  for (const connection of connections) await connection.close()
  rmSync(folder, { recursive: true })
})
raceContract('two connections to one SQLite file', ({ wait }) => ({ home: storeHome(connections, { wait }) }))

// Two requests at once each answer with a copy of their own, and the browser keeps the one that comes last.
const LAST_ANSWER_WINS = 'the last answer is the whole session: keep a cart in a store'
const NOBODY_REMEMBERS = 'without epochs the server remembers nothing, so an old cookie stays good'
const secrets = createSecrets(['a secret of the races, more than 32 bytes'])

const lostWithEpochs = {
  'two requests that add to one list both keep their item': LAST_ANSWER_WINS,
  'two requests that set different keys both keep theirs': LAST_ANSWER_WINS,
  '100 updates at once make 100': LAST_ANSWER_WINS,
  '100 updates at once, spread over two engines, make 100': LAST_ANSWER_WINS,
  '200 parallel adds to the cart, 16 at a time, make one line of 200': LAST_ANSWER_WINS,
  'a value pulled by two requests at once is given to one of them': LAST_ANSWER_WINS,
}
const lostWithoutEpochs = {
  ...lostWithEpochs,
  'a sign-out during a slow writer is final: the old cookie is a stranger and the record is gone': NOBODY_REMEMBERS,
  'a sign-out during a slow reader is final: the old cookie is a stranger and the record is gone': NOBODY_REMEMBERS,
  'two new tokens at once leave one that opens the session': NOBODY_REMEMBERS,
}

const withEpochs: MakeHome = ({ wait }) => ({
  home: sealedCookieHome({ secrets, epochs: createMemoryStore() }, { wait }),
})
const withoutEpochs: MakeHome = ({ wait }) => ({ home: sealedCookieHome({ secrets }, { wait }) })

raceContract('the sealed cookie with epochs', withEpochs, { skips: lostWithEpochs })
raceContract('the sealed cookie without epochs', withoutEpochs, { skips: lostWithoutEpochs })

for (const [name, make, skips] of [
  ['with epochs', withEpochs, lostWithEpochs],
  ['without epochs', withoutEpochs, lostWithoutEpochs],
] as const) {
  test(`HAS RACE CONDITION: the sealed cookie ${name} loses exactly what its skips say`, async () => {
    const lost = (await runRaceScenarios(make)).filter(({ error }) => error !== null)
    assert.deepEqual(lost.map(({ title }) => title).sort(), Object.keys(skips).sort())
  })
}
