/**
 * Power cuts, for stores in files: each on a file system of its own (ext4 in a file), which is told to forget all that
 * it has not written to its disk, and is then mounted again.
 *
 * Needs root, Linux and a kernel that lets us mount; the mounts are in a name space of their own and end with it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClosableStore, lostOf, playRole } from './process-roles.ts'

/** What came of one cut. */
export interface CutResult {
  /** Writes that the store had acknowledged before the cut. */
  readonly acknowledged: number
  /** What of it is not there afterwards: a sentence each. */
  readonly lost: readonly string[]
}

/** A file system that can be cut off. */
export interface PowerCuts {
  /** Runs the role `write` on the store of that name, cuts the power after so many milliseconds, and looks what is left. */
  cut(store: string, afterMs: number): Promise<CutResult>
  close(): void
}

/** How stores are opened, by name, in a folder that is there. */
export type StoresByName = Readonly<Record<string, (place: string) => ClosableStore>>

const IMAGE_BYTES = 256 * 1024 * 1024
/**
 * EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH, of the kernel's fs/ext4/ext4.h: neither data nor journal are written.
 * An fsync that is under way at that moment may still be answered as if it had succeeded, which no real power cut lets
 * happen: so what counts as acknowledged is what was there just before.
 */
const CUT = `open(my $d, '<', $ARGV[0]) or die; print -s $ARGV[1]; my $how = pack('L', 2); ioctl($d, 0x8004587d, $how) or die $!`

const SCRIPT = `set -e
image=$1 mounted=$2 node=$3 program=$4 store=$5 place=$6 seconds=$7 acknowledged=$8
mount -o loop "$image" "$mounted"
mkdir "$mounted/$place"
"$node" "$program" write "$store" "$mounted/$place" > "$acknowledged" &
writer=$!
until [ -s "$acknowledged" ]; do kill -0 $writer; sleep 0.01; done
sleep "$seconds"
bytes=$(perl -e "$CUT" "$mounted" "$acknowledged")
kill -9 $writer
wait $writer 2>/dev/null || true
umount "$mounted"
mount -o loop "$image" "$mounted"
"$node" "$program" audit "$store" "$mounted/$place" "$acknowledged" "$bytes"
rm -r "$mounted/$place"
umount "$mounted"`

/** Plays the role that the arguments name, in a process that {@link createPowerCuts} has started. False if they name none. */
export async function playInPowerCut(stores: StoresByName): Promise<boolean> {
  const [role, name = '', place = '', acknowledged = '', bytes = ''] = process.argv.slice(2)
  if (role === undefined) return false
  const store = stores[name]?.(place)
  if (store === undefined) throw new Error(`There is no store ${name}.`)
  if (role !== 'audit') {
    // When the power is cut, the writes under way fail, and this process is killed a moment later.
    await playRole(role, store, '').catch(() => new Promise((resolve) => setTimeout(resolve, 10_000)))
    return true
  }
  // The last line may have been under way.
  const lines = readFileSync(acknowledged, 'utf8').slice(0, Number(bytes)).split('\n').slice(0, -1)
  const result: CutResult = { acknowledged: lines.length, lost: await lostOf(store, lines) }
  process.stdout.write(JSON.stringify(result))
  await store.close?.()
  return true
}

/** Why power cannot be cut here, or null if it can. */
export function whyNoPowerCut(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'cutting the power takes root on Linux'
  const tools = spawnSync('sh', ['-c', 'command -v mkfs.ext4 unshare perl bash'], { encoding: 'utf8' })
  if (tools.status !== 0) return 'cutting the power takes mkfs.ext4, unshare, perl and bash'
  const folder = mkdtempSync(join(tmpdir(), 'comanda-power-'))
  try {
    const image = makeImage(folder)
    const mount = spawnSync('unshare', ['--mount', 'mount', '-o', 'loop', image, folder], { encoding: 'utf8' })
    return mount.status === 0 ? null : `nothing can be mounted here: ${mount.stderr.trim()}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Makes the file system. `program` is the test file, run again for each role; it calls {@link playInPowerCut}. */
export function createPowerCuts(program: string): PowerCuts {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-power-'))
  const image = makeImage(folder)
  let cuts = 0
  return {
    async cut(store, afterMs) {
      cuts += 1
      const mounted = mkdtempSync(join(folder, 'mounted-'))
      const acknowledged = join(folder, `acknowledged-${cuts}`)
      const seconds = String(afterMs / 1_000)
      const parameters = [image, mounted, process.execPath, program, store, `cut-${cuts}`, seconds, acknowledged]
      return JSON.parse(await output('unshare', ['--mount', 'bash', '-c', SCRIPT, 'bash', ...parameters]))
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}

function makeImage(folder: string): string {
  const image = join(folder, 'disk')
  const made = spawnSync('sh', ['-c', `truncate -s ${IMAGE_BYTES} "$1" && mkfs.ext4 -q -F "$1"`, 'sh', image], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`mkfs.ext4 failed: ${made.stderr}`)
  return image
}

async function output(command: string, parameters: readonly string[]): Promise<string> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(command, parameters, { env: { ...env, CUT }, stdio: ['ignore', 'pipe', 'pipe'] })
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
