import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CsvFile, FILE_BYTES_MAX, ROW_BYTES_MAX, ROWS_MAX, readCsv } from './csv.ts'
import { ImportError } from './problems.ts'

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

function read(text: string | Uint8Array, chunkSize = 65_536): Promise<CsvFile> {
  return readCsv(inChunks(typeof text === 'string' ? new TextEncoder().encode(text) : text, chunkSize))
}

function refused(code: string, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ImportError, String(error))
    assert.equal(error.code, code)
    assert.match(error.message, message)
    return true
  }
}

test('a file reads the same in chunks of any size: a character or a line end cut in two is whole again', async () => {
  const text = '\ufeffHandle,Title\r\ncafé,"Taza ☕ ""grande"""\r\n\r\ntwo,"a\r\nb"\r\n'
  const expected: CsvFile = {
    header: ['Handle', 'Title'],
    rows: [
      { row: 2, line: 2, cells: ['café', 'Taza ☕ "grande"'] },
      { row: 4, line: 4, cells: ['two', 'a\r\nb'] },
    ],
  }
  for (const size of [1, 2, 3, 5, 7, 64, 65_536])
    assert.deepEqual(await read(text, size), expected, `chunks of ${size}`)
})

test('rows are counted as a spreadsheet does and lines as an editor does, whatever the line ends', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const cell = `"one${end}two${end}${end}three"`
    const file = await read(['Title', cell, '', cell, 'x', ''].join(end))
    assert.deepEqual(
      file.rows.map(({ row, line }) => [row, line]),
      [
        [2, 2],
        [4, 7],
        [5, 11],
      ],
      JSON.stringify(end),
    )
  }
})

test('line ends of both kinds in one file part rows all the same', async () => {
  const file = await read('Title\r\na\nb\r\nc')
  assert.deepEqual(
    file.rows.flatMap((row) => row.cells),
    ['a', 'b', 'c'],
  )
})

test('rows that are too short or too long are read as they are', async () => {
  const file = await read('Handle,Title\na\nb,B,,more\n')
  assert.deepEqual(
    file.rows.map((row) => row.cells.length),
    [1, 4],
  )
})

test('an empty file is told from a file with a header alone', async () => {
  await assert.rejects(read(''), refused('import/empty', /empty/))
  await assert.rejects(read('\ufeff\r\n\r\n'), refused('import/empty', /empty/))
  assert.deepEqual((await read('Handle,Title')).rows, [])
})

test('a file in another encoding is refused, and not imported with broken letters', async () => {
  const latin1 = Uint8Array.from(Buffer.from('Title\nCafé', 'latin1'))
  const utf16 = Uint8Array.from(Buffer.from('Title\nTaza', 'utf16le'))
  const cutOff = new TextEncoder().encode('Title\nCafé').slice(0, -1)
  for (const bytes of [latin1, utf16, cutOff, Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)]) {
    await assert.rejects(read(bytes), refused('import/not-utf8', /CSV UTF-8/))
  }
})

test('a quote that is never closed, or stands inside a cell, ends the import and names the line of its row', async () => {
  await assert.rejects(
    read('Title\n"a\r\nb"\n"never closed,\nx\n'),
    refused('import/broken-csv', /begins on line 4 .*never closed/),
  )
  await assert.rejects(
    read('Title\n\na 5" bowl\n'),
    refused('import/broken-csv', /begins on line 3 .*middle of a cell/),
  )
  await assert.rejects(read('Title\n"a"b\n'), refused('import/broken-csv', /begins on line 2 .*middle of a cell/))
})

test('an open quote in a large file is found without reading the file to its end into one cell', async () => {
  const text = `Title\nfine\n"open ${'x'.repeat(ROW_BYTES_MAX + 10)}`
  await assert.rejects(read(text), refused('import/broken-csv', /begins on line 3 is longer than 1 MiB/))
})

test('a file with more rows or bytes than the limits is refused as a whole', async () => {
  const rows = 'x\n'.repeat(ROWS_MAX)
  assert.equal((await read(`Title\n${rows}`)).rows.length, ROWS_MAX)
  await assert.rejects(read(`Title\n${rows}x\n`), refused('import/too-big', /100000 rows/))
  async function* endless(): AsyncGenerator<Uint8Array> {
    const chunk = new Uint8Array(1024 * 1024).fill(0x0a)
    for (let sent = 0; sent <= FILE_BYTES_MAX; sent += chunk.length) yield chunk
  }
  await assert.rejects(readCsv(endless()), refused('import/too-big', /64 MiB/))
})

test('what breaks while the file is read is not taken for a short file', async () => {
  async function* breaks(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('Title\na\n')
    throw new Error('the disk is gone')
  }
  await assert.rejects(readCsv(breaks()), /the disk is gone/)
})
