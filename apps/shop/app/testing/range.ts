/** A product of a test's catalogue. */
export interface Goods {
  readonly handle: string
  readonly title: string
  readonly description?: string
  readonly vendor?: string
  readonly status?: 'active' | 'draft'
  /** The name of its one option, if it has one. */
  readonly option?: string
  readonly variants: readonly {
    readonly value?: string
    /** As the file has it: `12.50`. */
    readonly price: string
    readonly compareAt?: string
    /** Left out: not counted. */
    readonly stock?: number
  }[]
}

/** A few products of all kinds, one with a name that would like to be a script. */
export const RANGE: readonly Goods[] = [
  { handle: 'cup', title: 'Blue cup', vendor: 'Taller', description: 'One.\n\nTwo.', variants: [{ price: '12.50' }] },
  { handle: 'plate', title: 'Plate', variants: [{ price: '8.00', compareAt: '10.00', stock: 3 }] },
  { handle: 'bowl', title: 'Bowl', variants: [{ price: '20.00', stock: 0 }] },
  {
    handle: 'shirt',
    title: 'Shirt',
    option: 'Size',
    variants: [
      { value: 'S', price: '15.00', stock: 0 },
      { value: 'M', price: '15.00', stock: 2 },
      { value: 'L', price: '18.00', stock: 40 },
    ],
  },
  {
    handle: 'towel',
    title: 'Towel',
    option: 'Colour',
    variants: [
      { value: 'Sand', price: '9.00' },
      { value: 'Sea', price: '9.00' },
    ],
  },
  { handle: 'draft', title: 'Not yet', status: 'draft', variants: [{ price: '1.00' }] },
  {
    handle: 'attack',
    title: `"><script>alert(1)</script>`,
    vendor: `<img src=x onerror=alert(1)>`,
    description: `&lt;script&gt;alert(1)&lt;/script&gt;`,
    option: `<b>Kind</b>`,
    variants: [
      { value: `' onfocus='alert(1)`, price: '1.00' },
      { value: '</option><script>', price: '1.00' },
    ],
  },
]

/** So many plain products: `item-1` and on, at 1.00 and on. */
export function manyGoods(count: number): Goods[] {
  return Array.from({ length: count }, (_, index) => ({
    handle: `item-${index + 1}`,
    title: `Item ${index + 1}`,
    variants: [{ price: `${index + 1}.00` }],
  }))
}

const COLUMNS =
  'Handle,Title,Body (HTML),Vendor,Status,Option1 Name,Option1 Value,Variant Price,Variant Compare At Price,' +
  'Variant Inventory Tracker,Variant Inventory Qty'

/** The goods as a product file. */
export async function* csvOf(goods: readonly Goods[]): AsyncGenerator<Uint8Array> {
  const rows = goods.flatMap(rowsOf).map((cells) => cells.map(quoted).join(','))
  yield new TextEncoder().encode([COLUMNS, ...rows].join('\r\n'))
}

function rowsOf({
  handle,
  title,
  description = '',
  vendor = '',
  status = 'active',
  option,
  variants,
}: Goods): string[][] {
  const paragraphs = description.split('\n\n').map((paragraph) => `<p>${paragraph}</p>`)
  return variants.map(({ value = 'Default Title', price, compareAt = '', stock }, index) => {
    const product = index === 0 ? [title, paragraphs.join(''), vendor, status, option ?? 'Title'] : ['', '', '', '', '']
    const count = stock === undefined ? ['', ''] : ['shopify', String(stock)]
    return [handle, ...product, value, price, compareAt, ...count]
  })
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}
