/*
 * What the shop makes of a picture: a few widths as AVIF and WebP, and one JPEG. Pure: names, sizes, the key.
 */
import { createHash } from 'node:crypto'
import { routes } from '../routes.ts'

/** A picture that has been encoded. Its files are told by it alone. */
export interface Picture {
  /** Hash of the file it was made from and of how it was encoded, in 32 hexadecimal digits. Part of its addresses. */
  readonly key: string
  /** Pixels of the largest file. */
  readonly width: number
  readonly height: number
}

/** A kind of file that the shop makes, by the end of its name. */
export type PictureFormat = 'avif' | 'webp' | 'jpg'

/** One of the files of a picture; width and height in pixels. */
export interface PictureFile {
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
}

/** Widths in pixels that AVIF and WebP come in, smallest first. A picture that is smaller comes in its own width instead. */
export const WIDTHS = [320, 640, 1200] as const
const WIDTH_MAX = 1200

/**
 * How pictures are encoded. A change gives every picture another key, so that the next import makes new files. AVIF at
 * effort 1: one step more takes twice as long and makes the files a twentieth smaller.
 */
export const ENCODING = {
  edition: 1,
  widths: WIDTHS,
  avif: { quality: 58, effort: 1, chromaSubsampling: '4:2:0' },
  webp: { quality: 76, effort: 3 },
  jpg: { quality: 80, mozjpeg: true },
} as const

const KEY_CHARS = 32

/** The key of the picture that is made of these bytes. */
export function pictureKey(bytes: Uint8Array): string {
  const hash = createHash('sha256')
    .update(`${JSON.stringify(ENCODING)}\n`)
    .update(bytes)
  return hash.digest('hex').slice(0, KEY_CHARS)
}

/** How large the largest file of a picture is: never larger than the picture, whose pixels these are. */
export function largestSize(width: number, height: number): { readonly width: number; readonly height: number } {
  return scaled({ width, height }, Math.min(width, WIDTH_MAX))
}

/** The files of a picture by its largest size: AVIF and WebP from the smallest on, then the JPEG. */
export function filesOf(size: Pick<Picture, 'width' | 'height'>): PictureFile[] {
  const widths = [...WIDTHS.filter((width) => width < size.width), size.width]
  const modern = (['avif', 'webp'] as const).flatMap((format) =>
    widths.map((width) => ({ format, ...scaled(size, width) })),
  )
  return [...modern, { format: 'jpg', ...scaled(size, size.width) }]
}

function scaled(size: { width: number; height: number }, width: number): { width: number; height: number } {
  return { width, height: Math.max(1, Math.round((size.height * width) / size.width)) }
}

/** The name of a file in the media folder, and at the end of its address. */
export function fileNameOf(key: string, { format, width }: PictureFile): string {
  return `${key}-${width}.${format}`
}

/** What a name of {@link fileNameOf} says; null for every other name. Nothing that passes can lead out of a folder. */
export function parseFileName(name: string): { readonly key: string; readonly format: PictureFormat } | null {
  const [, key, format] = /^([0-9a-f]{32})-[1-9][0-9]{0,3}\.(avif|webp|jpg)$/.exec(name) ?? []
  return key === undefined ? null : { key, format: format as PictureFormat }
}

/** Whether `key` is one of {@link pictureKey}. */
export function isPictureKey(key: string): boolean {
  return /^[0-9a-f]{32}$/.test(key)
}

/** The picture as one JPEG, which everything can show: for previews, and for scripts that want one address. */
export function previewOf(picture: Picture): PictureFile & { readonly href: string } {
  const file: PictureFile = { format: 'jpg', width: picture.width, height: picture.height }
  return { ...file, href: routes.media.path({ file: fileNameOf(picture.key, file) }) }
}
