import { type Chance, createChance } from '../../../app/catalogue/placeholder/chance.ts'

/** What one drawing is made on: it keeps the gradients, filters and clips that the drawing refers to. */
export interface Sheet {
  readonly chance: Chance
  /** Keeps an element of `<defs>`, made with the id it gets, and gives `url(#id)`. The same element is kept once. */
  define(element: (id: string) => string): string
  /** The whole picture as SVG. */
  picture(width: number, height: number, body: string): string
}

/** An empty sheet. Whatever in a drawing is left to chance comes out the same for the same seed. */
export function createSheet(seed: string): Sheet {
  const ids = new Map<string, string>()
  const defs: string[] = []
  return {
    chance: createChance(seed),
    define(element) {
      const like = element('*')
      const known = ids.get(like)
      if (known !== undefined) return `url(#${known})`
      const id = `d${ids.size}`
      ids.set(like, id)
      defs.push(element(id))
      return `url(#${id})`
    },
    picture: (width, height, body) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
      `<defs>${defs.join('')}</defs>${body}</svg>`,
  }
}

/** Something drawn elsewhere, moved to a place, and resized and turned about that place. */
export function at(x: number, y: number, drawn: string, scale = 1, degrees = 0): string {
  return `<g transform="translate(${x} ${y}) rotate(${degrees}) scale(${scale})">${drawn}</g>`
}

/** Shown only within an outline. */
export function within(sheet: Sheet, outline: string, drawn: string): string {
  const clip = sheet.define((id) => `<clipPath id="${id}"><path d="${outline}"/></clipPath>`)
  return `<g clip-path="${clip}">${drawn}</g>`
}
