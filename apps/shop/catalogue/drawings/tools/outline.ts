/** A place in a drawing: to the right, and down. */
export type Point = readonly [x: number, y: number]

const round = (value: number): number => Math.round(value * 10) / 10

/** A soft line through all points (Catmull-Rom as Bézier curves). */
export function curve(points: readonly Point[], closed = false): string {
  const count = points.length
  const point = (index: number): Point =>
    points[closed ? (index + count) % count : Math.min(Math.max(index, 0), count - 1)] ?? [0, 0]
  const [x, y] = point(0)
  let path = `M${round(x)} ${round(y)}`
  for (let index = 0; index < (closed ? count : count - 1); index += 1) {
    const [before, from, to, after] = [point(index - 1), point(index), point(index + 1), point(index + 2)]
    const lead = (a: Point, b: Point, c: Point, sign: number): string =>
      `${round(b[0] + (sign * (c[0] - a[0])) / 6)} ${round(b[1] + (sign * (c[1] - a[1])) / 6)}`
    path += `C${lead(before, from, to, 1)} ${lead(from, to, after, -1)} ${round(to[0])} ${round(to[1])}`
  }
  return closed ? `${path}Z` : path
}

/** Straight lines from point to point, closed. */
export function corners(...points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`
}

/** An ellipse as a path. */
export function oval(x: number, y: number, rx: number, ry: number): string {
  return `M${round(x - rx)} ${round(y)}a${round(rx)} ${round(ry)} 0 1 0 ${round(2 * rx)} 0a${round(rx)} ${round(ry)} 0 1 0 ${round(-2 * rx)} 0Z`
}

/** A rectangle with round corners as a path. */
export function slab(x: number, y: number, width: number, height: number, corner = 0): string {
  const r = Math.min(corner, width / 2, height / 2)
  const turn = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`
  return (
    `M${x + r} ${y}h${width - 2 * r}${turn(r, r)}v${height - 2 * r}${turn(-r, r)}` +
    `h${2 * r - width}${turn(-r, -r)}v${2 * r - height}${turn(r, -r)}Z`
  )
}

/** Half-widths of a turned thing at heights above its foot, from the top down. */
export type Profile = readonly (readonly [above: number, half: number])[]

/** The outline of a turned thing that stands at 0, 0, seen from a little above; `tilt` is how far: 0 is from the side. */
export function turned(profile: Profile, tilt: number): string {
  const right = profile.map(([above, half]): Point => [half, -above])
  const left = right.map(([x, y]): Point => [-x, y]).reverse()
  const foot = profile.at(-1)?.[1] ?? 0
  const top = profile[0]?.[1] ?? 0
  return (
    `${curve(right)}A${round(foot)} ${round(foot * tilt)} 0 0 1 ${round(-foot)} 0` +
    `${curve(left).replace(/^M[^C]*/, '')}A${round(top)} ${round(top * tilt)} 0 0 1 ${round(top)} ${round(right[0]?.[1] ?? 0)}Z`
  )
}

/** The half-width of a turned thing at a height above its foot. */
export function halfAt(profile: Profile, above: number): number {
  for (let index = 1; index < profile.length; index += 1) {
    const [upper, lower] = [profile[index - 1] ?? [0, 0], profile[index] ?? [0, 0]]
    if (above > upper[0] || above < lower[0]) continue
    const share = (upper[0] - above) / (upper[0] - lower[0] || 1)
    const soft = share * share * (3 - 2 * share)
    return upper[1] + (lower[1] - upper[1]) * (0.5 * share + 0.5 * soft)
  }
  return profile.at(-1)?.[1] ?? 0
}
