import { type Reply, withoutSession } from 'comanda/http'
import { Hono } from 'hono'
import { routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { type PictureFormat, parseFileName } from './picture.ts'

const CONTENT_TYPES: Readonly<Record<PictureFormat, string>> = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpg: 'image/jpeg',
}

/** A name stands for one content, ever. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/** The files of pictures, for everybody: no session is looked at. Only what the shop has encoded itself is there. */
export function pictureRoutes({ media, sessions }: Pick<Shop, 'media' | 'sessions'>): Hono {
  return new Hono().get(routes.media.pattern, async (c) => {
    const name = c.req.param('file')
    const parsed = parseFileName(name)
    const body = parsed === null ? null : await media.read(name)
    if (parsed === null || body === null) return c.notFound()
    const etag = `"${name}"`
    const headers = { etag, 'cache-control': FOR_EVER }
    const isKnown = c.req.header('if-none-match')?.includes(etag) ?? false
    const reply: Reply = isKnown
      ? { status: 304, body: null, headers }
      : { status: 200, body, headers: { ...headers, 'content-type': CONTENT_TYPES[parsed.format] } }
    return withoutSession(sessions, reply)
  })
}
