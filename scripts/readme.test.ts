import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { environmentOutsideTests } from '@comanda/test-kit/child'

const root = join(import.meta.dirname, '..')

/** The first block of TypeScript in a file of ours, as a module beside the packages it imports. */
function exampleOf(readme: string, name: string): string {
  const code = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, readme), 'utf8'))?.[1]
  assert.ok(code, `${readme} shows an example`)
  const folder = join(root, 'var', 'examples')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.ts`)
  writeFileSync(path, code)
  return path
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('the example in the README runs as it stands', async (t) => {
  const cwd = mkdtempSync(join(tmpdir(), 'comanda-readme-'))
  const server = spawn(process.execPath, [exampleOf('README.md', 'readme')], {
    cwd,
    env: { ...environmentOutsideTests(), PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(async () => {
    server.kill('SIGKILL')
    await once(server, 'close')
    rmSync(cwd, { recursive: true })
  })
  const [line] = await once(server.stdout, 'data')
  const address = String(line).trim()

  const empty = await fetch(address)
  assert.equal(await empty.text(), 'Nothing ordered yet')
  assert.deepEqual(empty.headers.getSetCookie(), [])
  const ordered = await fetch(`${address}/order/paella`, { method: 'POST', redirect: 'manual' })
  assert.equal(ordered.status, 303)
  const cookie = ordered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const order = () =>
    fetch(`${address}/order/flan`, { method: 'POST', redirect: 'manual', headers: { cookie, origin: address } })
  await Promise.all(Array.from({ length: 10 }, order))
  const dishes = (await (await fetch(address, { headers: { cookie } })).text()).split('\n')
  assert.equal(dishes.filter((dish) => dish === 'Coming up!').length, 11)
  assert.equal(dishes.filter((dish) => dish === 'flan').length, 10)
})

test('the example in the README of the library runs as it stands', async (t) => {
  const cwd = process.cwd()
  const folder = mkdtempSync(join(tmpdir(), 'comanda-readme-'))
  t.after(() => {
    process.chdir(cwd)
    rmSync(folder, { recursive: true })
  })
  const example = pathToFileURL(exampleOf('packages/comanda/README.md', 'library')).href
  process.chdir(folder)
  const { default: app } = (await import(example)) as { default: { fetch(request: Request): Promise<Response> } }
  const first = await app.fetch(new Request('http://localhost:3000/'))
  assert.equal(await first.text(), 'Visit 1')
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  assert.equal(
    await (await app.fetch(new Request('http://localhost:3000/', { headers: { cookie } }))).text(),
    'Visit 2',
  )
})
