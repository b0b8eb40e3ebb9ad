/** `docs/stores.md` names what a store or the shop waits for, tries again and opens: as the sources have it, and all of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cluster, Redis } from 'iovalkey'
import { type NamedNumber, namedNumbersOf } from './source/constants.ts'
import { repositoryFiles, textOf } from './source/files.ts'
import { rowsOf } from './source/tables.ts'

const DOCUMENT = 'docs/stores.md'
const SOURCES =
  /^(packages\/comanda\/src\/(store|session)|apps\/shop\/app\/(data|sessions))\/(?!.*testing\/)[^.]*(\.node)?\.ts$/
/** What no constant of these folders may be left out of. */
const TO_BE_TOLD = /DEADLINE|WAIT|ATTEMPTS|_POOL\.max$|^REDIS_/

const named = repositoryFiles()
  .filter((path) => SOURCES.test(path))
  .flatMap((path) => namedNumbersOf(textOf(path)))

/** Every `NAME` 1,000 in the tables of a document. */
function toldIn(markdown: string): NamedNumber[] {
  return rowsOf(markdown).flatMap(({ cells }) =>
    [...cells.join(' ').matchAll(/`([A-Z][A-Z\d_]*(?:\.\w+)?)` ([\d,]*\d)/g)].map(([, name = '', digits = '']) => {
      return { name, value: Number(digits.replaceAll(',', '')) }
    }),
  )
}

/** What is wrong with what is told of `sources`. */
function faultsOf(told: readonly NamedNumber[], sources: readonly NamedNumber[]): string[] {
  const unlike = told.flatMap(({ name, value }) => {
    const found = sources.filter((one) => one.name === name).map((one) => one.value)
    return found.length === 1 && found[0] === value ? [] : [`${name}: ${value} is told, the sources have ${found}`]
  })
  const untold = sources.filter(({ name }) => TO_BE_TOLD.test(name) && !told.some((one) => one.name === name))
  return [...unlike, ...untold.map(({ name }) => `${name} is not told`)]
}

test('deadlines, tries and pool sizes are told as the sources have them, and none is left out', () => {
  const told = toldIn(textOf(DOCUMENT))
  assert.ok(told.length > 25)
  assert.deepEqual(faultsOf(told, named), [])
})

test('the connections that a shop on PostgreSQL may open are those of both of its pools', () => {
  const sizeOf = (name: string): number => named.find((one) => one.name === name)?.value ?? Number.NaN
  const [, told] = /(\d+) connections of each process/.exec(textOf(DOCUMENT)) ?? []
  assert.equal(Number(told), sizeOf('POSTGRES_POOL.max') + sizeOf('DATABASE_POOL.max'))
})

test('clients of Redis connect again as soon as the guide says', () => {
  const { retryStrategy } = new Redis({ lazyConnect: true }).options
  assert.deepEqual(
    [1, 2, 1_000].map((tries) => retryStrategy?.(tries)),
    [50, 100, 2_000],
  )
  const { clusterRetryStrategy } = new Cluster([{}], { lazyConnect: true }).options
  assert.deepEqual(
    [1, 2, 1_000].map((tries) => clusterRetryStrategy?.(tries)),
    [102, 104, 2_000],
  )
  assert.match(
    textOf(DOCUMENT),
    /after 50 milliseconds, then 100, and so on to 2 seconds\s+\(a cluster's after 102, 104/,
  )
})

test('a constant that changed, is gone, stands twice or is not told is found', () => {
  const source =
    'const A_WAIT_MS = 2_500\nexport const B: Pool = {\n  max: 10,\n  wait: A_WAIT_MS,\n}\nconst C_DEADLINE_MS = 1\n'
  const sources = [...namedNumbersOf(source), { name: 'D_MS', value: 1 }, { name: 'D_MS', value: 1 }]
  const told = toldIn('| a |\n| --- |\n| `A_WAIT_MS` 2,500, `B.max` 11 |\n| `D_MS` 1, `E` 2, `F` |\n')
  assert.deepEqual(faultsOf(told, sources), [
    'B.max: 11 is told, the sources have 10',
    'D_MS: 1 is told, the sources have 1,1',
    'E: 2 is told, the sources have ',
    'C_DEADLINE_MS is not told',
  ])
})
