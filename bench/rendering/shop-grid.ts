import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** How fast the shop makes its own page of products. */
export interface ShopGrid {
  readonly products: number
  readonly bytes: number
  readonly rendersPerCpuSecond: number
}

const PROGRAM = join(import.meta.dirname, '..', '..', 'apps', 'shop', 'app', 'catalogue', 'testing', 'time-grid.ts')

/** Has the shop time itself, in a process of its own. */
export async function timeShopGrid(): Promise<ShopGrid> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM])
  // What the shop's own tests bring along may add lines of its own when the process ends.
  return JSON.parse(stdout.slice(0, stdout.indexOf('\n'))) as ShopGrid
}
