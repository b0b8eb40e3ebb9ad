import { after } from 'node:test'

/**
 * For what a test file opens: it calls `atEnd(() => server.stop())` of the function this makes. All of that is done after the
 * file's tests, one after the other, the last first.
 */
export function createEnds(): (end: () => unknown) => void {
  const ends: (() => unknown)[] = []
  after(async () => {
    for (const end of ends.toReversed()) await end()
  })
  return (end) => void ends.push(end)
}
