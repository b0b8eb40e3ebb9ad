import type { Sheet } from '../tools/sheet.ts'

/** Draws what a picture shows, back to front. */
export type Drawing = (sheet: Sheet) => string

/** Drawings by the name of their picture's file, without its ending. */
export type Drawings = Readonly<Record<string, Drawing>>
