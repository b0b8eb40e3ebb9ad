import { type Chance, tenth } from './chance.ts'

/** Pictures are squares with sides of this length. */
export const SIDE = 800

/** Six colours that go together: the wall, two light ones, two strong ones, and one for lines and shadows. */
export interface Palette {
  readonly wall: string
  readonly pale: string
  readonly soft: string
  readonly warm: string
  readonly deep: string
  readonly ink: string
}

/** One of them is picked for each picture. */
export const PALETTES: readonly Palette[] = [
  { wall: '#f4ebdd', pale: '#fbf6ec', soft: '#e2c49c', warm: '#c9764a', deep: '#7d8460', ink: '#4a3a2f' },
  { wall: '#f3e3d6', pale: '#fdf4ea', soft: '#e4ae8f', warm: '#b65a3f', deep: '#4f6d7a', ink: '#3d322c' },
  { wall: '#efe8d8', pale: '#fbf7ea', soft: '#e6c370', warm: '#d28a3c', deep: '#8a4b38', ink: '#43352b' },
  { wall: '#e9e6da', pale: '#f8f5ea', soft: '#c3c6a2', warm: '#c58a5c', deep: '#5d7059', ink: '#37392f' },
  { wall: '#f5e6df', pale: '#fdf5ef', soft: '#e3b9ab', warm: '#c1675a', deep: '#87606b', ink: '#46323a' },
  { wall: '#e8e7e1', pale: '#f8f6f0', soft: '#d9bf9d', warm: '#b97f55', deep: '#3f6478', ink: '#2f3a42' },
]

/** Draws one kind of picture, back to front. */
export type Composition = (chance: Chance, palette: Palette) => string[]

/** A rectangle. `more` is further attributes, written out. */
export function rect(x: number, y: number, width: number, height: number, fill: string, more = ''): string {
  return `<rect x="${tenth(x)}" y="${tenth(y)}" width="${tenth(width)}" height="${tenth(height)}" fill="${fill}"${more}/>`
}

/** An ellipse by its middle and half-widths. */
export function ellipse(x: number, y: number, rx: number, ry: number, fill: string, more = ''): string {
  return `<ellipse cx="${tenth(x)}" cy="${tenth(y)}" rx="${tenth(rx)}" ry="${tenth(ry)}" fill="${fill}"${more}/>`
}

/** A circle. */
export function disc(x: number, y: number, radius: number, fill: string, more = ''): string {
  return ellipse(x, y, radius, radius, fill, more)
}

/** A filled outline. Numbers in `d` are rounded to tenths. */
export function path(d: string, fill: string, more = ''): string {
  return `<path d="${d.replace(/-?\d+\.\d+/g, (number) => String(tenth(Number(number))))}" fill="${fill}"${more}/>`
}

/** A line along a path, with round ends. */
export function line(d: string, stroke: string, width: number, more = ''): string {
  return path(d, 'none', ` stroke="${stroke}" stroke-width="${tenth(width)}" stroke-linecap="round"${more}`)
}

/** The whole square in one colour. */
export function background(fill: string): string {
  return rect(0, 0, SIDE, SIDE, fill)
}

/** A leaf that grows from a point; 0 degrees is to the right, and they turn clockwise. */
export function leaf(x: number, y: number, degrees: number, length: number, half: number, fill: string): string {
  return path(
    `M0 0Q${length / 2} ${-half * 2} ${length} 0Q${length / 2} ${half * 2} 0 0Z`,
    fill,
    ` transform="translate(${tenth(x)} ${tenth(y)}) rotate(${tenth(degrees)})"`,
  )
}
