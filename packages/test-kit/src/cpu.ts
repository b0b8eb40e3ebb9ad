/**
 * The processor time that `work` takes in this process, in milliseconds. Unlike time on the clock it hardly depends on
 * what else the machine does, so it tells work that grows with the square of its input from work that does not.
 */
export function cpuMillisecondsOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
