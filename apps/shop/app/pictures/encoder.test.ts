import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { createEncoder, type Encoded, EncoderUnusable } from './encoder.ts'
import { filesOf } from './picture.ts'
import { bomb, bytesOf, drawing, holds, joined, pictureOf } from './testing/files.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-encoder-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const encode = createEncoder()
const never = new AbortController().signal

type Ready = Extract<Encoded, { kind: 'encoded' }>

async function encoded(bytes: Uint8Array): Promise<Ready> {
  const result = await encode(bytes, never)
  assert.equal(result.kind, 'encoded', JSON.stringify(result))
  return result as Ready
}

async function refusalOf(bytes: Uint8Array): Promise<string> {
  const result = await encode(bytes, never)
  return result.kind === 'refused' ? result.refusal : result.kind
}

/** An encoder whose process is this program. */
function encoderOf(name: string, program: string, secondsMax = 60): ReturnType<typeof createEncoder> {
  const script = join(folder, `${name}.mjs`)
  writeFileSync(script, program)
  return createEncoder({ script, secondsMax })
}

test('each of the four formats becomes AVIF, WebP and one JPEG, never enlarged', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const { width, height, files } = await encoded(await pictureOf(format, 400, 200))
    assert.deepEqual([width, height], [400, 200])
    const found = await Promise.all(files.map(async ({ bytes }) => await sharp(bytes).metadata()))
    assert.deepEqual(
      found.map((file) => [file.format, file.width, file.height]),
      [
        ['heif', 320, 160],
        ['heif', 400, 200],
        ['webp', 320, 160],
        ['webp', 400, 200],
        ['jpeg', 400, 200],
      ],
      format,
    )
  }
})

test('a large picture is no wider than 1200, and its files are those its size tells', async () => {
  const { width, height, files } = await encoded(await pictureOf('jpeg', 1500, 1000))
  assert.deepEqual([width, height], [1200, 800])
  assert.deepEqual(
    files.map(({ bytes, ...file }) => file),
    filesOf({ width, height }),
  )
  assert.equal(files.length, 7)
})

test('where and when a photograph was taken is not in the files, and it stands upright', async () => {
  const gps = { IFD0: { Copyright: 'SECRET-OWNER' }, IFD3: { GPSLatitude: '41/1 23/1 0/1', GPSLatitudeRef: 'N' } }
  const tagged = await drawing(60, 20).jpeg().withMetadata({ orientation: 6 }).withExifMerge(gps).toBuffer()
  assert.ok(holds(tagged, 'SECRET-OWNER'))
  const { width, height, files } = await encoded(tagged)
  assert.deepEqual([width, height], [20, 60])
  for (const { bytes, format } of files) {
    const { exif, icc, xmp, iptc, orientation } = await sharp(bytes).metadata()
    assert.deepEqual([exif, icc, xmp, iptc, orientation], new Array(5).fill(undefined), format)
    assert.ok(!holds(bytes, 'SECRET-OWNER') && !holds(bytes, 'Exif'), format)
  }
  const top = await sharp(files.at(-1)?.bytes).extract({ left: 5, top: 5, width: 10, height: 10 }).toBuffer()
  assert.ok(((await sharp(top).stats()).channels[0]?.mean ?? 0) > 150, 'what was left is on top')
})

test('colours of another space are brought into that of the web', async () => {
  const red = { width: 20, height: 20, channels: 3, background: '#c01818' } as const
  const wide = await sharp({ create: red }).withIccProfile('p3').png().toBuffer()
  const cmyk = await sharp({ create: red }).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer()
  for (const [source, tolerance] of [
    [wide, 6],
    [cmyk, 40],
  ] as const) {
    const { files } = await encoded(source)
    const [r = 0, g = 0, b = 0] = (await sharp(files.at(-1)?.bytes).stats()).channels.map(({ mean }) => mean)
    assert.ok(Math.abs(r - 0xc0) <= tolerance && g < 70 && b < 70, `${r} ${g} ${b}`)
  }
})

test('what is transparent stays so, and is white in the JPEG', async () => {
  const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background: '#ff000000' } })
    .png()
    .toBuffer()
  const { files } = await encoded(clear)
  assert.equal((await sharp(files[0]?.bytes).metadata()).hasAlpha, true)
  assert.ok(((await sharp(files.at(-1)?.bytes).stats()).channels[1]?.mean ?? 0) > 250)
})

test('attack: what hides behind or inside a picture is not in what is served', async () => {
  const hidden = '<script>alert("hidden")</script><?php system("hidden"); ?>'
  const behind = joined(await pictureOf('jpeg'), bytesOf(hidden))
  const inside = await drawing(40, 30)
    .png()
    .withExif({ IFD0: { ImageDescription: hidden } })
    .toBuffer()
  for (const source of [behind, inside]) {
    assert.ok(holds(source, 'hidden'))
    for (const { bytes } of (await encoded(source)).files)
      assert.ok(!holds(bytes, 'hidden') && !holds(bytes, '<script'))
  }
})

test('attack: small files of huge pictures are refused before they are decoded', async () => {
  const began = performance.now()
  assert.equal(await refusalOf(bomb(20_000, 20_000)), 'too-many-pixels')
  assert.equal(await refusalOf(bomb(1, 16_001)), 'too-many-pixels')
  assert.ok(performance.now() - began < 20_000)
})

test('attack: films, cut-off and damaged files, and loaders nobody asked for are refused', async () => {
  const frames = [await pictureOf('png'), await drawing(40, 30).negate().png().toBuffer()]
  const film = await sharp(
    frames.map((frame) => Buffer.from(frame)),
    { join: { animated: true } },
  )
    .webp()
    .toBuffer()
  assert.equal(await refusalOf(film), 'animated')
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const whole = await pictureOf(format, 300, 300)
    assert.equal(await refusalOf(whole.subarray(0, Math.floor(whole.length * 0.6))), 'broken', format)
  }
  assert.equal(await refusalOf(joined(bytesOf('RIFF\0\0\0\0WEBP'), bytesOf('VP8 nothing'))), 'broken')
  assert.equal(
    await refusalOf(bytesOf('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
    'unknown-type',
  )
  assert.equal(await refusalOf(await drawing(9, 9).gif().toBuffer()), 'unknown-type')
  assert.equal(await refusalOf(await drawing(9, 9).tiff().toBuffer()), 'unknown-type')
})

const READY = `process.send({ kind: 'ready' });`

test('attack: a picture that never comes to an end is given up, and its process killed', async () => {
  const hang = encoderOf('hang', `${READY} process.on('message', () => { while (true); })`, 2)
  assert.deepEqual(await hang(bytesOf('x'), never), { kind: 'refused', refusal: 'too-slow' })
})

test('a process that crashes, or says what is not so, is a refusal of that picture', async () => {
  const files = `Array.from({ length: 3 }, () => new TextEncoder().encode('<script>'))`
  const programs = {
    abort: `${READY} process.on('message', () => process.abort())`,
    exit: `${READY} process.on('message', () => process.exit(0))`,
    lie: `${READY} process.on('message', () => process.send({ kind: 'encoded', width: 9, height: 9, files: ${files} }))`,
    other: `${READY} process.on('message', () => process.send('done'))`,
    size: `${READY} process.on('message', () => process.send({ kind: 'encoded', width: 1e9, height: 9, files: [] }))`,
  }
  for (const [name, program] of Object.entries(programs)) {
    assert.deepEqual(await encoderOf(name, program)(bytesOf('x'), never), { kind: 'refused', refusal: 'crashed' }, name)
  }
})

test('a process that cannot even begin is no fault of the picture', async () => {
  const broken = encoderOf('broken', `throw new Error('libvips is missing')`)
  await assert.rejects(broken(bytesOf('x'), never), (error) => {
    assert.ok(error instanceof EncoderUnusable)
    assert.match(error.message, /libvips is missing.*npm ci/)
    return true
  })
})

test('when the shop stops, the process ends and nothing is said of the picture', async () => {
  const stopping = new AbortController()
  const hang = encoderOf('stop', `${READY} process.on('message', () => {}); setInterval(() => {}, 1000)`)
  const result = hang(bytesOf('x'), stopping.signal)
  setTimeout(() => stopping.abort(), 300)
  assert.deepEqual(await result, { kind: 'interrupted' })
  assert.deepEqual(await hang(bytesOf('x'), stopping.signal), { kind: 'interrupted' })
  const ended = encoderOf('ended', `${READY} process.on('message', () => process.kill(process.pid, 'SIGTERM'))`)
  assert.deepEqual(await ended(bytesOf('x'), never), { kind: 'interrupted' })
})

test('the process is given no environment, so no secret of the shop', async () => {
  process.env['SECRETS_OF_TEST'] = 'x'
  const program = `${READY} process.on('message', () => {
    const told = Object.keys(process.env).filter((name) => name.startsWith('SECRETS') || name === 'PATH')
    process.send({ kind: 'refused', refusal: told.length === 0 ? 'empty' : 'outside' })
  })`
  assert.deepEqual(await encoderOf('env', program)(bytesOf('x'), never), { kind: 'refused', refusal: 'empty' })
})
