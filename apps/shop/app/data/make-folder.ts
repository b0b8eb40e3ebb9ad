import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** What shoppers leave behind, and the secret, are in these folders. */
const OWNER_ONLY = 0o700

/**
 * Makes a folder, and those above it that are missing, for their owner alone; one that is there stays as it is. Node's own
 * `recursive` never comes back where the system denies a folder as if its parent were missing, as below `/proc`.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path) makeFolder(parent)
  try {
    mkdirSync(path, { mode: OWNER_ONLY })
  } catch (error) {
    // Another process may have made it in between.
    if (!existsSync(path)) throw error
  }
}
