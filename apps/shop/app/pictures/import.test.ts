import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { runCommand } from '../../cli.ts'
import { createCatalogueQueries } from '../catalogue/queries.ts'
import { openDatabase } from '../data/database.ts'
import { databaseSettings } from '../data/testing/new-database.ts'
import { databasePlace, parseSettings } from '../settings.ts'
import { BYTES_MAX } from './limits.ts'
import { animated, bomb, pictureOf } from './testing/files.ts'
import { createPictureFolder, type PictureFolder } from './testing/picture-folder.ts'

const folders: PictureFolder[] = []
let source: PictureFolder
let dataDir = ''
let env: Readonly<Record<string, string>> = {}
beforeEach(async () => {
  source = createPictureFolder()
  folders.push(source)
  dataDir = join(source.folder, 'data')
  env = { ...(await databaseSettings()), DATA_DIR: dataDir }
})
after(() => {
  for (const folder of folders) folder.remove()
})

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runCommand({
    arguments: args,
    env,
    out: (line) => {
      said.out += `${line}\n`
    },
    err: (line) => {
      said.err += `${line}\n`
    },
    progress: null,
  })
  return { code, ...said }
}

const media = (): string[] => readdirSync(join(dataDir, 'media')).sort()

async function imagesOf(handle: string): Promise<{ alt: string; size: readonly number[] | null }[]> {
  const db = await openDatabase(databasePlace(parseSettings(env)))
  const product = await createCatalogueQueries(db).productByHandle(handle, 'en')
  await db.destroy()
  return (product?.images ?? []).map(({ alt, picture }) => ({ alt, size: picture && [picture.width, picture.height] }))
}

test('pictures beside the product file are on its products, and importing again costs nothing', async () => {
  source.add('pictures/mug.jpg', await pictureOf('jpeg', 60, 40))
  source.add('pictures/both.png', await pictureOf('png', 30, 30))
  const path = source.products({
    mug: ['pictures/mug.jpg', './pictures/both.png'],
    cup: ['pictures/both.png'],
    bag: [],
  })
  const first = await run('import', path)
  assert.deepEqual([first.code, first.err], [0, ''])
  assert.match(first.out, /3 new, .*; pictures: 2 taken, 0 not\./)
  assert.deepEqual(await imagesOf('mug'), [
    { alt: 'Picture of mug', size: [60, 40] },
    { alt: 'More of mug', size: [30, 30] },
  ])
  assert.deepEqual(await imagesOf('cup'), [{ alt: 'Picture of cup', size: [30, 30] }])
  // Three files each, and nothing of where they came from.
  const files = media()
  assert.equal(files.length, 6)
  for (const name of files) assert.match(name, /^[0-9a-f]{32}-(60|30)\.(avif|webp|jpg)$/)
  assert.deepEqual(readdirSync(join(dataDir, 'media-waiting')), [])

  const again = await run('import', path)
  assert.match(again.out, /0 new, 0 changed, 3 unchanged/)
  assert.deepEqual(media(), files)
})

test('a picture with another content is another one, and files that were lost are made anew', async () => {
  source.add('a.jpg', await pictureOf('jpeg', 20, 20))
  const path = source.products({ a: ['a.jpg'] })
  await run('import', path)
  source.add('a.jpg', await pictureOf('jpeg', 50, 20))
  assert.match((await run('import', path)).out, /0 new, 1 changed/)
  assert.deepEqual((await imagesOf('a'))[0]?.size, [50, 20])

  rmSync(join(dataDir, 'media'), { recursive: true })
  assert.match((await run('import', path)).out, /1 unchanged/)
  assert.equal(media().length, 3)
  // Without its folder of pictures, the file leaves those that are there.
  rmSync(join(source.folder, 'a.jpg'))
  const without = await run('import', path)
  assert.match(
    without.err,
    /^Row 2, a: warning: The picture “a\.jpg” is not taken\. There is no such file .*\[import\/picture-missing\]\n$/,
  )
  assert.deepEqual((await imagesOf('a'))[0]?.size, [50, 20])
})

test('attack: each hostile file is refused by its name and a reason, and everything else goes in', {
  timeout: 110_000,
}, async () => {
  const jpeg = await pictureOf('jpeg', 300, 300)
  const hostile: [name: string, code: string, bytes: Uint8Array | string | null][] = [
    ['bomb.png', 'too-many-pixels', bomb(20_000, 20_000)],
    ['cut.jpg', 'broken', jpeg.subarray(0, 900)],
    ['script.png', 'unknown-type', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['page.webp', 'unknown-type', '<!doctype html><script>alert(1)</script>'],
    ['both.gif', 'unknown-type', 'GIF89a/*=1;alert(1)//'],
    ['paper.jpg', 'unknown-type', '%PDF-1.7'],
    ['film.png', 'animated', animated(await pictureOf('png'))],
    ['empty.jpg', 'empty', ''],
    ['none.jpg', 'missing', null],
    ['large.jpg', 'too-many-bytes', jpeg],
    ['link.jpg', 'outside', null],
    ['pipe.jpg', 'not-a-file', null],
    ['/etc/passwd', 'ignored', null],
    ['../secret.jpg', 'ignored', null],
  ]
  for (const [name, , bytes] of hostile) if (bytes !== null) source.add(name, bytes)
  truncateSync(join(source.folder, 'large.jpg'), BYTES_MAX + 1)
  symlinkSync('/etc/hostname', join(source.folder, 'link.jpg'))
  execFileSync('mkfifo', [join(source.folder, 'pipe.jpg')])
  source.add('good.jpg', await pictureOf('jpeg'))
  const rows = Object.fromEntries(hostile.map(([name], index) => [`p${index}`, [name]]))
  const { code, out, err } = await run('import', source.products({ ...rows, good: ['good.jpg'] }))

  assert.equal(code, 1, 'not everything was done')
  assert.match(out, new RegExp(`${hostile.length + 1} new, .* pictures: 1 taken, ${hostile.length} not\\.`))
  const told = err.trim().split('\n')
  for (const [index, [name, reason]] of hostile.entries()) {
    const line = told[index] ?? ''
    assert.ok(line.startsWith(`Row ${index + 2}, p${index}: warning: The picture “${name}” is `), line)
    assert.ok(line.endsWith(`[import/picture-${reason}]`), line)
  }
  assert.equal(told.length, hostile.length)
  assert.deepEqual(await imagesOf('good'), [{ alt: 'Picture of good', size: [40, 30] }])
  assert.equal((await imagesOf('p0'))[0]?.size, null)
  assert.equal(media().length, 3)
})

test('a trial run looks at the files and keeps none', async () => {
  source.add('a.jpg', await pictureOf('jpeg'))
  const { out, err } = await run('import', source.products({ a: ['a.jpg'], b: ['b.jpg'] }), '--dry-run')
  assert.match(out, /2 new, .* pictures: 1 taken, 1 not/)
  assert.match(err, /\[import\/picture-missing\]/)
  assert.deepEqual(readdirSync(source.folder).sort(), ['a.jpg', 'products.csv'])
})

test('files that no product has any more are deleted when asked, and no others', async () => {
  source.add('a.jpg', await pictureOf('jpeg'))
  source.add('b.jpg', await pictureOf('jpeg', 20, 20))
  await run('import', source.products({ a: ['a.jpg', 'b.jpg'] }))
  const stranger = join(dataDir, 'media', `.${'0'.repeat(32)}-1.jpg.cut-off`)
  writeFileSync(stranger, 'x')
  await run('import', source.products({ a: ['a.jpg'] }))
  assert.match((await run('pictures', '--clean')).out, /^Files deleted: 0\./, 'those that are young are left')
  for (const name of media()) utimesSync(join(dataDir, 'media', name), 1, 1)
  assert.match((await run('pictures', '--clean')).out, /^Files deleted: 4\./)
  assert.deepEqual(
    media().map((name) => name.slice(32)),
    ['-40.avif', '-40.jpg', '-40.webp'],
  )
  assert.deepEqual(
    (await imagesOf('a')).map(({ size }) => size),
    [[40, 30]],
  )
})
