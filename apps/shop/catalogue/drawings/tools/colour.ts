/** The colours of the house. Whatever is drawn takes its own from here, so that the pictures hang together. */
export const HOUSE = {
  plaster: '#ead6bb',
  chalk: '#f4ecdf',
  rose: '#e3b8a2',
  clay: '#c97f57',
  terracotta: '#b75a38',
  brick: '#9c4230',
  mustard: '#d9a33c',
  oat: '#e8d9bd',
  olive: '#7f8547',
  sage: '#a9b394',
  leaf: '#5f7a45',
  pine: '#33503f',
  sea: '#2f7089',
  mist: '#bcd0d2',
  indigo: '#2d3f6c',
  plum: '#5d3348',
  ink: '#2c2a33',
  wood: '#b98552',
  walnut: '#75492c',
  straw: '#d8b26a',
  honey: '#d98c1f',
  paper: '#f6efe1',
} as const

const SUN = '#fff4dc'
const DUSK = '#2a1722'

/** A colour between two, both written as #rrggbb; `share` of the second, 0 to 1. */
export function mix(first: string, second: string, share: number): string {
  const channel = (at: number): string => {
    const from = Number.parseInt(first.slice(at, at + 2), 16)
    const to = Number.parseInt(second.slice(at, at + 2), 16)
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

/** The colour in the light of the window. */
export const lit = (colour: string, share: number): string => mix(colour, SUN, share)

/** The colour on the side that looks away from it. */
export const dim = (colour: string, share: number): string => mix(colour, DUSK, share)
