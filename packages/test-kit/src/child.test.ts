import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { startChild } from './child.ts'

const running = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const start = (source: string): ReturnType<typeof startChild> => startChild([process.execPath, '-e', source], {})

test('the start of a program is what it prints, and its end what it says', async () => {
  const child = start(
    "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 9); console.log('at http://localhost:1234')",
  )
  const [, port] = await child.printed(/localhost:(\d+)/, 10_000)
  assert.equal(port, '1234')
  assert.deepEqual(await child.end('SIGTERM', 10_000), { code: 0, signal: null })
  assert.deepEqual(await child.end('SIGTERM', 10_000), { code: 0, signal: null }, 'ending twice is fine')
})

test('a program that dies at its start says why', async () => {
  const child = start("console.error('no such folder'); process.exit(3)")
  await assert.rejects(child.printed(/ready/, 10_000), /ended before it printed[\s\S]*no such folder/)
})

test('a program that does not stop when asked is killed, and the test told', async () => {
  const child = start("process.on('SIGTERM', () => {}); setInterval(() => {}, 9); console.log('up')")
  await child.printed(/up/, 10_000)
  await assert.rejects(child.end('SIGTERM', 100), /took over 100 ms/)
  assert.deepEqual(await child.end('SIGTERM', 10_000), { code: null, signal: 'SIGKILL' })
})

// Only Linux tells a process that its parent is gone.
const noSetpriv = existsSync('/usr/bin/setpriv') ? false : 'there is no setpriv on this machine'

test('a killed test run leaves no orphan', { skip: noSetpriv }, async () => {
  const kit = JSON.stringify(new URL('child.ts', import.meta.url).href)
  const parent = start(`import(${kit}).then(async ({ startChild }) => {
    const child = startChild([process.execPath, '-e', 'setInterval(() => {}, 9); console.log("up")'], {})
    await child.printed(/up/, 9000)
    console.log('child ' + child.pid)
  })`)
  const [, pid = ''] = await parent.printed(/child (\d+)/, 10_000)
  assert.ok(running(Number(pid)))
  await parent.end('SIGKILL', 10_000)
  for (let waited = 0; running(Number(pid)) && waited < 5_000; waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.ok(!running(Number(pid)), 'the child outlived its parent')
})
