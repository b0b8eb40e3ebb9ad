import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { LANGUAGES, type Language, languageOf } from '../routes.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'
import { type Entry, entriesOf, piecesOf } from './testing/entries.ts'
import { shownIn } from './testing/shown-in.ts'

const APP = join(import.meta.dirname, '..')

/** Words that are the same in both languages. */
const SAME: readonly string[] = ['Total', 'Cookies']

const files = globSync('**/words.ts', { cwd: APP })
const catalogues = await Promise.all(
  files.map(async (path) => {
    const module = (await import(join(APP, path))) as Record<string, Readonly<Record<Language, unknown>>>
    return { path, exports: Object.values(module) }
  }),
)

function everyEntry(language: Language): Entry[] {
  return catalogues.flatMap(({ exports }) => exports.flatMap((words) => entriesOf(words[language])))
}

test('each file of words has one catalogue, with the same entries in each language', () => {
  assert.ok(files.length >= 4)
  for (const { path, exports } of catalogues) {
    assert.equal(exports.length, 1, path)
    const [words] = exports
    const shapes = LANGUAGES.map((language) =>
      entriesOf(words?.[language])
        .map(({ name, kind }) => `${name}: ${kind}`)
        .sort(),
    )
    assert.deepEqual(shapes[1], shapes[0], path)
  }
})

test('no entry is empty', () => {
  for (const language of LANGUAGES)
    for (const { name, text } of everyEntry(language)) assert.notEqual(text.trim(), '', name)
})

test('no sentence is the same in both languages, unless it is meant to be: nobody forgot to translate it', () => {
  const spanish = new Map(everyEntry('es').map(({ name, text }) => [name, text]))
  const same = everyEntry('en').filter(
    ({ name, text }) => /\p{L}{2}/u.test(text.replaceAll('§', '')) && spanish.get(name) === text,
  )
  assert.deepEqual(
    same.filter(({ text }) => !SAME.includes(text)).map(({ name }) => name),
    [],
  )
})

test('no markup has words of its own: what shoppers read stands in the catalogues', () => {
  const sources = globSync('**/*.ts', { cwd: APP }).filter((path) => !/testing|\.test\.ts$|words\.ts$/.test(path))
  for (const path of sources) {
    const text = readFileSync(join(APP, path), 'utf8')
    for (const [template] of text.matchAll(/html`[^`]*`/g)) {
      const own = template.replaceAll(/\$\{[^}]*\}/g, '').match(/>\s*\p{L}{3,}[^<]*</u)
      assert.equal(own, null, `${path}: ${own?.[0]}`)
    }
  }
})

let shop: WebShop
before(async () => {
  // Names that no catalogue has, so that what is left are words of the shop.
  const goods = Array.from({ length: 30 }, (_, at) => ({
    handle: `zub-${at}`,
    title: `Zub${at}`,
    vendor: 'Zubrik',
    option: 'Zubtion',
    variants: [
      { value: 'Zubone', price: '9.00', stock: at % 4 },
      { value: 'Zubtwo', price: '8.00', compareAt: '9.00' },
    ],
  }))
  shop = await openWebShop({ goods, env: { SHOP_NAME: 'Zubshop' } })
})
after(() => shop.close())

/** Every page there is a link to, beginning at the front page of a language, with a cart that has something in it. */
async function walk(language: Language): Promise<ReadonlyMap<string, string>> {
  const home = language === 'en' ? '/' : `/${language}`
  const added = await shop.ask(`${home === '/' ? '' : home}/cart/add`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: 'id=3&quantity=2',
  })
  const cookie = (added.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const pages = new Map<string, string>()
  const ahead = [home, `${home}?notice=ended`, '/nowhere'].map((path) =>
    languageOf(path) === language ? path : home + path,
  )
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    if (pages.has(path) || pages.size >= PAGES_MAX) continue
    const response = await shop.ask(path, { headers: { cookie } })
    const page = await response.text()
    if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) continue
    pages.set(path, page)
    for (const [, href = ''] of page.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)) {
      const next = href.replaceAll('&amp;', '&')
      assert.equal(languageOf(next), language, `${path} links to ${next}`)
      if (!isSeenEnough(next, pages)) ahead.push(next)
    }
  }
  return pages
}

const PAGES_MAX = 60

/** A few products are enough. */
function isSeenEnough(path: string, pages: ReadonlyMap<string, string>): boolean {
  const [, folder = ''] = /^(?:\/es)?\/(products|collections|tags)\//.exec(path) ?? []
  return folder !== '' && [...pages.keys()].filter((seen) => seen.includes(`/${folder}/`)).length >= 6
}

test('a walk through the shop in one language meets no word of the other', async () => {
  for (const language of LANGUAGES) {
    const own = new Set(everyEntry(language).flatMap(piecesOf))
    const foreign = LANGUAGES.filter((other) => other !== language).flatMap((other) =>
      everyEntry(other).flatMap(piecesOf),
    )
    const wrong = new Set(foreign.filter((piece) => !own.has(piece)))
    const pages = await walk(language)
    assert.ok(pages.size >= 10)
    for (const [path, page] of pages) {
      for (const { text, isForeign } of shownIn(page)) {
        if (isForeign) continue
        assert.equal(wrong.has(text), false, `${path} shows “${text}” in ${language}`)
      }
    }
  }
})

test('what a page shows in both languages alike is a name: no words are written past the catalogues', async () => {
  const [english, spanish] = await Promise.all(LANGUAGES.map(walk))
  const texts = (pages: ReadonlyMap<string, string> = new Map()) =>
    new Set(
      [...pages.values()]
        .flatMap(shownIn)
        .filter(({ isForeign }) => !isForeign)
        .map(({ text }) => text),
    )
  const inSpanish = texts(spanish)
  const inBoth = [...texts(english)].filter((text) => inSpanish.has(text))
  const names = new RegExp(`Zub\\w*|(?:__Host-)?comanda-\\S+|[\\d.,\\s]*[€$]|EUR|USD|${SAME.join('|')}`, 'g')
  const words = inBoth.filter((text) => /\p{L}{2}/u.test(text.replaceAll(names, '')))
  assert.deepEqual(words, [])
})
