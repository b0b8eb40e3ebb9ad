import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sampleRecord } from 'comanda/testing'
import { isDatabase, openDatabase } from './app/data/database.ts'
import { databaseSettings, isOnPostgres } from './app/data/testing/new-database.ts'
import { openSessions } from './app/sessions/session-store.ts'
import { sessionsKept } from './app/sessions/testing/sessions-kept.ts'
import { databasePlace, parseSettings } from './app/settings.ts'
import { type CommandLine, runCommand } from './cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const PRODUCTS = 'Handle,Title,Price\nbowl,Bowl,18.00\ncup,Cup,9.50\n'

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

let shops = 0
/** Settings of a shop that is not there yet. */
async function newShop(): Promise<{ DATA_DIR: string } & Readonly<Record<string, string>>> {
  shops += 1
  return { DATA_DIR: join(folder, `shop-${shops}`), ...(await databaseSettings('empty')) }
}

/** Whether anything was made where the settings say. */
async function isShop(env: CommandLine['env']): Promise<boolean> {
  return (
    existsSync(String(env['DATA_DIR'])) || (isOnPostgres() && (await isDatabase(databasePlace(parseSettings(env)))))
  )
}

interface Ended {
  code: number
  out: string
  err: string
}

async function run(args: string[], env: CommandLine['env'] = {}): Promise<Ended> {
  const ended: Ended = { code: 0, out: '', err: '' }
  ended.code = await runCommand({
    arguments: args,
    env: { DATA_DIR: join(folder, 'unused'), ...env },
    out: (line) => {
      ended.out += `${line}\n`
    },
    err: (line) => {
      ended.err += `${line}\n`
    },
    progress: null,
  })
  return ended
}

async function productsIn(env: CommandLine['env']): Promise<number> {
  const db = await openDatabase(databasePlace(parseSettings(env)))
  const rows = await db.selectFrom('product').select('id').execute()
  await db.destroy()
  return rows.length
}

test('without a command, and with help, it says what there is', async () => {
  for (const args of [[], ['help'], ['--help'], ['-h'], ['import', '--help']]) {
    const { code, out } = await run(args)
    assert.equal(code, 0)
    assert.match(out, /import FILE \[--dry-run\]/)
  }
})

test('an unknown command says which ones exist', async () => {
  assert.deepEqual(await run(['improt']), {
    code: 1,
    out: '',
    err: 'There is no command “improt”. There are: import, pictures, sweep, help.\n',
  })
})

test('an import tells what it did, and again that there was nothing to do', async () => {
  const env = await newShop()
  const path = file('products.csv', PRODUCTS)
  assert.deepEqual(await run(['import', path], env), {
    code: 0,
    out: '2 rows read. Products: 2 new, 0 changed, 0 unchanged, 0 skipped.\n',
    err: '',
  })
  assert.deepEqual(await run(['import', path], env), {
    code: 0,
    out: '2 rows read. Products: 0 new, 0 changed, 2 unchanged, 0 skipped.\n',
    err: '',
  })
  assert.equal(await productsIn(env), 2)
})

test('a dry run makes no shop, and changes none', async () => {
  const env = await newShop()
  const path = file('dry.csv', PRODUCTS)
  const { code, out } = await run(['import', path, '--dry-run'], env)
  assert.deepEqual(
    [code, out],
    [0, 'Dry run, nothing was changed. 2 rows read; it would be: 2 new, 0 changed, 0 unchanged, 0 skipped.\n'],
  )
  assert.equal(await isShop(env), false)
  await run(['import', path], env)
  await run(['import', file('dry.csv', 'Handle,Title,Price\nplate,Plate,1\n'), '--dry-run'], env)
  assert.equal(await productsIn(env), 2)
})

test('--dry-run typed without the "--" of npm is still a dry run', async () => {
  const env = { ...(await newShop()), npm_config_dry_run: 'true' }
  assert.match((await run(['import', file('npm.csv', PRODUCTS)], env)).out, /Dry run/)
  assert.equal(await isShop(env), false)
})

test('problems are told by row, and the exit code says that something was skipped', async () => {
  const env = await newShop()
  const path = file('problems.csv', 'Handle,Title,Description,Price\nbowl,Bowl,"one\ntwo",18\ncup,Cup,,"9,50"\n')
  const { code, out, err } = await run(['import', path], env)
  assert.equal(code, 1)
  assert.match(out, /1 new, 0 changed, 0 unchanged, 1 skipped/)
  assert.match(err, /^Row 3 \(line 4\), cup: Price is “9,50”\. .*\[import\/bad-price\]\n$/)
  const warned = await run(
    ['import', file('warned.csv', 'Handle,Title,Price,Inventory tracker,Inventory quantity\nbowl,Bowl,1,shopify,-1\n')],
    env,
  )
  assert.equal(warned.code, 0)
  assert.match(warned.err, /^Row 2, bowl: warning: The stock is -1/)
})

test('more problems than anybody reads are counted', async () => {
  const rows = Array.from({ length: 150 }, (_, index) => `p${index},P,x`).join('\n')
  const { err } = await run(['import', file('many.csv', `Handle,Title,Price\n${rows}\n`)], await newShop())
  assert.equal(err.trim().split('\n').length, 101)
  assert.match(err, /… and 50 more\. Mend these first\.\n$/)
})

test('a wrong file is one clear sentence and exit code 1, never a stack', async () => {
  const env = await newShop()
  mkdirSync(join(folder, 'directory.csv'), { recursive: true })
  const cases: [path: string, sentence: RegExp][] = [
    [join(folder, 'missing.csv'), /^There is no file .*missing\.csv\. Check/],
    [join(file('plain.txt', 'x'), 'below.csv'), /^There is no file/],
    [join(folder, 'directory.csv'), /directory\.csv is not a file\./],
    [file('empty.csv', ''), /^The file is empty\./],
    [file('other.csv', 'Name,Mail\na,b\n'), /^This is no product file/],
    [file('package.json', '{\n  "name": "x"\n}\n'), /^This is no product file/],
    [file('semicolons.csv', 'Handle;Title\na;"b"\n'), /parted by semicolons/],
    [file('latin.csv', Uint8Array.from(Buffer.from('Title\nCafé', 'latin1'))), /not text in UTF-8/],
    [file('open.csv', 'Title\n"a\n'), /line 2 has a quote that is never closed/],
  ]
  for (const [path, sentence] of cases) {
    const { code, out, err } = await run(['import', path], env)
    assert.deepEqual([code, out], [1, ''], path)
    assert.match(err, sentence)
    assert.doesNotMatch(err, /\n\s+at /)
  }
})

test('a file has to be named, just one, and options have to exist', async () => {
  assert.match((await run(['import'])).err, /^Name one file/)
  assert.match((await run(['import', 'a', 'b'])).err, /^Name one file/)
  assert.match((await run(['import', '--frob', 'a'])).err, /^Unknown option '--frob'\. Try: npm run shop -- help\n$/)
})

test('wrong settings and an unusable folder are sentences too', async () => {
  const path = file('settings.csv', PRODUCTS)
  assert.match((await run(['import', path], { SHOP_CURRENCY: 'dollars' })).err, /^SHOP_CURRENCY is "dollars"/)
  assert.match((await run(['import', path], { DATA_DIR: join(path, 'below') })).err, /cannot be used/)
})

test('prices are in SHOP_CURRENCY, which cannot change under the prices that are there', async () => {
  const path = file('currency.csv', 'Handle,Title,Price\nbowl,Bowl,18\n')
  const env = { ...(await newShop()), SHOP_CURRENCY: 'JPY' }
  assert.equal((await run(['import', path], env)).code, 0)
  assert.match((await run(['import', path], { ...env, SHOP_CURRENCY: 'EUR' })).err, /prices are in JPY/)
})

test('as a process: the path is relative to where npm was called, and the code reaches the shell', async () => {
  file('relative.csv', PRODUCTS)
  const env = await newShop()
  const good = await runProcess(['import', 'relative.csv'], env)
  assert.deepEqual([good.code, good.err], [0, ''])
  assert.match(good.out, /2 new/)
  assert.equal(await productsIn(env), 2)
  const bad = await runProcess(['import', 'nowhere.csv'], env)
  assert.deepEqual([bad.code, bad.out], [1, ''])
  assert.match(bad.err, /^There is no file .*nowhere\.csv\. Check its name and folder\.\n$/)
})

test('as a process: sweep and pictures work where the settings say that everything is', async () => {
  const env = await newShop()
  const settings = parseSettings(env)
  await run(['import', file('swept.csv', PRODUCTS)], env)
  // A store that knew the time would drop some of them as it makes others.
  const { store, close } = await openSessions(settings, () => 0)
  const ended = Date.now() - 1_000
  const living = sampleRecord(Date.now())
  for (let count = 0; count < 3; count += 1) await store.create(sampleRecord(ended, { expiresAt: ended }))
  await store.create(living)
  const removesItself = settings.sessionUrls.length > 0
  const swept = removesItself ? 'Redis removes expired sessions by itself.\n' : 'Removed 3 expired sessions.\n'
  assert.deepEqual(await runProcess(['sweep'], env), { code: 0, out: swept, err: '' })
  if (!removesItself) assert.equal(await sessionsKept(settings), 1)
  assert.deepEqual(await store.load(living.id), living)
  await close()
  const pictures = 'Files deleted: 0.\nPictures encoded: 0.\n'
  assert.deepEqual(await runProcess(['pictures', '--clean'], env), { code: 0, out: pictures, err: '' })
})

test('databases that are not there are told in a sentence without the password', async () => {
  const url = 'postgres://ana:hush@127.0.0.1:1/shop'
  for (const args of [
    ['import', file('away.csv', PRODUCTS)],
    ['import', file('away.csv', PRODUCTS), '--dry-run'],
    ['pictures'],
    ['sweep'],
  ]) {
    const { code, out, err } = await run(args, { DATABASE_URL: url })
    assert.deepEqual([code, out], [1, ''], args.join(' '))
    assert.match(err, /^The (database|sessions in) 127\.0\.0\.1:1\/shop cannot be used: .*ECONNREFUSED/)
    assert.doesNotMatch(err, /hush|\n\s+at /)
  }
})

const SCRIPT = join(import.meta.dirname, 'cli.ts')

function runProcess(args: string[], settings: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, INIT_CWD: folder, ...settings }
    execFile(process.execPath, [SCRIPT, ...args], { env, cwd: tmpdir() }, (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err })
    })
  })
}
