import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCsv } from './csv.ts'
import { IMAGES_MAX, type ParsedProduct, VARIANTS_MAX } from './model.ts'
import { type ParsedFile, parseProducts } from './parse-products.ts'

async function parse(text: string, currency = 'USD'): Promise<ParsedFile> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text)
  }
  return parseProducts(await readCsv(bytes()), currency)
}

async function parseOne(text: string): Promise<ParsedProduct> {
  const { products, problems } = await parse(text)
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
  )
  const [product] = products.values()
  assert.ok(product)
  return product
}

/** What each problem is about: row, line, handle and code. */
function told({ problems }: ParsedFile): string[] {
  return problems.map(
    ({ row, line, handle, code, severity }) =>
      `${row}/${line} ${handle} ${code}${severity === 'warning' ? ' (warning)' : ''}`,
  )
}

function skipped({ products }: ParsedFile): string[] {
  return [...products].filter(([, product]) => product === null).map(([handle]) => handle)
}

test('a product with an error is skipped and told by its rows; the others are read', async () => {
  const file = await parse(
    'Handle,Title,Option1 Name,Option1 Value,Price\na,A,Size,S,1\nb,B,Size,S,"1,50"\nb,,,M,free\nc,C,Size,S,3\n',
  )
  assert.deepEqual(told(file), ['3/3 b import/bad-price', '4/4 b import/bad-price'])
  assert.deepEqual(skipped(file), ['b'])
  assert.match(file.problems[0]?.message ?? '', /^Price is “1,50”\. Write a plain number/)
})

test('problems name the line and the row where they are, in the order of the file', async () => {
  const file = await parse('Handle,Title,Description,Price\n\nz,Z,"one\ntwo\n\nthree",x\na,A,,\ny,Y,,y\n')
  assert.deepEqual(told(file), ['3/3 z import/bad-price', '4/7 a import/no-price', '5/8 y import/bad-price'])
})

test('every kind of wrong cell is told by its own code', async () => {
  const header =
    'Handle,Title,Published,Status,Variant Price,Variant Compare At Price,Variant Taxable,' +
    'Variant Requires Shipping,Variant Inventory Qty,Variant Inventory Policy,Variant Grams,' +
    'Variant Inventory Tracker'
  const cases: [row: string, code: string][] = [
    ['a,A,maybe,,1,,,,,,,', 'bad-yes-or-no'],
    ['a,A,,live,1,,,,,,,', 'bad-status'],
    ['a,A,,,,,,,,,,', 'no-price'],
    ['a,A,,,$1,,,,,,,', 'bad-price'],
    ['a,A,,,1,1.005,,,,,,', 'bad-price'],
    ['a,A,,,1,,yes,,,,,', 'bad-yes-or-no'],
    ['a,A,,,1,,,no,,,,', 'bad-yes-or-no'],
    ['a,A,,,1,,,,1.5,,,', 'bad-stock'],
    ['a,A,,,1,,,,,maybe,,', 'bad-policy'],
    ['a,A,,,1,,,,,,heavy,', 'bad-weight'],
    ['a,,,,1,,,,,,,', 'no-title'],
    [',,,,1,,,,,,,', 'no-handle'],
    ['a b,A,,,1,,,,,,,', 'bad-handle'],
    [',!!!,,,1,,,,,,,', 'bad-handle'],
    [`a,${'x'.repeat(256)},,,1,,,,,,,`, 'too-long'],
    ['a,A,,,1,,,,,,,,surplus', 'long-row'],
  ]
  for (const [row, code] of cases) {
    const file = await parse(`${header}\n${row}\n`)
    assert.deepEqual(
      file.problems.map((problem) => [problem.row, problem.severity, problem.code]),
      [[2, 'error', `import/${code}`]],
      row,
    )
    assert.ok(
      [...file.products.values()].every((product) => product === null),
      row,
    )
  }
})

test('blank means what the format says: published, active, not tracked, no tax, not sent', async () => {
  const product = await parseOne(
    'Handle,Title,Published,Status,Price,Charge tax,Requires shipping,Inventory tracker,' +
      'Inventory quantity,Continue selling when out of stock,Weight value (grams),SKU,Compare-at price\n' +
      'a,A,,,0,,,,,,,,\n',
  )
  assert.deepEqual([product.fields.published, product.fields.status], [true, 'active'])
  assert.deepEqual(product.variants?.[0]?.fields, {
    sku: null,
    barcode: undefined,
    priceMinor: 0,
    compareAtMinor: null,
    tracked: false,
    stock: 0,
    oversell: 'deny',
    grams: 0,
    requiresShipping: false,
    taxable: false,
  })
})

test('rows of a product need not stand together, nor begin with its own row', async () => {
  const { products, problems } = await parse(
    'Handle,Title,Option1 Name,Option1 Value,Price,Image Src\n' +
      'a,,,M,2,\n' +
      'b,B,,,5,\n' +
      'a,,,,,https://p.example/1.jpg\n' +
      'a,A,Size,S,1,https://p.example/2.jpg\n',
  )
  assert.deepEqual(problems, [])
  const a = products.get('a')
  assert.equal(a?.fields.title, 'A')
  assert.deepEqual(a?.optionNames, ['Size'])
  assert.deepEqual(
    a?.variants?.map(({ options }) => options),
    [['M'], ['S']],
  )
  assert.deepEqual(
    a?.images?.map(({ source }) => source.at(-5)),
    ['1', '2'],
  )
  assert.deepEqual(
    products.get('b')?.variants?.map(({ options }) => options),
    [['Default Title']],
  )
})

test('a handle in another case is the same product; a title without a handle makes one', async () => {
  const { products } = await parse(
    'Handle,Title,Option1 Name,Option1 Value,Price\nTaza,Taza,Size,S,1\ntaza,,,M,1\n,Café con Leche,,,2\n',
  )
  assert.deepEqual([...products.keys()], ['taza', 'cafe-con-leche'])
})

test('options need a name and a value each, and variants must differ', async () => {
  const header = 'Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Price'
  const cases: [rows: string, problems: string[]][] = [
    ['a,A,,Red,,,1', ['2/2 a import/no-option-name']],
    ['a,A,Colour,Red,,S,1', ['2/2 a import/no-option-name']],
    ['a,A,,,Size,S,1', ['2/2 a import/no-option-name', '2/2 a import/no-option-value']],
    ['a,A,Colour,,,,1', ['2/2 a import/no-option-value']],
    ['a,A,Colour,Red,Size,,1', ['2/2 a import/no-option-value']],
    ['a,A,Colour,Red,Colour,Blue,1', ['2/2 a import/same-option']],
    ['a,A,Colour,Red,,,1\na,,,,,,2', ['3/3 a import/no-option-value']],
    ['a,A,Colour,Red,,,1\na,,,Red,,,2', ['3/3 a import/same-variant']],
    ['a,A,,,,,1\na,,,,,,2', ['3/3 a import/same-variant']],
  ]
  for (const [rows, problems] of cases) assert.deepEqual(told(await parse(`${header}\n${rows}\n`)), problems, rows)
})

test('rows that say nothing are left out: blank ones silently, others with a warning', async () => {
  const file = await parse(
    'Handle,Title,SKU,Option1 Name,Option1 Value,Price\na,A,,Size,S,1\n,,,,,\n ,, ,,,\na,,LOST,,,\n',
  )
  assert.deepEqual(told(file), ['5/5 a import/row-ignored (warning)'])
  assert.equal(file.products.get('a')?.variants?.length, 1)
})

test('short rows count as blank at their end, with a warning; a surplus of blank cells is nothing', async () => {
  const file = await parse('Handle,Title,Price,Vendor\na,A,1\nb,B,2,Taller,,\n')
  assert.deepEqual(told(file), ['2/2 a import/short-row (warning)'])
  assert.deepEqual([file.products.get('a')?.fields.vendor, file.products.get('b')?.fields.vendor], ['', 'Taller'])
})

test('two products that share a handle by mistake are told', async () => {
  const file = await parse('Handle,Title,Option1 Name,Option1 Value,Price\na,A,Size,S,1\na,Other,,M,1\na,A,,L,1\n')
  assert.deepEqual(told(file), ['3/3 a import/other-title (warning)'])
})

test('a picture that is neither an address nor the name of a file is left out, and the product stays', async () => {
  const file = await parse('Handle,Title,Price,Image Src,Variant Image\na,A,1,javascript:alert(1),../bowl.jpg\n')
  assert.deepEqual(told(file), ['2/2 a import/picture-ignored (warning)', '2/2 a import/picture-ignored (warning)'])
  assert.deepEqual([file.products.get('a')?.images, file.products.get('a')?.variants?.[0]?.imageSource], [[], null])
})

test('pictures stand by their position, those without one last, each address once', async () => {
  const product = await parseOne(
    'Handle,Title,Price,Image Src,Image Position\n' +
      'a,A,1,https://p.example/c.jpg,\n' +
      'a,,,https://p.example/b.jpg,2\n' +
      'a,,,https://p.example/a.jpg,1\n' +
      'a,,,https://p.example/b.jpg,9\n',
  )
  assert.deepEqual(
    product.images?.map(({ source }) => source.at(-5)),
    ['a', 'b', 'c'],
  )
})

test('a product cannot have variants or pictures without end', async () => {
  const rows = (count: number, row: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => row(index)).join('\n')
  const variants = await parse(
    `Handle,Title,Option1 Name,Option1 Value,Price\na,A,Size,first,1\n${rows(VARIANTS_MAX, (index) => `a,,,${index},1`)}\n`,
  )
  assert.deepEqual(told(variants), ['2/2 a import/too-many-variants'])
  const images = await parse(
    `Handle,Title,Price,Image Src\na,A,1,\n${rows(IMAGES_MAX + 1, (index) => `a,,,https://p.example/${index}.jpg`)}\n`,
  )
  assert.deepEqual(told(images), ['2/2 a import/too-many-pictures'])
})

test('names that objects have by nature are ordinary handles, option names and values', async () => {
  const { products, problems } = await parse(
    'Handle,Title,Option1 Name,Option1 Value,Price\n' +
      '__proto__,A,Size,S,1\n' +
      'constructor,A,__proto__,constructor,1\n' +
      'toString,B,Title,__proto__,1\n',
  )
  assert.deepEqual(
    problems.map(({ code, handle }) => [code, handle]),
    [['import/bad-handle', null]],
  )
  assert.deepEqual([...products.keys()], ['constructor', 'tostring'])
  assert.deepEqual(products.get('constructor')?.optionNames, ['__proto__'])
})

test('markup and formulas in a title are text like any other', async () => {
  const product = await parseOne(
    'Handle,Title,Vendor,Price\na,<script>alert(1)</script>,"=HYPERLINK(""http://evil.example"")",1\n',
  )
  assert.equal(product.fields.title, '<script>alert(1)</script>')
  assert.equal(product.fields.vendor, '=HYPERLINK("http://evil.example")')
})

test('prices follow the currency of the shop', async () => {
  const text = 'Handle,Title,Price\na,A,1200.00\nb,B,12.50\n'
  const yen = await parse(text, 'JPY')
  assert.equal(yen.products.get('a')?.variants?.[0]?.fields.priceMinor, 1200)
  assert.deepEqual(told(yen), ['3/3 b import/bad-price'])
  assert.equal((await parse(text, 'KWD')).products.get('b')?.variants?.[0]?.fields.priceMinor, 12_500)
})
