import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { BYTES_MAX } from './limits.ts'
import { parsePictureName, readPictureFile } from './read-picture-file.ts'
import { animated, bytesOf, pictureOf } from './testing/files.ts'

let root = ''
let folder = ''
let jpeg: Uint8Array
before(async () => {
  root = mkdtempSync(join(tmpdir(), 'comanda-pictures-'))
  folder = join(root, 'shop')
  mkdirSync(join(folder, 'pictures'), { recursive: true })
  jpeg = await pictureOf('jpeg')
  writeFileSync(join(folder, 'pictures', 'mug.png'), jpeg)
  writeFileSync(join(root, 'outside.jpg'), jpeg)
})
after(() => rmSync(root, { recursive: true, force: true }))

async function refusalOf(name: string): Promise<string> {
  const read = await readPictureFile(folder, name)
  return read.kind === 'refused' ? read.refusal : read.kind
}

test('a file below the folder is read, whatever the end of its name says', async () => {
  assert.deepEqual(await readPictureFile(folder, 'pictures/mug.png'), { kind: 'read', bytes: jpeg })
})

test('a link inside the folder is followed; attack: one that leads out is not', async () => {
  symlinkSync('mug.png', join(folder, 'pictures', 'inside.jpg'))
  symlinkSync(join('..', '..', 'outside.jpg'), join(folder, 'pictures', 'out.jpg'))
  symlinkSync(root, join(folder, 'up'))
  symlinkSync('loop.jpg', join(folder, 'loop.jpg'))
  assert.equal(await refusalOf('pictures/inside.jpg'), 'read')
  assert.equal(await refusalOf('pictures/out.jpg'), 'outside')
  assert.equal(await refusalOf('up/outside.jpg'), 'outside')
  assert.equal(await refusalOf('loop.jpg'), 'outside')
})

test('attack: a name with .. leads nowhere, even if nobody had checked it before', async () => {
  assert.equal(parsePictureName('../outside.jpg'), null)
  assert.equal(await refusalOf('../outside.jpg'), 'outside')
  assert.equal(await refusalOf('pictures/../../outside.jpg'), 'outside')
  // The beginning of the path is the folder's, and it is another folder.
  mkdirSync(`${folder}-other`)
  writeFileSync(join(`${folder}-other`, 'a.jpg'), jpeg)
  assert.equal(await refusalOf('../shop-other/a.jpg'), 'outside')
})

test('attack: pipes and devices are no files, and nobody waits for them', { timeout: 20_000 }, async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')])
  assert.equal(await refusalOf('pipe.jpg'), 'not-a-file')
  symlinkSync('/dev/zero', join(folder, 'zero.jpg'))
  assert.equal(await refusalOf('zero.jpg'), 'outside')
  assert.equal(await refusalOf('pictures'), 'not-a-file')
})

test('what is missing, empty or too large is refused, and not read to find out', async () => {
  assert.equal(await refusalOf('pictures/none.jpg'), 'missing')
  assert.equal(await refusalOf('pictures/mug.png/more.jpg'), 'missing')
  writeFileSync(join(folder, 'empty.jpg'), '')
  assert.equal(await refusalOf('empty.jpg'), 'empty')
  writeFileSync(join(folder, 'large.jpg'), jpeg)
  truncateSync(join(folder, 'large.jpg'), BYTES_MAX)
  assert.equal(await refusalOf('large.jpg'), 'read')
  truncateSync(join(folder, 'large.jpg'), BYTES_MAX + 1)
  assert.equal(await refusalOf('large.jpg'), 'too-many-bytes')
})

test('attack: pages, drawings with scripts and films are refused whatever they are called', async () => {
  writeFileSync(join(folder, 'page.jpg'), bytesOf('<!doctype html><script>alert(1)</script>'))
  writeFileSync(
    join(folder, 'script.png'),
    bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  )
  writeFileSync(join(folder, 'both.jpg'), bytesOf('GIF89a/*=1;alert(1)//'))
  writeFileSync(join(folder, 'film.png'), animated(await pictureOf('png')))
  for (const name of ['page.jpg', 'script.png', 'both.jpg']) assert.equal(await refusalOf(name), 'unknown-type', name)
  assert.equal(await refusalOf('film.png'), 'animated')
})
