import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { createMemoryStore } from '../../store/memory.ts'
import { checkHistory, ONE_ORDER } from './check-history.ts'
import type { Deed, Operation, SessionHistory } from './history.ts'
import { linearize } from './linearize.ts'
import { mutations } from './mutations.ts'
import { recordHistory } from './record-history.ts'
import { restlessHome } from './restless-home.ts'

const ROUNDS = 12
const MUTATIONS_MIN = 200
const EACH_MAX = 30

let sessions: SessionHistory[]
before(async () => {
  sessions = []
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const store = createMemoryStore()
    const home = restlessHome([store, store], { seed, faultShare: seed % 2 === 1 ? 0.1 : 0 })
    sessions.push(...(await recordHistory(home, { seed, operations: 300 })).sessions)
  }
})

const verdictOn = (session: SessionHistory) => checkHistory({ seed: 0, sessions: [session] })

describe('a checker that could be wrong proves nothing, so', () => {
  let rejected = 0

  test('what really happened is explained', () => {
    for (const session of sessions) assert.deepEqual(verdictOn(session), { kind: 'explained' })
  })

  for (const { name, check, spoil } of mutations) {
    test(`it rejects: ${name}`, () => {
      const spoilt = sessions.flatMap(spoil)
      assert.ok(spoilt.length > 0, 'no history can be spoilt in this way; record more')
      const step = Math.ceil(spoilt.length / EACH_MAX)
      for (const history of spoilt.filter((_, index) => index % step === 0)) {
        const verdict = verdictOn(history)
        assert.equal(verdict.kind === 'broken' && verdict.check, check)
        assert.equal(linearize(history).kind, 'none', 'the search for an order must see it without the cheap checks')
        rejected += 1
      }
    })
  }

  test(`at least ${MUTATIONS_MIN} spoilt histories were rejected`, (context) => {
    context.diagnostic(`${rejected} spoilt histories`)
    assert.ok(rejected >= MUTATIONS_MIN, `only ${rejected}`)
  })
})

let moment = 0
/** An operation in the middle of nothing: it begins and is answered before the next one begins. */
function operation(deed: Deed, answer: Operation['answer'], times: Partial<Operation> = {}): Operation {
  moment += 2
  return { deed, answer, token: 'A', invoked: moment, answered: moment + 1, ...times }
}
const historyOf = (...operations: Operation[]): SessionHistory => ({ token: 'A', operations })
const sees = (count: number) => operation({ do: 'read' }, { kind: 'ok', found: [[], count, null] })
const unknown = { kind: 'unknown' } as const

describe('an operation without a known outcome', () => {
  const lost = () => operation({ do: 'count' }, unknown)

  test('may have happened', () => {
    assert.equal(verdictOn(historyOf(lost(), sees(1))).kind, 'explained')
  })

  test('may not have happened', () => {
    assert.equal(verdictOn(historyOf(lost(), sees(0))).kind, 'explained')
  })

  test('may happen long after it was given up', () => {
    assert.equal(verdictOn(historyOf(lost(), sees(0), sees(0), sees(1))).kind, 'explained')
  })

  test('happens once at most, and for good', () => {
    assert.equal(verdictOn(historyOf(lost(), sees(2))).kind, 'broken')
    assert.equal(verdictOn(historyOf(lost(), sees(1), sees(0))).kind, 'broken')
  })

  test('does not happen before it began', () => {
    assert.equal(verdictOn(historyOf(sees(1), lost())).kind, 'broken')
  })

  test('does not happen once its token is replaced', () => {
    const renewed = operation({ do: 'regenerate' }, { kind: 'ok', found: 'B' })
    const after = { ...sees(1), token: 'B' }
    const before = { ...sees(0), token: 'B' }
    assert.equal(verdictOn(historyOf(lost(), renewed, before, { ...sees(1), token: 'B' })).kind, 'broken')
    assert.equal(
      verdictOn(historyOf(lost(), operation({ do: 'regenerate' }, { kind: 'ok', found: 'B' }), after)).kind,
      'broken',
    )
  })

  test('may have signed out, so that strangers are explained from then on, and nobody else', () => {
    const left = () => operation({ do: 'sign-out' }, unknown)
    const stranger = () => operation({ do: 'read' }, { kind: 'stranger' })
    assert.equal(verdictOn(historyOf(left(), stranger())).kind, 'explained')
    assert.equal(verdictOn(historyOf(left(), sees(0), stranger())).kind, 'explained')
    assert.equal(verdictOn(historyOf(left(), stranger(), sees(0))).kind, 'broken')
  })
})

describe('operations at the same time', () => {
  test('are put into whatever order explains them', () => {
    const count = operation({ do: 'count' }, { kind: 'ok', found: 1 }, { invoked: 1_000, answered: 1_010 })
    const early = { ...sees(0), invoked: 1_001, answered: 1_002 }
    const late = { ...sees(1), invoked: 1_003, answered: 1_004 }
    assert.equal(verdictOn(historyOf(count, early, late)).kind, 'explained')
    const [lateFirst, earlyAfter] = [
      { ...sees(1), invoked: 1_001, answered: 1_002 },
      { ...sees(0), invoked: 1_003, answered: 1_004 },
    ]
    const verdict = verdictOn(historyOf(count, lateFirst, earlyAfter))
    assert.deepEqual(verdict, {
      kind: 'broken',
      check: ONE_ORDER,
      message:
        'Seed 0: No order explains a read that was answered [[],0,null]; the search came as far as: count 1, slot null, 0 items.',
    })
  })

  test('that are too many to try all orders are not called right', () => {
    const blind = Array.from({ length: 24 }, (_, nth) =>
      operation(
        { do: 'set', value: `v${nth}` },
        { kind: 'ok', found: null },
        { invoked: nth + 1, answered: 5_000 + nth },
      ),
    )
    const impossible = operation(
      { do: 'read' },
      { kind: 'ok', found: [[], 0, 'never written'] },
      { invoked: 9_000, answered: 9_001 },
    )
    assert.equal(verdictOn(historyOf(...blind, impossible)).kind, 'undecided')
  })
})
