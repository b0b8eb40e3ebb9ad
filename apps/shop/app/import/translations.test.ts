import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import { type ImportReport, importProducts } from './import.ts'
import { withBench } from './testing/bench.ts'

type Db = Kysely<ShopDatabase>

function countsOf({ created, updated, unchanged, skipped }: ImportReport): number[] {
  return [created, updated, unchanged, skipped]
}

function codesOf({ problems }: ImportReport): string[] {
  return problems.map(({ row, severity, code }) => `${row} ${severity} ${code}`)
}

/** Every row of the tables that hold translations. */
async function translations(db: Db): Promise<unknown[]> {
  const tables = [
    'product_translation',
    'product_option_translation',
    'variant_translation',
    'image_translation',
  ] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  return rows.flat().map((row) => ({ ...row }))
}

const SHIRT = `Handle,Title,Title (es),Description,Description (es),Type,Type (es),Tags,Tags (es),Option1 name,Option1 name (es),\
Option1 value,Option1 value (es),Option2 name,Option2 name (es),Option2 value,Option2 value (es),Price,Image Src,\
Image alt text,Image alt text (es)
shirt,Shirt,Camisa,<p>Soft.</p>,<p>Suave &amp; c&aacute;lida.</p>,Tops,Ropa,"a, b","á, be",Colour,Color,Blue,Azul,Size,Talla,S,,20,\
https://p.example/1.jpg,A shirt,Una camisa
shirt,,,,,,,,,,,Red,Rojo,,,M,Mediana,20,https://p.example/2.jpg,Folded,
`

const ALL = [
  {
    product_id: 1,
    language: 'es',
    title: 'Camisa',
    description: 'Suave & cálida.',
    product_type: 'Ropa',
    tags: 'á, be',
  },
  { product_id: 1, position: 1, language: 'es', name: 'Color' },
  { product_id: 1, position: 2, language: 'es', name: 'Talla' },
  { variant_id: 1, language: 'es', option1: 'Azul', option2: '', option3: '' },
  { variant_id: 2, language: 'es', option1: 'Rojo', option2: 'Mediana', option3: '' },
  { image_id: 1, language: 'es', alt: 'Una camisa' },
]

test('every column with a language behind its name brings its translation, and a second import changes nothing', async () => {
  await withBench(async ({ db, bring }) => {
    const report = await bring(SHIRT)
    assert.deepEqual([countsOf(report), report.problems], [[1, 0, 0, 0], []])
    assert.deepEqual(await translations(db), ALL)
    assert.deepEqual(countsOf(await bring(SHIRT)), [0, 0, 1, 0])
    assert.deepEqual(await translations(db), ALL)
  })
})

test('the old names of columns take a language too, and case and spaces do not matter', async () => {
  await withBench(async ({ db, bring }) => {
    await bring('Handle,Title,TITLE  (ES),Body (HTML) (es),Variant Price\na,A,Á,<p>Sí</p>,1\n')
    const [row] = await db.selectFrom('product_translation').select(['title', 'description']).execute()
    assert.deepEqual({ ...row }, { title: 'Á', description: 'Sí' })
  })
})

test('a file without the columns leaves translations, also of values in another order; blank cells remove them', async () => {
  await withBench(async ({ db, bring }) => {
    await bring(SHIRT)
    const plain = 'Handle,Title,Option1 name,Option1 value,Option2 name,Option2 value,Price,Image Src\n'
    const images = ['https://p.example/1.jpg', 'https://p.example/2.jpg']
    const report = await bring(
      `${plain}shirt,Shirt,Size,M,Colour,Red,21,${images[1]}\nshirt,,,S,,Blue,20,${images[0]}\n`,
    )
    assert.deepEqual(countsOf(report), [0, 1, 0, 0])
    const names = await db.selectFrom('product_option_translation').select(['position', 'name']).execute()
    assert.deepEqual(
      names.map(({ position, name }) => `${position} ${name}`),
      ['1 Talla', '2 Color'],
    )
    assert.equal((await db.selectFrom('image_translation').selectAll().execute()).length, 1)

    await bring(SHIRT)
    const blank = SHIRT.replace('<p>Suave &amp; c&aacute;lida.</p>', '')
      .replace('Camisa', '')
      .replace('Ropa', '')
      .replace('"á, be"', '')
      .replace('Color,Blue,Azul', ',Blue,')
      .replace('Talla', '')
      .replace('Una camisa', '')
      .replace('Rojo', '')
      .replace('Mediana', '')
    assert.deepEqual(countsOf(await bring(blank)), [0, 1, 0, 0])
    assert.deepEqual(await translations(db), [])
    assert.deepEqual(countsOf(await bring(blank)), [0, 0, 1, 0])
  })
})

test('a file of translations alone adds them to what is there, and changes nothing else', async () => {
  await withBench(async ({ db, queries, bring }) => {
    await bring('Handle,Title,Option1 name,Option1 value,Price\na,A,Size,S,1\na,,,M,2\nb,B,,,3\n')
    const before = await db.selectFrom('variant').selectAll().execute()
    await bring('Handle,Title (es),Option1 value,Option1 value (es)\na,Á,S,Pequeña\na,,M,\nb,Be,,\n')
    assert.deepEqual(await db.selectFrom('variant').selectAll().execute(), before)
    const a = await queries.productByHandle('a', 'es')
    assert.deepEqual([a?.title, a?.options[0]?.values], ['Á', ['Pequeña', 'M']])
    assert.equal((await queries.productByHandle('b', 'es'))?.title, 'Be')
    assert.equal((await queries.productByHandle('a', 'en'))?.title, 'A')
  })
})

test('a variant, a picture, an option that is gone takes its translation along', async () => {
  await withBench(async ({ db, bring }) => {
    await bring(SHIRT)
    const plain = 'Handle,Title,Option1 name,Option1 value,Price,Image Src\n'
    await bring(`${plain}shirt,Shirt,Colour,Green,20,https://p.example/2.jpg\n`)
    assert.deepEqual(await translations(db), [ALL[0], ALL[1]])
  })
})

test('the words for a product without options are never shown, so they have no translation', async () => {
  await withBench(async ({ db, bring }) => {
    const file =
      'Handle,Title,Option1 name,Option1 name (es),Option1 value,Option1 value (es),Price\n' +
      'a,A,Title,Título,Default Title,Único,1\n'
    assert.deepEqual((await bring(file)).problems, [])
    assert.deepEqual(await translations(db), [])
    assert.deepEqual(countsOf(await bring(file)), [0, 0, 1, 0])
  })
})

test('a translation of nothing, and tags of another number, are told by their row', async () => {
  await withBench(async ({ bring }) => {
    const report = await bring(
      'Handle,Title,Tags,Tags (es),Option1 name,Option1 value,Option2 value (es),Price,Image Src,Image alt text (es),Collection (es)\n' +
        'a,A,"x, y",equis,Size,S,,1,,,\na,,,,,M,Azul,1,,Una taza,Mesa\n',
    )
    assert.deepEqual(codesOf(report), [
      '2 warning import/other-tags',
      '3 warning import/nothing-to-translate',
      '3 warning import/nothing-to-translate',
      '3 warning import/nothing-to-translate',
    ])
    assert.match(report.problems[0]?.message ?? '', /^Tags \(es\) has 1 and Tags 2/)
    assert.match(report.problems[1]?.message ?? '', /^Option2 value \(es\) is left out/)
    assert.deepEqual(countsOf(report), [1, 0, 0, 0])
  })
})

test('variants that Spanish shoppers could not tell apart are told by their rows', async () => {
  await withBench(async ({ bring }) => {
    const report = await bring(
      'Handle,Title,Option1 name,Option1 value,Option1 value (es),Price\na,A,Colour,Blue,Azul,1\na,,,Navy,Azul,1\na,,,Red,,1\n',
    )
    assert.deepEqual(codesOf(report), ['3 warning import/same-translation'])
    assert.match(report.problems[0]?.message ?? '', /those of row 2/)
    assert.deepEqual(countsOf(report), [1, 0, 0, 0])
  })
})

test('a translation has the limits of its text, and no HTML gets in', async () => {
  await withBench(async ({ queries, bring }) => {
    const long = await bring(`Handle,Title,Title (es),Price\na,A,${'x'.repeat(256)},1\n`)
    assert.deepEqual([codesOf(long), countsOf(long)], [['2 error import/too-long'], [0, 0, 0, 1]])
    await bring('Handle,Title,Description (es),Price\na,A,<script>alert(1)</script><p>Una &lt;b&gt;,1\n')
    assert.equal((await queries.productByHandle('a', 'es'))?.description, 'Una <b>')
  })
})

test('a dry run of translations tells what would come of it, and writes nothing', async () => {
  await withBench(async ({ db, bring }) => {
    await bring('Handle,Title,Price\na,A,1\n')
    async function* file(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('Handle,Title (es),Collection\na,Á,Mesa\n')
    }
    const report = await importProducts(db, file(), { currency: 'EUR', dryRun: true })
    assert.deepEqual(countsOf(report), [0, 1, 0, 0])
    assert.deepEqual(await translations(db), [])
    assert.deepEqual(await db.selectFrom('collection').selectAll().execute(), [])
  })
})
