import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Reply, withoutSession } from 'comanda/http'
import { type Context, Hono } from 'hono'
import { FONTS } from './fonts.ts'
import { routes } from './routes.ts'
import { scriptOf } from './script.ts'
import type { Shop } from './shop.ts'
import { askedHead } from './web/pages.ts'

/** A file that is sent to browsers, kept in memory. */
export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>
  readonly contentType: string
  readonly etag: string
}

/** The files in the assets folder and the fonts, each under a name that changes with what is in it. */
export interface Assets {
  /** The address of a file by its plain name: `/assets/shop.3f9c….css` for `shop.css`. Throws if there is none. */
  href(name: string): string
  /** Whether there is a file of that plain name. */
  has(name: string): boolean
  /** The file of a plain name. Throws if there is none. */
  file(name: string): Asset
  /** The file of a name with a hash; null if there is none. */
  find(hashedName: string): Asset | null
}

const FOLDER = join(import.meta.dirname, '..', 'assets')
const SCRIPTS = join(import.meta.dirname, '..', 'browser')
const SCRIPT = 'shop.js'
const HASH_CHARS = 16

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** What a style sheet refers to by its plain name. */
const URL_IN_STYLE = /\burl\("([\w.-]+)"\)/g

/** A file as it was read, with the name it is sent under. */
interface Named {
  readonly name: string
  readonly hashedName: string
  readonly asset: Asset
}

/**
 * Reads the fonts and all files of the folder, and makes `shop.js` of the modules for browsers, once. Throws for a kind of
 * file that the shop does not know how to send, and for a style sheet that refers to a file which is not there.
 */
export function loadAssets(folder: string = FOLDER, scripts: string = SCRIPTS): Assets {
  const fonts = Object.entries(FONTS).map(([name, url]) => asAsset(name, bytesOf(fileURLToPath(url))))
  const script = asAsset(SCRIPT, new TextEncoder().encode(scriptOf(scripts, 'shop.ts')))
  const names = readdirSync(folder)
  const sheets = names.filter((name) => extname(name) === '.css')
  const others = names.filter((name) => extname(name) !== '.css')
  const plain = [...fonts, script, ...others.map((name) => asAsset(name, bytesOf(join(folder, name))))]
  const hashedNames = new Map(plain.map(({ name, hashedName }) => [name, hashedName]))
  const read = [...plain, ...sheets.map((name) => asAsset(name, styleOf(join(folder, name), hashedNames)))]
  const byHashedName = new Map(read.map(({ hashedName, asset }) => [hashedName, asset]))
  const byName = new Map(read.map((one) => [one.name, one]))

  function named(name: string): { hashedName: string; asset: Asset } {
    const found = byName.get(name)
    if (found === undefined) throw new Error(`There is no asset "${name}" in ${folder}.`)
    return found
  }

  return {
    href: (name) => routes.asset.path({ file: named(name).hashedName }),
    has: (name) => byName.has(name),
    file: (name) => named(name).asset,
    find: (hashedName) => byHashedName.get(hashedName) ?? null,
  }
}

function asAsset(name: string, body: Uint8Array<ArrayBuffer>): Named {
  const extension = extname(name)
  const contentType = CONTENT_TYPES[extension]
  if (contentType === undefined) throw new Error(`The shop does not know how to send "${name}".`)
  const hash = createHash('sha256').update(body).digest('hex').slice(0, HASH_CHARS)
  const hashedName = `${name.slice(0, -extension.length)}.${hash}${extension}`
  return { name, hashedName, asset: { body, contentType, etag: `"${hash}"` } }
}

/** A folder is one file in parts: they follow each other in order of their names. */
function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  if (!statSync(path).isDirectory()) return new Uint8Array(readFileSync(path))
  const parts = readdirSync(path).sort()
  return new TextEncoder().encode(parts.map((part) => readFileSync(join(path, part), 'utf8')).join('\n'))
}

/** A style sheet changes its own name when a file it refers to does: the addresses are part of what is hashed. */
function styleOf(path: string, hashedNames: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(bytesOf(path)).replace(URL_IN_STYLE, (_, name: string) => {
    const file = hashedNames.get(name)
    if (file === undefined) throw new Error(`The style in ${path} refers to "${name}", which is not there.`)
    return `url("${routes.asset.path({ file })}")`
  })
  return new TextEncoder().encode(text)
}

const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_A_DAY = 'public, max-age=86400'

/** The files, under their hashed names for ever, and the icon also where old browsers look for it. */
export function assetRoutes({ assets, sessions, edge }: Shop): Hono {
  const answer = async (context: Context, asset: Asset, cacheControl: string) =>
    withoutSession(sessions, await edge.file(askedHead(context), replyWith(asset, cacheControl)))

  return new Hono()
    .get(routes.asset.pattern, (c) => {
      const asset = assets.find(c.req.param('file'))
      return asset === null ? c.notFound() : answer(c, asset, FOR_EVER)
    })
    .get(routes.favicon.pattern, (c) => answer(c, assets.file('favicon.svg'), FOR_A_DAY))
}

function replyWith({ body, contentType, etag }: Asset, cacheControl: string): Reply {
  return { status: 200, body, headers: { 'content-type': contentType, etag, 'cache-control': cacheControl } }
}
