import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { brokenLinks } from './docs/links.ts'
import { blocksOf } from './docs/programs.ts'
import { makeWorkshop, runtimeErrors, typeErrors, unpack } from './docs/workshop.ts'
import { repositoryFiles, textOf } from './source/files.ts'

const files = repositoryFiles()
const guides = files.filter((path) => /^docs\/[^/]+\.md$/.test(path))
/** Their examples are servers, which readme.test.ts runs; here their types are checked. */
const readmes = ['README.md', 'packages/comanda/README.md']
/** They find an empty PostgreSQL database in DATABASE_URL, and one of Redis in REDIS_URL. */
const onServers = ['docs/stores.md']
/** An index, lists that programs write or check, and what is about a look or a form of files. */
const withoutCode = [
  'README',
  'behaviours',
  'design',
  'performance',
  'pictures',
  'product-files',
  'races',
  'root-causes',
].map((name) => `docs/${name}.md`)

const workshop = makeWorkshop()
after(() => rmSync(workshop, { recursive: true }))
const documents = [...readmes, ...guides].map((path) => unpack(workshop, path, textOf(path)))

test('the code in the guides is right as it is written, by the rules of the workspace', async () => {
  const complaints = await typeErrors(workshop)
  assert.ok(complaints === '', `\n${complaints}`)
})

describe('the code in the guides does what they say', { concurrency: 4 }, () => {
  for (const document of documents.filter(({ path }) => guides.includes(path))) {
    const needsServers = onServers.includes(document.path)
    test(document.path, { skip: needsServers && (whyNoPostgres() || whyNoRedis()) }, async () => {
      const env = needsServers ? await newServers() : {}
      const complaints = await Promise.all(document.programs.map((program) => runtimeErrors(document, program, env)))
      const told = complaints.filter((complaint) => complaint !== '').join('\n')
      assert.ok(told === '', `\n${told}`)
    })
  }
})

async function newServers(): Promise<NodeJS.ProcessEnv> {
  return { DATABASE_URL: await newPostgresDatabase('docs'), REDIS_URL: await newRedisDatabase() }
}

test('a guide shows code, and none that nobody runs', () => {
  for (const { path, programs } of documents)
    assert.ok(programs.length > 0 || withoutCode.includes(path), `${path} has no block of TypeScript`)
  for (const path of [...readmes, ...guides])
    for (const { language, line } of blocksOf(textOf(path)))
      assert.match(language, /^(ts|sh|html|http|text|nginx|caddy)$/, `${path}:${line}: a block nobody runs`)
  // One each: readme.test.ts runs the first.
  for (const { path, programs } of documents) if (readmes.includes(path)) assert.equal(programs.length, 1, path)
})

test('the store that is written in 60 lines has no more', () => {
  const [store] = blocksOf(textOf('docs/own-store.md'))
  assert.ok((store?.lines.length ?? Number.NaN) <= 60, `${store?.lines.length} lines`)
})

test('no link between documents, or from them to the sources, is broken', () => {
  const known = { paths: new Set(files), textOf }
  const broken = files.filter((path) => path.endsWith('.md')).flatMap((path) => brokenLinks(path, known))
  assert.ok(broken.length === 0, `\n${broken.join('\n')}`)
})
