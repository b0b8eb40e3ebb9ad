import { type Chance, tenth } from './chance.ts'
import { background, disc, line, type Palette, path, SIDE } from './shapes.ts'

/** Tiles, each turned its own way, as in a kitchen of the south. */
export function drawTiles(chance: Chance, palette: Palette): string[] {
  const [ground, figure, dot] = chance.pick([
    [palette.pale, palette.deep, palette.warm],
    [palette.pale, palette.warm, palette.deep],
    [palette.wall, palette.ink, palette.soft],
    [palette.soft, palette.pale, palette.deep],
  ])
  const motif = chance.pick([quarters, petals, triangles])
  const count = chance.pick([3, 4, 4])
  const size = SIDE / count
  const turns = chance.pick([
    [0, 90, 270, 180],
    [180, 270, 90, 0],
    [0, 0, 180, 180],
  ])
  const tiles = Array.from({ length: count * count }, (_, index) => {
    const [column, row] = [index % count, Math.floor(index / count)]
    const turn = turns[(row % 2) * 2 + (column % 2)] ?? 0
    const middle = `translate(${tenth((column + 0.5) * size)} ${tenth((row + 0.5) * size)}) rotate(${turn})`
    return `<g transform="${middle}">${motif(size / 2, figure, dot)}</g>`
  })
  const joints = Array.from({ length: count }, (_, index) => `M${index * size} 0V${SIDE}M0 ${index * size}H${SIDE}`)
  return [background(ground), ...tiles, line(joints.join(''), palette.ink, 3, ' opacity="0.18"')]
}

function quarters(half: number, figure: string, dot: string): string {
  return [
    path(`M${-half} ${-half}H${half * 0.6}A${half * 1.6} ${half * 1.6} 0 0 1 ${-half} ${half * 0.6}Z`, figure),
    path(`M${-half} ${-half}H${-half * 0.1}A${half * 0.9} ${half * 0.9} 0 0 1 ${-half} ${-half * 0.1}Z`, dot),
    disc(half * 0.62, half * 0.62, half * 0.2, dot),
  ].join('')
}

function petals(half: number, figure: string, dot: string): string {
  const [far, near] = [half * 0.95, half * 0.25]
  const cap = half * 0.34
  return [
    path(
      `M0 0Q${far} ${-near} ${half} ${-half}Q${near} ${-far} 0 0Q${-near} ${-far} ${-half} ${-half}Q${-far} ${-near} 0 0Q${-far} ${near} ${-half} ${half}Q${-near} ${far} 0 0Q${near} ${far} ${half} ${half}Q${far} ${near} 0 0Z`,
      figure,
    ),
    path(
      `M${-cap} ${-half}A${cap} ${cap} 0 0 0 ${cap} ${-half}ZM${-cap} ${half}A${cap} ${cap} 0 0 1 ${cap} ${half}ZM${-half} ${-cap}A${cap} ${cap} 0 0 1 ${-half} ${cap}ZM${half} ${-cap}A${cap} ${cap} 0 0 0 ${half} ${cap}Z`,
      dot,
    ),
    disc(0, 0, half * 0.17, dot),
  ].join('')
}

function triangles(half: number, figure: string, dot: string): string {
  return [
    path(`M${-half} ${-half}H${half}L${-half} ${half}Z`, figure),
    path(`M${-half * 0.45} 0L0 ${-half * 0.45} ${half * 0.45} 0 0 ${half * 0.45}Z`, dot),
    disc(half * 0.7, half * 0.7, half * 0.16, figure),
    disc(-half * 0.66, -half * 0.66, half * 0.15, dot),
  ].join('')
}
