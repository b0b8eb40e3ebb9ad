import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forbiddenImports } from './boundaries/check.ts'
import { table } from './boundaries/table.ts'
import { repositoryFiles, textOf } from './source/files.ts'
import { type WorkspacePackage, workspacePackages } from './source/workspace.ts'
import { isScript } from './tidy/source-file.ts'

const files = repositoryFiles().filter(isScript)
const packages = workspacePackages()

test('nobody imports what the table of boundaries does not allow', () => {
  const forbidden = files.flatMap((path) => forbiddenImports(path, textOf(path), packages))
  assert.ok(forbidden.length === 0, `\n${forbidden.join('\n')}`)
})

test('the table names only groups that exist', () => {
  const known = [...table.map(({ group }) => group), 'what packages export', 'what packages export, also for tests']
  for (const { group, mayImport } of table)
    for (const name of mayImport)
      assert.ok([...known, 'everything in their own package'].includes(name), `${group}: ${name}`)
})

type Names = readonly string[]
type Described = { [Kind in 'dependencies' | 'peerDependencies' | 'devDependencies']?: Names } & {
  exports?: Record<string, string>
}

function samplePackage(folder: string, name: string, described: Described): WorkspacePackage {
  return {
    folder,
    name,
    exports: new Map(Object.entries(described.exports ?? {}).map(([subpath, target]) => [subpath, folder + target])),
    dependencies: new Set(described.dependencies),
    peerDependencies: new Set(described.peerDependencies),
    devDependencies: new Set(described.devDependencies),
  }
}

// The packages the samples live among, whatever the real ones are at the moment.
const sampleWorld = [
  samplePackage('', 'workspace', { devDependencies: ['playwright-core'] }),
  samplePackage('packages/comanda/', 'comanda', {
    exports: {
      './session': 'src/session/index.ts',
      './testing': 'src/testing/index.ts',
      './money': 'src/money/index.ts',
    },
    peerDependencies: ['hono'],
  }),
  samplePackage('packages/test-kit/', '@comanda/test-kit', { exports: { './browser': 'src/browser.ts' } }),
  samplePackage('packages/ui/', '@comanda/ui', { exports: { './html': 'src/html.ts' } }),
  samplePackage('apps/shop/', '@comanda/shop', { dependencies: ['comanda', 'hono'] }),
]

const src = 'packages/comanda/src'
const caught: readonly (readonly [path: string, source: string, why: RegExp])[] = [
  [`${src}/money/money.ts`, "import { x } from '../cookie/index.ts'", /it is cookie, and money may import only error/],
  [
    `${src}/cart/cart.ts`,
    "import type { Session } from '../session/index.ts'",
    /it is session, and cart may import only money/,
  ],
  [`${src}/cart/cart.ts`, "import { x } from './session-cart.ts'", /it is session-cart/],
  [`${src}/cookie/index.ts`, "export * from '../session/token.ts'", /it is session/],
  [`${src}/session/session.ts`, "import {\n  a,\n  type B,\n} from '../http/index.ts'", /it is http/],
  [`${src}/session/session.ts`, "import '../store/memory.ts'", /it is store implementations/],
  [`${src}/session/session.ts`, "const memory = await import('../store/memory.ts')", /it is store implementations/],
  [`${src}/session/session.ts`, "type M = import('../message/message.ts').Message", /it is message/],
  [`${src}/session/session.ts`, 'const module = await import(name)', /write the path out/],
  [`${src}/session/session.ts`, "import { fake } from '../testing/fake-clock.ts'", /it is testing/],
  [
    `${src}/store/memory.ts`,
    "import { seal } from '../cookie/index.ts'",
    /store implementations may import only store/,
  ],
  [`${src}/adapter/hono.ts`, "import { Context } from 'hono'", /only types, and of what/],
  [`${src}/adapter/express.ts`, "import type { Request } from 'express'", /only types, and of what/],
  [`${src}/http/index.ts`, "import type { Context } from 'hono'", /the library depends on nothing/],
  [`${src}/adapter/hono.ts`, "import { createSlot } from 'comanda/session'", /adapter may import only http/],
  [`${src}/http/index.ts`, "export { x } from './with-session.test.ts'", /it is tests/],
  ['apps/shop/app/app.test.ts', "import './hosts.test.ts'", /it is tests/],
  [`${src}/new-module/index.ts`, "import { money } from '../money/index.ts'", /has no row/],
  ['packages/ui/src/html.ts', "import { chromium } from 'playwright-core'", /does not name playwright-core/],
  ['packages/ui/src/html.ts', "import { a } from '../../comanda/src/money/index.ts'", /ui may import only/],
  ['apps/shop/app/app.ts', "import { a } from '../../../packages/comanda/src/money/index.ts'", /shop may import only/],
  ['apps/shop/app/app.ts', "import { a } from 'comanda/session/token.ts'", /does not export it/],
  ['apps/shop/app/app.ts', "import { createFakeClock } from 'comanda/testing'", /shop may import only/],
  ['apps/shop/app/app.ts', "import { browserTest } from '@comanda/test-kit/browser'", /shop may import only/],
  ['apps/shop/app/app.ts', "import { html } from '@comanda/ui/html'", /does not name @comanda\/ui as a dependency/],
  ['apps/shop/app/app.ts', "import express from 'express'", /apps\/shop\/package.json does not name express/],
  ['apps/restaurant/app/app.ts', "import { app } from '../../shop/app/app.ts'", /has no row/],
  [
    'apps/shop/app/app.test.ts',
    "import { secret } from '../../../packages/comanda/src/session/token.ts'",
    /tests may import only/,
  ],
  ['scripts/pack.ts', "import { cart } from '../packages/comanda/src/cart/cart.ts'", /scripts may import only/],
]

test('an import across a boundary is caught, however it is written', () => {
  for (const [path, source, why] of caught) {
    const found = forbiddenImports(path, source, sampleWorld)
    assert.equal(found.length, 1, `${path}: ${source}`)
    assert.match(found[0] ?? '', why)
  }
})

const fine: readonly (readonly [path: string, source: string])[] = [
  ['apps/shop/app/on-postgres.test.ts', "await import('./hosts.test.ts')"],
  [`${src}/cart/cart.ts`, "import { money } from '../money/index.ts'\nimport { ComandaError } from '../error.ts'"],
  [`${src}/cart/cart.ts`, "// import { x } from '../session/index.ts'\nconst s = \"import '../http/index.ts'\""],
  [`${src}/cart/cart.ts`, "const from = `import { x } from '../http/index.ts'`\nexport const list = Array.from('abc')"],
  [`${src}/cart/session-cart.ts`, "import { createSlot } from '../session/index.ts'\nexport * from './cart.ts'"],
  [
    `${src}/session/session.test.ts`,
    "import { createMemoryStore } from '../store/memory.ts'\nimport fc from 'playwright-core'",
  ],
  [
    'apps/shop/app/app.ts',
    "import { Hono } from 'hono'\nimport { money } from 'comanda/money'\nimport { x } from './cart/page.ts'",
  ],
  [
    'apps/shop/app/app.test.ts',
    "import { browserTest } from '@comanda/test-kit/browser'\nimport { x } from 'comanda/testing'",
  ],
  ['apps/shop/app/testing/shop.ts', "import { createFakeClock } from 'comanda/testing'"],
  ['packages/comanda/pack.test.ts', "import { pack } from '../../scripts/pack.ts'"],
  ['packages/comanda/proofs/app.ts', "import '@comanda/test-kit/browser'\nimport { x } from '../src/cart/cart.ts'"],
]

test('what the table allows is not held against anybody', () => {
  for (const [path, source] of fine) assert.deepEqual(forbiddenImports(path, source, sampleWorld), [], source)
})
