/*
 * Asks a shop of a hundred products and one of a hundred thousand for the same pages and compares what they cost.
 * `--quick`: ten thousand, and fewer rounds. The catalogues are made once and kept in `var/bench-catalogue`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createApp } from '../app/app.ts'
import { createLog } from '../app/log.ts'
import { parseSettings } from '../app/settings.ts'
import { openShop, type Shop } from '../app/shop.ts'
import { makeCatalogue } from './make-catalogue.ts'
import { QUESTIONS, type Question } from './questions.ts'

const SMALL_PRODUCTS = 100
const isQuick = process.argv.includes('--quick')
const LARGE_PRODUCTS = isQuick ? 10_000 : 100_000
const ROUNDS = isQuick ? 30 : 100
const WARM_UP_ROUNDS = 10
const RATIO_MAX = 2

const folder = join(import.meta.dirname, '..', '..', '..', 'var', 'bench-catalogue')

interface Contestant {
  readonly products: number
  readonly shop: Shop
  ask(path: string): Promise<Response>
}

const small = await open(SMALL_PRODUCTS)
const large = await open(LARGE_PRODUCTS)
say(`| page | ${SMALL_PRODUCTS} products | ${LARGE_PRODUCTS} products | ratio |`)
say('| --- | --- | --- | --- |')
let isAsPromised = true
for (const question of QUESTIONS) {
  await check(question, small)
  await check(question, large)
  const times = await measure(question)
  const ratio = times.large / times.small
  isAsPromised &&= ratio <= RATIO_MAX || !question.isPromised
  say(`| ${question.name} | ${milliseconds(times.small)} | ${milliseconds(times.large)} | ${ratio.toFixed(2)} |`)
}
await small.shop.close()
await large.shop.close()
process.exitCode = isAsPromised ? 0 : 1

async function open(products: number): Promise<Contestant> {
  const dataDir = join(folder, String(products))
  mkdirSync(dataDir, { recursive: true })
  await makeCatalogue(join(dataDir, 'shop.sqlite'), products, say)
  const settings = parseSettings({ SHOP_NAME: 'Bench', SHOP_CURRENCY: 'EUR', DATA_DIR: dataDir })
  const shop = await openShop(settings, { log: createLog({ write: () => {} }) })
  const app = createApp(shop)
  return { products, shop, ask: async (path) => app.request(path) }
}

/** Both must answer rightly before their speed counts. */
async function check({ name, path, expected }: Question, { products, shop, ask }: Contestant): Promise<void> {
  const response = await ask(path(products))
  const page = await response.text()
  const found = [...page.matchAll(/<h2[^>]*><a href="(?:\/es)?\/products\/([^"]+)"/g)].map(([, handle]) => handle)
  const wanted = expected === null ? found : await expected(shop.db, products)
  if (response.status === 200 && JSON.stringify(found) === JSON.stringify(wanted)) return
  throw new Error(`${name}, ${products} products: ${response.status}, ${found.join(' ')} and not ${wanted.join(' ')}`)
}

/** In turn, so that whatever else the machine does falls on both. Medians of CPU time, in milliseconds. */
async function measure({ path }: Question): Promise<{ small: number; large: number }> {
  const times = { small: [] as number[], large: [] as number[] }
  const paths = { small: path(small.products), large: path(large.products) }
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const [name, { ask }] of [
      ['small', small],
      ['large', large],
    ] as const) {
      const before = process.cpuUsage()
      await (await ask(paths[name])).text()
      const { user, system } = process.cpuUsage(before)
      if (round >= 0) times[name].push((user + system) / 1_000)
    }
  }
  return { small: median(times.small), large: median(times.large) }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function milliseconds(value: number): string {
  return `${value.toFixed(2)} ms`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
