import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BODY_BYTES_MAX, type BodyResult, FIELDS_MAX, type Field } from './field.ts'
import { readBody } from './read-body.ts'

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

function post(type: string | null, body: BodyInit | null, headers: Record<string, string> = {}): Promise<BodyResult> {
  const all = type === null ? headers : { 'content-type': type, ...headers }
  return readBody(
    new Request('http://localhost/', { method: 'POST', body, headers: all, duplex: 'half' } as RequestInit),
  )
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Bodies as plain values, to compare them. */
function plain(field: Field | undefined): unknown {
  if (field instanceof Map) return [...field].map(([name, inner]) => [name, plain(inner)])
  return Array.isArray(field) ? field.map((inner: Field) => plain(inner)) : field
}

async function fieldsOf(type: string | null, body: BodyInit | null): Promise<unknown> {
  const result = await post(type, body)
  assert.ok(result.kind === 'ok', JSON.stringify(result))
  return plain(result.fields)
}

async function refusal(answer: Promise<BodyResult>): Promise<string> {
  const result = await answer
  return result.kind === 'refused' ? `${result.status} ${result.code}` : 'ok'
}

test('a form, multipart and JSON that say the same are read as the same', async () => {
  const expected = [
    [
      'items',
      [
        [
          '0',
          [
            ['id', '1'],
            ['properties', [['Name', 'Ana & Bo']]],
          ],
        ],
      ],
    ],
  ]
  const multipart = new FormData()
  multipart.set('items[0][id]', '1')
  multipart.set('items[0][properties][Name]', 'Ana & Bo')
  assert.deepEqual(await fieldsOf(null, multipart), expected)
  assert.deepEqual(await fieldsOf(FORM_TYPE, 'items[0][id]=1&items%5B0%5D[properties][Name]=Ana+%26+Bo'), expected)
  assert.deepEqual(await fieldsOf(JSON_TYPE, '{"items":{"0":{"id":"1","properties":{"Name":"Ana & Bo"}}}}'), expected)
})

test('JSON is known by its type in any case and with anything after a semicolon', async () => {
  for (const type of [
    'application/json',
    'application/json;',
    'Application/JSON; charset=utf-8',
    ' application/json ;x',
  ])
    assert.deepEqual(await fieldsOf(type, '{"id":1}'), [['id', 1]], type)
})

test('an empty body is no fields: with JSON, as clients clear a cart, with a form, and without a type', async () => {
  for (const type of [JSON_TYPE, 'application/json;', FORM_TYPE, null])
    assert.deepEqual(await fieldsOf(type, type === null ? null : ''), [], String(type))
})

test('a type that says nothing of fields is refused, JSON in text/plain too, which forms of other sites can send', async () => {
  const types = [
    'text/plain',
    'text/plain;charset=UTF-8',
    'text/html',
    'application/octet-stream',
    'application/x-json',
    'application/json-patch+json',
    'multipart/mixed; boundary=x',
    'nonsense',
    ';',
  ]
  for (const type of types) assert.equal(await refusal(post(type, '{"id":1}')), '415 unsupported-type', type)
  assert.equal(await refusal(post(null, bytesOf('{"id":1}'))), '415 unsupported-type')
})

test('a compressed body is refused, so that no small request unfolds into a large one', async () => {
  for (const encoding of ['gzip', 'br', 'deflate', 'GZIP', 'gzip, identity'])
    assert.equal(await refusal(post(JSON_TYPE, '{}', { 'content-encoding': encoding })), '415 unsupported-type')
  assert.equal(await refusal(post(JSON_TYPE, '{}', { 'content-encoding': 'identity' })), 'ok')
})

test('text that is not what its type says is refused', async () => {
  for (const body of ['{', '[1]', '"text"', 'null', '1', '{"id":1}x', "{'id':1}", '{"a":"\\ud800"}', '{"\\udc00":1}'])
    assert.equal(await refusal(post(JSON_TYPE, body)), '400 malformed', body)
  for (const body of ['[]=1', '[a]=1', 'a]=1', 'a[=1', 'a[b=1', 'a[][b]=1', 'a[b]c=1', '=1', 'a[[b]]=1'])
    assert.equal(await refusal(post(FORM_TYPE, body)), '400 malformed', body)
  for (const type of [JSON_TYPE, FORM_TYPE])
    assert.equal(await refusal(post(type, new Uint8Array([0x7b, 0xff, 0x7d]))), '400 malformed')
})

test('broken multipart is refused and breaks nothing', async () => {
  const broken = [
    ['multipart/form-data', '--x\r\n'],
    ['multipart/form-data; boundary=x', ''],
    ['multipart/form-data; boundary=x', 'nothing of the kind'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n1'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n'],
    ['multipart/form-data; boundary=', '--\r\n\r\n----'],
  ] as const
  for (const [type, body] of broken) assert.equal(await refusal(post(type, body)), '400 malformed', body)
})

test('a file is refused; a file field that was left empty is nothing', async () => {
  const withFile = new FormData()
  withFile.set('properties[Logo]', new File(['x'], 'logo.svg'))
  assert.equal(await refusal(post(null, withFile)), '400 unexpected-file')
  // As browsers write it; FormData of Node leaves the empty name out.
  const part =
    'Content-Disposition: form-data; name="properties[Logo]"; filename=""\r\nContent-Type: application/octet-stream'
  const body = `--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n1\r\n--x\r\n${part}\r\n\r\n\r\n--x--\r\n`
  assert.deepEqual(await fieldsOf('multipart/form-data; boundary=x', body), [['id', '1']])
})

test('parameter pollution: a form that names a field twice is refused, whichever it would be', async () => {
  const twice = [
    'id=1&id=2',
    'id=1&id=1',
    'p[a]=1&p[a]=2',
    'p=1&p[a]=2',
    'p[a]=1&p=2',
    'u[]=1&u[a]=2',
    'u=1&u[]=2',
    'u[a]=1&u[]=2',
  ]
  for (const body of twice) assert.equal(await refusal(post(FORM_TYPE, body)), '400 repeated-field', body)
  const form = new FormData()
  form.append('quantity', '1')
  form.append('quantity', '9')
  assert.equal(await refusal(post(null, form)), '400 repeated-field')
})

test('a list may come value by value', async () => {
  assert.deepEqual(await fieldsOf(FORM_TYPE, 'updates[]=3&x=1&updates[]=2'), [
    ['updates', ['3', '2']],
    ['x', '1'],
  ])
})

test('JSON with a name twice has the last value, as the only reader of JSON says', async () => {
  assert.deepEqual(await fieldsOf(JSON_TYPE, '{"id":1,"id":2}'), [['id', 2]])
})

test('numbers are judged as they were written: an exponent or a fraction does not become a whole number on the way', async () => {
  assert.deepEqual(await fieldsOf(JSON_TYPE, '{"a":1e3,"b":2.0,"c":[1E1],"d":1000,"e":-5,"f":0.5}'), [
    ['a', '1e3'],
    ['b', '2.0'],
    ['c', ['1E1']],
    ['d', 1000],
    ['e', -5],
    ['f', '0.5'],
  ])
})

test('prototype pollution: __proto__, constructor and prototype are names like any other', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  assert.deepEqual(
    await fieldsOf(JSON_TYPE, '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    [
      ['__proto__', [['polluted', 1]]],
      ['constructor', [['prototype', [['polluted', 1]]]]],
    ],
  )
  assert.deepEqual(
    await fieldsOf(FORM_TYPE, '__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__]=1'),
    [
      ['__proto__', [['polluted', '1']]],
      ['constructor', [['prototype', [['polluted', '1']]]]],
      ['a', [['__proto__', '1']]],
    ],
  )
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before)
  assert.equal(Reflect.get({}, 'polluted'), undefined)
})

function streamOf(chunks: Iterator<Uint8Array>, onCancel: () => void = () => {}): ReadableStream {
  return new ReadableStream({
    pull(controller) {
      const { done, value } = chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: onCancel,
  })
}

test('memory exhaustion: bytes are counted as they come, without a length or with one that lies', async () => {
  for (const headers of [{}, { 'content-length': '10' }]) {
    let sent = 0
    let cancelled = false
    const endless = (function* () {
      while (true) {
        sent += 1_024
        yield new Uint8Array(1_024).fill(0x20)
      }
    })()
    const stream = streamOf(endless, () => {
      cancelled = true
    })
    assert.equal(await refusal(post(JSON_TYPE, stream, headers)), '413 too-large')
    assert.ok(cancelled)
    assert.ok(sent <= BODY_BYTES_MAX + 4_096, `${sent} bytes were taken`)
  }
})

test('a length over the limit is believed at once, and a body of exactly the limit is read', async () => {
  let pulled = 0
  const stream = streamOf(
    (function* () {
      pulled += 1
      yield bytesOf('{}')
    })(),
  )
  assert.equal(
    await refusal(post(JSON_TYPE, stream, { 'content-length': String(BODY_BYTES_MAX + 1) })),
    '413 too-large',
  )
  assert.ok(pulled <= 1)
  const full = `{"a":"${'x'.repeat(BODY_BYTES_MAX - 8)}"}`
  assert.equal(await refusal(post(JSON_TYPE, full)), 'ok')
  assert.equal(await refusal(post(JSON_TYPE, `${full} `)), '413 too-large')
})

test('a body that breaks off is refused', async () => {
  const stream = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
  assert.equal(await refusal(post(JSON_TYPE, stream)), '400 malformed')
})

test('too many fields are refused, at the top and further in', async () => {
  const form = (count: number) => Array.from({ length: count }, (_, index) => `f${index}=`).join('&')
  assert.equal(await refusal(post(FORM_TYPE, form(FIELDS_MAX))), 'ok')
  assert.equal(await refusal(post(FORM_TYPE, form(FIELDS_MAX + 1))), '400 too-many-fields')
  const list = (count: number) => `{"updates":[${Array(count).fill('1').join()}]}`
  assert.equal(await refusal(post(JSON_TYPE, list(FIELDS_MAX - 1))), 'ok')
  assert.equal(await refusal(post(JSON_TYPE, list(FIELDS_MAX))), '400 too-many-fields')
})

test('stack exhaustion: what is nested deeper than any request needs is refused, however deep', async () => {
  assert.equal(await refusal(post(JSON_TYPE, '{"items":[{"properties":{"Name":"Ana"}}]}')), 'ok')
  assert.equal(await refusal(post(JSON_TYPE, '{"items":[{"properties":{"Name":{}}}]}')), '400 too-deep')
  assert.equal(await refusal(post(FORM_TYPE, 'items[0][properties][Name]=Ana')), 'ok')
  assert.equal(await refusal(post(FORM_TYPE, 'items[0][properties][Name][x]=Ana')), '400 too-deep')
  for (const depth of [100, 5_000, 15_000]) {
    const deep = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
    assert.match(await refusal(post(JSON_TYPE, deep)), /^400 (too-deep|malformed)$/)
    assert.equal(await refusal(post(FORM_TYPE, `a${'[b]'.repeat(depth)}=1`)), '400 too-deep')
  }
})
