import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSettings, SettingsError } from './settings.ts'

const SECRET = 'a secret of more than thirty-two bytes for tests'
const OLDER_SECRET = 'an older secret of more than thirty-two bytes'

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseSettings(env)
    return []
  } catch (error) {
    assert.ok(error instanceof SettingsError)
    assert.equal(error.code, 'settings/invalid')
    return error.problems
  }
}

test('an empty environment is a shop on this machine alone', () => {
  const defaults = {
    dataDir: './var',
    databaseUrl: null,
    sessionUrls: [],
    currency: 'USD',
    port: 3000,
    host: '127.0.0.1',
    baseUrl: 'http://localhost:3000',
    shopName: 'La Alacena',
    insecureHttp: false,
    secrets: [],
  }
  assert.deepEqual(parseSettings({}), defaults)
  assert.deepEqual(parseSettings({ PORT: '', BASE_URL: ' ', SHOP_CURRENCY: '', DATA_DIR: '' }), defaults)
})

test('every variable is taken', () => {
  assert.deepEqual(
    parseSettings({
      DATA_DIR: '/srv/shop',
      DATABASE_URL: 'postgres://shop:s3cret@db.example:5433/shop',
      SESSION_URL: 'redis://a.example, rediss://:s3cret@b.example:7000',
      SHOP_CURRENCY: 'EUR',
      PORT: '8080',
      HOST: '0.0.0.0',
      BASE_URL: 'https://shop.example/',
      SHOP_NAME: 'Café Ñandú',
      INSECURE_HTTP: '0',
      SECRETS: ` ${SECRET} , ${OLDER_SECRET}`,
    }),
    {
      dataDir: '/srv/shop',
      databaseUrl: 'postgres://shop:s3cret@db.example:5433/shop',
      sessionUrls: ['redis://a.example', 'rediss://:s3cret@b.example:7000'],
      currency: 'EUR',
      port: 8080,
      host: '0.0.0.0',
      baseUrl: 'https://shop.example',
      shopName: 'Café Ñandú',
      insecureHttp: false,
      secrets: [SECRET, OLDER_SECRET],
    },
  )
  assert.equal(parseSettings({ PORT: '8080' }).baseUrl, 'http://localhost:8080')
})

test('an address of a server that does not do is told without the password in it', () => {
  for (const [name, value] of [
    ['DATABASE_URL', 'mysql://shop:s3cret@db.example/shop'],
    ['DATABASE_URL', 'postgres://shop:s3cret@db.example'],
    ['DATABASE_URL', 'shop:s3cret@db.example/shop'],
    ['DATABASE_URL', 'postgres://shop:s3cret@db.example:port/shop'],
    ['SESSION_URL', 'http://shop:s3cret@redis.example'],
    ['SESSION_URL', 'redis://:s3cret@a.example,'],
  ] as const) {
    const problems = problemsOf({ [name]: value })
    assert.equal(problems.length, 1, value)
    assert.match(String(problems), new RegExp(`^${name} is no address of`))
    assert.doesNotMatch(String(problems), /s3cret/)
  }
  assert.deepEqual(problemsOf({ DATABASE_URL: 'postgresql:///shop?host=/run/postgresql' }), [])
})

test('everything that is wrong is told at once, each by its name', () => {
  const problems = problemsOf({
    SHOP_CURRENCY: 'usd',
    PORT: '80a',
    HOST: 'a b',
    BASE_URL: 'shop.example',
    SHOP_NAME: 'x'.repeat(101),
    INSECURE_HTTP: 'yes',
  })
  assert.deepEqual(problems.map((problem) => problem.split(' ')[0]).sort(), [
    'BASE_URL',
    'HOST',
    'INSECURE_HTTP',
    'PORT',
    'SHOP_CURRENCY',
    'SHOP_NAME',
  ])
})

test('plain http beyond this machine is refused, so that no session cookie travels in the open unawares', () => {
  for (const host of ['shop.example', '192.168.1.5', 'localhost.evil.example', '127.0.0.1.evil.example', '0.0.0.0']) {
    const baseUrl = `http://${host}:3000`
    assert.match(problemsOf({ BASE_URL: baseUrl }).join(), /INSECURE_HTTP=1/, baseUrl)
    assert.equal(parseSettings({ BASE_URL: baseUrl, INSECURE_HTTP: '1', SECRETS: SECRET }).baseUrl, baseUrl)
    assert.deepEqual(problemsOf({ BASE_URL: baseUrl.replace('http', 'https'), SECRETS: SECRET }), [])
  }
  for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]']) {
    assert.deepEqual(problemsOf({ BASE_URL: `http://${host}:3000` }), [], host)
  }
})

test('a base URL is an origin and nothing more: links are built on it', () => {
  for (const url of [
    'https://shop.example/path',
    'https://a:b@shop.example',
    'https://shop.example/?x',
    'https://shop.example/#x',
    'ftp://shop.example',
    'javascript:alert(1)',
    'https://',
  ]) {
    assert.match(problemsOf({ BASE_URL: url }).join(), /BASE_URL/, url)
  }
  const settings = parseSettings({ BASE_URL: 'HTTPS://Shop.Example:443', SECRETS: SECRET })
  assert.equal(settings.baseUrl, 'https://shop.example')
})

test('a port is a whole decimal number within the range', () => {
  for (const port of ['0', '65536', '-1', '3e3', '0x50', '3000.5', '03000', '３０００']) {
    assert.match(problemsOf({ PORT: port }).join(), /PORT/, port)
  }
  assert.equal(parseSettings({ PORT: '65535' }).port, 65_535)
})

test('beyond this machine secrets are not made up, and ones that could be guessed are refused without repeating them', () => {
  assert.match(problemsOf({ BASE_URL: 'https://shop.example' }).join(), /SECRETS is not set/)
  for (const secrets of ['changeme', `${SECRET},changeme`, ',', 'a'.repeat(64)]) {
    const [problem = '', ...more] = problemsOf({ BASE_URL: 'https://shop.example', SECRETS: secrets })
    assert.match(problem, /SECRETS does not do/)
    assert.equal(problem.includes('changeme'), false)
    assert.deepEqual(more, [])
  }
})
