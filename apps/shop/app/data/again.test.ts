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
}

const files = repositoryFiles().filter((path) => /^apps\/shop\/app\/.*\.ts$/.test(path))
const isTest = (path: string): boolean => path.endsWith('.test.ts') && !/\/on-postgres[^/]*$/.test(path)
const isAgain = (path: string): boolean =>
  /\/(on-postgres[^/]*\.(test|long)|testing\/every-(shop|browser)-test)\.ts$/.test(path)
const isList = (path: string): boolean => /every-(shop|browser)-test\.ts$/.test(path)
const here = (path: string): string => path.replace('apps/shop/app/', '')

function importedBy(path: string): string[] {
  const specifiers = importsOf(textOf(path)).flatMap(({ specifier }) => specifier ?? [])
  return specifiers.map((one) => (one.startsWith('.') ? posix.join(posix.dirname(path), one) : one))
}

function opening(what: RegExp): string[] {
  const found = files.filter((path) => isTest(path) && importedBy(path).some((one) => what.test(one)))
  return found.map(here).filter((path) => NOT_AGAIN[path] === undefined)
}

function listedIn(lists: RegExp): Set<string> {
  return new Set(
    files
      .filter((path) => isAgain(path) && lists.test(path))
      .flatMap(importedBy)
      .map(here),
  )
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
