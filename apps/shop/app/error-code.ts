/** The code of an error, as the system (`ENOENT`), drivers and Comanda give theirs; null if it has none. */
export function errorCodeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
