/** The least a page has, in bytes. */
export const PAGE_BYTES_MIN = 4_096
/** What a page calls somebody without a session. */
export const STRANGER = 'stranger'
export const PAGE_TYPE = 'text/html; charset=utf-8'

const head = '<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Hello, '
const middle = '.</h1><p>Changes so far: '
const end = '</p></body></html>'
const shortest = head.length + STRANGER.length + middle.length + '0'.length + end.length
const paragraph = '<p>A page of an ordinary size: navigation, a few products, a footer. </p>\n'
const filler = paragraph.repeat(Math.ceil((PAGE_BYTES_MIN - shortest) / paragraph.length))

/** The page every stack answers with, built the same way everywhere: who is visiting and what was changed so far. */
export function page(visitor: string, count: number): string {
  return `${head}${visitor}${middle}${count}</p>${filler}${end}`
}
