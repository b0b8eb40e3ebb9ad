/** Where failures are told when an app names no place of its own: an outage must not pass in silence. */
export function defaultReport(error: unknown): void {
  console.error(error)
}
