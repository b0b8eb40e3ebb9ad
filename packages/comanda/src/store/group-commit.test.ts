import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, test } from 'node:test'
import { createGroupCommit, GROUP_WRITES_MAX, type Transactional, whenUnlocked } from './group-commit.node.ts'
import { StoreUnavailable } from './store.ts'

const open: DatabaseSync[] = []
afterEach(() => {
  for (const connection of open.splice(0)) connection.close()
})

/** A table of notes in memory, with every statement that was executed, and faults by statement. */
function notes() {
  const real = new DatabaseSync(':memory:')
  open.push(real)
  real.exec('create table note (text text not null unique) strict')
  const insert = real.prepare('insert into note values (?)')
  const executed: string[] = []
  const faults = new Map<string, Error>()
  const connection: Transactional = {
    exec(sql) {
      executed.push(sql)
      const fault = faults.get(sql)
      faults.delete(sql)
      if (fault) throw fault
      real.exec(sql)
    },
    get isTransaction() {
      return real.isTransaction
    },
  }
  return {
    connection,
    executed,
    faults,
    add: (text: string) => () => insert.run(text).changes,
    stored: () =>
      real
        .prepare('select text from note order by text')
        .all()
        .map((row) => row['text']),
  }
}

test('the writes of one moment share one transaction', async () => {
  const { connection, executed, add, stored } = notes()
  const commits = createGroupCommit(connection)
  const answers = await Promise.all(['a', 'b', 'c'].map((text) => commits.run(add(text))))
  assert.deepEqual(answers, [1, 1, 1])
  assert.deepEqual(executed, ['begin immediate', 'commit'])
  assert.deepEqual(stored(), ['a', 'b', 'c'])
})

test('writes that come while others gather join their transaction', async () => {
  const { connection, executed, add, stored } = notes()
  const commits = createGroupCommit(connection)
  const later: Promise<unknown>[] = []
  setImmediate(() => {
    later.push(commits.run(add('b')))
    setImmediate(() => later.push(commits.run(add('c'))))
  })
  await commits.run(add('a'))
  await Promise.all(later)
  assert.deepEqual(executed, ['begin immediate', 'commit'])
  assert.deepEqual(stored(), ['a', 'b', 'c'])
})

test('a write is not kept waiting by others that never stop coming', async () => {
  const { connection, add } = notes()
  const commits = createGroupCommit(connection)
  const others: Promise<unknown>[] = []
  let isAnswered = false
  const comeAgain = () => {
    if (isAnswered || others.length === 100) return
    others.push(commits.run(add(`other ${others.length}`)))
    setImmediate(comeAgain)
  }
  setImmediate(comeAgain)
  await commits.run(add('a'))
  isAnswered = true
  assert.ok(others.length < 20, `${others.length} others came first`)
  await Promise.all(others)
})

test('no write is answered before the commit that holds it', async () => {
  const { connection, executed, add } = notes()
  const commits = createGroupCommit(connection)
  const answered = await Promise.all(['a', 'b'].map((text) => commits.run(add(text)).then(() => executed.at(-1))))
  assert.deepEqual(answered, ['commit', 'commit'])
})

test('a COMMIT that fails fails its whole group, nothing of it is stored, and the next write works', async () => {
  const { connection, executed, faults, add, stored } = notes()
  const commits = createGroupCommit(connection)
  const cause = new Error('disk I/O error')
  faults.set('commit', cause)
  const results = await Promise.allSettled(['a', 'b', 'c'].map((text) => commits.run(add(text))))
  for (const result of results) {
    assert.ok(result.status === 'rejected' && result.reason instanceof StoreUnavailable)
    assert.equal(result.reason.cause, cause)
    assert.match(result.reason.message, /none of the writes of this moment is acknowledged/)
  }
  assert.deepEqual(executed, ['begin immediate', 'commit', 'rollback'])
  assert.deepEqual(stored(), [])
  assert.equal(await commits.run(add('d')), 1)
  assert.deepEqual(stored(), ['d'])
})

test('a write that fails alone fails alone', async () => {
  const { connection, add, stored } = notes()
  const commits = createGroupCommit(connection)
  const results = await Promise.allSettled(['a', 'a', 'b'].map((text) => commits.run(add(text))))
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.ok(results[1]?.status === 'rejected' && results[1].reason instanceof StoreUnavailable)
  assert.deepEqual(stored(), ['a', 'b'])
})

test('a write that loses the transaction takes its whole group with it', async () => {
  const { connection, add, stored } = notes()
  const commits = createGroupCommit(connection)
  const lose = () => {
    connection.exec('rollback')
    throw new Error('database or disk is full')
  }
  const results = await Promise.allSettled([add('a'), lose, add('b')].map((write) => commits.run<unknown>(write)))
  assert.ok(results.every(({ status }) => status === 'rejected'))
  assert.deepEqual(stored(), [])
  assert.equal(await commits.run(add('c')), 1)
})

test('a rollback that fails does not stop the writes after it', async () => {
  const { connection, faults, add, stored } = notes()
  const commits = createGroupCommit(connection)
  faults.set('commit', new Error('disk I/O error'))
  faults.set('rollback', new Error('disk I/O error'))
  await assert.rejects(commits.run(add('a')), StoreUnavailable)
  assert.equal(await commits.run(add('b')), 1)
  assert.deepEqual(stored(), ['b'])
})

test('a transaction that cannot begin fails what waits for it, and the next write works', async () => {
  const { connection, faults, add, stored } = notes()
  const commits = createGroupCommit(connection)
  faults.set('begin immediate', new Error('unable to open database file'))
  const results = await Promise.allSettled(['a', 'b'].map((text) => commits.run(add(text))))
  assert.ok(results.every((result) => result.status === 'rejected' && result.reason instanceof StoreUnavailable))
  assert.equal(await commits.run(add('c')), 1)
  assert.deepEqual(stored(), ['c'])
})

test('a long queue is cut into groups, and other work gets its turn between them', async () => {
  const { connection, executed, add } = notes()
  const commits = createGroupCommit(connection)
  const groups = 3
  const turns = new Set<number>()
  let turn = 0
  let counting = true
  const count = () => {
    turn += 1
    if (counting) setImmediate(count)
  }
  count()
  await Promise.all(
    Array.from({ length: groups * GROUP_WRITES_MAX }, (_, index) =>
      commits.run(() => {
        turns.add(turn)
        return add(String(index))()
      }),
    ),
  )
  counting = false
  assert.equal(executed.filter((sql) => sql === 'commit').length, groups)
  assert.equal(turns.size, groups)
})

test('a lock in the way is waited for, and every other error is told at once', async () => {
  const busy = Object.assign(new Error('database is locked'), { errcode: 5 })
  const snapshot = Object.assign(new Error('database is locked'), { errcode: 517 })
  const answers = [busy, snapshot, 'done']
  const attempt = () => {
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  }
  assert.equal(await whenUnlocked(attempt, 10_000), 'done')
  let attempts = 0
  const fail = () => {
    attempts += 1
    throw new Error('database disk image is malformed')
  }
  await assert.rejects(whenUnlocked(fail, 10_000), /malformed/)
  assert.equal(attempts, 1)
})

test('waiting for a lock has an end', async () => {
  const busy = Object.assign(new Error('database is locked'), { errcode: 5 })
  const attempt = () => {
    throw busy
  }
  await assert.rejects(whenUnlocked(attempt, 20), busy)
})

test('drain waits for every write queued so far', async () => {
  const { connection, add, stored } = notes()
  const commits = createGroupCommit(connection)
  await commits.drain()
  const writes = ['a', 'b'].map((text) => commits.run(add(text)))
  await commits.drain()
  assert.deepEqual(stored(), ['a', 'b'])
  await Promise.all(writes)
})
