/**
 * Power cuts, for stores on the disk of this machine: on a file system of their own (ext4 in a file), which is told to
 * forget all that it has not written to its disk, and is then mounted again.
 *
 * Needs root, Linux and a kernel that lets us mount; the mounts are in a name space of their own and end with it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boundToThis, environmentOutsideTests } from '@comanda/test-kit/child'
import type { CrashReport } from './audit.ts'

// Sparse: it takes no more of the disk than what is written to it.
const IMAGE_BYTES = 1024 * 1024 * 1024

/** Why power cannot be cut here, or false if it can. */
export function whyNoPowerCut(): string | false {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'cutting the power takes root on Linux'
  const tools = spawnSync('sh', ['-c', 'command -v mkfs.ext4 unshare perl'], { encoding: 'utf8' })
  if (tools.status !== 0) return 'cutting the power takes mkfs.ext4, unshare and perl'
  const folder = newFolder()
  try {
    const mount = spawnSync('unshare', ['--mount', 'mount', '-o', 'loop', makeImage(folder), folder], {
      encoding: 'utf8',
    })
    return mount.status === 0 ? false : `nothing can be mounted here: ${mount.stderr.trim()}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Has an app write to the store and cuts the power so many milliseconds after its first write was acknowledged; once for
 * each of the `moments`, each time at the same place, which the next app goes on with. After a loss there are no more cuts.
 */
export async function cutPower(store: string, moments: readonly number[]): Promise<CrashReport> {
  const folder = newFolder()
  try {
    const mounted = join(folder, 'mounted')
    mkdirSync(mounted)
    const inside = [
      process.execPath,
      join(import.meta.dirname, 'power-cut.ts'),
      makeImage(folder),
      mounted,
      folder,
      store,
    ]
    const command = ['unshare', '--mount', ...inside, ...moments.map(String)] as const
    // The store and its server make their folders in the temporary folder.
    const printed = await output(boundToThis(command), { TMPDIR: mounted })
    return JSON.parse(printed)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A folder that users may enter who are not root, as PostgreSQL's. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-power-'))
  chmodSync(folder, 0o711)
  return folder
}

function makeImage(folder: string): string {
  const image = join(folder, 'disk')
  const made = spawnSync('sh', ['-c', `truncate -s ${IMAGE_BYTES} "$1" && mkfs.ext4 -q -F "$1"`, 'sh', image], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`mkfs.ext4 failed: ${made.stderr}`)
  return image
}

async function output([program, ...args]: readonly [string, ...string[]], more: NodeJS.ProcessEnv): Promise<string> {
  const env = { ...environmentOutsideTests(), ...more }
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [printed, complaints] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`The power cut went wrong (${code}): ${complaints}`)
  return printed
}
