/** The lists of what runs again on other databases are written by hand: this holds them whole. */
import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { test } from 'node:test'
import { repositoryFiles, textOf } from '../../../../scripts/source/files.ts'
import { importsOf } from '../../../../scripts/source/imports.ts'

const OPENS_SHOP = /cart\/testing\/cart-shop\.ts$|app\/testing\/web-shop\.ts$|^@comanda\/test-kit\/shop$/
const OPENS_DATABASE = /data\/testing\/new-database\.ts$/

/** Which tests that open a shop do not run again, and why. */
const NOT_AGAIN: Readonly<Record<string, string>> = {
  'sessions/sweep.test.ts': 'it is about the file of SQLite; session-store.test.ts sweeps PostgreSQL',
  'data/postgres.test.ts': 'it is about PostgreSQL',
  '../outages.test.ts': 'it is about servers that are away',
  '../outages-on-postgres.test.ts': 'it is about PostgreSQL',
  '../proofs-on-cluster.test.ts': 'it is about a cluster of Redis',
  '../server-process.test.ts': 'it is about settings, signals and sockets, whatever the databases are',
}

const files = repositoryFiles().filter((path) => /^apps\/shop\/(app\/.*|[^/]*)\.ts$/.test(path))
const isTest = (path: string): boolean => path.endsWith('.test.ts') && !/\/on-postgres[^/]*$/.test(path)
const isOfProcess = (path: string): boolean => path.startsWith('../')
const isAgain = (path: string): boolean =>
  /\/(on-postgres[^/]*\.(test|long)|testing\/every-(shop|browser)-test)\.ts$/.test(path)
const isList = (path: string): boolean => /every-(shop|browser)-test\.ts$/.test(path)
const here = (path: string): string => posix.relative('apps/shop/app', path)

function importedBy(path: string): string[] {
  const specifiers = importsOf(textOf(path)).flatMap(({ specifier }) => specifier ?? [])
  return specifiers.map((one) => (one.startsWith('.') ? posix.join(posix.dirname(path), one) : one))
}

/** The tests of the app that import such a file. */
function opening(what: RegExp): string[] {
  const found = files.filter((path) => isTest(path) && importedBy(path).some((one) => what.test(one)))
  return found.map(here).filter((path) => !isOfProcess(path) && NOT_AGAIN[path] === undefined)
}

function listedIn(lists: RegExp): Set<string> {
  const found = files.filter((path) => isAgain(path) && lists.test(path))
  return new Set(found.flatMap(importedBy).map(here))
}

test('every test that opens a shop runs on SQLite, on PostgreSQL, and on PostgreSQL and Redis', () => {
  const tests = opening(OPENS_SHOP)
  const listed = listedIn(/every-(shop|browser)-test/)
  assert.ok(tests.length > 30)
  assert.deepEqual(
    tests.filter((path) => !listed.has(path)),
    [],
  )
  const lists = files.filter((path) => /\/every-(shop|browser)-test\.ts$/.test(path)).map(here)
  assert.deepEqual([...listedIn(/\/on-postgres\.(test|long)/)].filter(isList).sort(), lists.sort())
  assert.deepEqual([...listedIn(/\/on-postgres-and-redis\.test/)].filter(isList).sort(), lists.sort())
})

test('every test of the shop as a process runs on SQLite, on PostgreSQL, and on PostgreSQL and Redis', () => {
  const tests = files.filter(isTest).map(here).filter(isOfProcess)
  const again = tests.filter((path) => NOT_AGAIN[path] === undefined)
  assert.ok(again.length >= 3)
  for (const list of [/^apps\/shop\/on-postgres\.test/, /^apps\/shop\/on-postgres-and-redis\.test/])
    assert.deepEqual([...listedIn(list)].filter((path) => tests.includes(path)).sort(), again.sort())
})

test('every test that opens a database runs on SQLite and on PostgreSQL', () => {
  const tests = opening(OPENS_DATABASE)
  const listed = new Set([...listedIn(/every-(shop|browser)-test/), ...listedIn(/\/on-postgres\.test/)])
  assert.ok(tests.length > 5)
  assert.deepEqual(
    tests.filter((path) => !listed.has(path)),
    [],
  )
})

test('what is left out is still there', () => {
  for (const path of Object.keys(NOT_AGAIN)) assert.ok(files.map(here).includes(path), path)
})
