/**
 * The inside of `power-cuts.ts`, in a name space of its own: `node power-cut.ts IMAGE MOUNTED FOLDER STORE MS...` mounts the
 * image, cuts the power after each of the times, and prints the report. FOLDER, which is not on that disk, is for what
 * apps print.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startApp, whileAlive } from './app-process.ts'
import { type CrashReport, lostAt } from './audit.ts'
import { storeNamed } from './stores.ts'

const [image = '', mounted = '', folder = '', name = '', ...moments] = process.argv.slice(2)
/**
 * EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH, of the kernel's fs/ext4/ext4.h: neither data nor journal are written.
 * An fsync that is under way at that moment may still be answered as if it had succeeded, which no real power cut lets
 * happen: so what counts as acknowledged is what was there just before.
 */
const CUT = `open(my $d, '<', $ARGV[0]) or die; print -s $ARGV[1]; my $how = pack('L', 2); ioctl($d, 0x8004587d, $how) or die $!`
const BUSY_TRIES_MAX = 200
const BUSY_MS = 50

run('mount', '-o', 'loop', image, mounted)
const store = storeNamed(name)
const place = await store.newPlace()
try {
  // What is there before the first write is on the disk, also of stores that do not wait for it.
  run('sync', '-f', mounted)
  process.stdout.write(JSON.stringify(await cutAll()))
} finally {
  await place.server?.kill()
}

async function cutAll(): Promise<CrashReport> {
  const lines: string[] = []
  for (const ms of moments.map(Number)) {
    const written = await writeAndCut(ms)
    lines.push(...written)
    const lost = (await comeBack()) ?? (await missingOf(written))
    if (lost.length > 0) return { acknowledged: lines.length, lost }
  }
  // Once more, all of it: a later cut takes nothing either.
  return { acknowledged: lines.length, lost: await missingOf(lines) }
}

/** What an app printed before the power was cut. */
async function writeAndCut(ms: number): Promise<string[]> {
  const acknowledged = join(folder, 'acknowledged')
  const output = openSync(acknowledged, 'w')
  const app = startApp({ role: 'burst', store: name, words: place.words, output })
  let bytes = 0
  try {
    await whileAlive([app], () => statSync(acknowledged).size > 0)
    await pause(ms)
    bytes = Number(run('perl', '-e', CUT, mounted, acknowledged))
  } finally {
    await app.kill()
    closeSync(output)
  }
  await place.server?.kill()
  await unmount()
  run('mount', '-o', 'loop', image, mounted)
  // The last line may have been under way.
  return readFileSync(acknowledged, 'utf8').slice(0, bytes).split('\n').slice(0, -1)
}

/** Starts the server again. What is lost if it cannot, or null. */
async function comeBack(): Promise<readonly string[] | null> {
  try {
    await place.server?.restart()
    return null
  } catch (error) {
    return [`acknowledged and lost, all of it: ${error}`]
  }
}

async function missingOf(lines: readonly string[]): Promise<readonly string[]> {
  try {
    return await lostAt(store, place.words, lines)
  } catch (error) {
    return [`acknowledged, and what is there cannot be used: ${error}`]
  }
}

/** The last writes of killed processes may take a moment to fail. */
async function unmount(): Promise<void> {
  for (let tries = 1; spawnSync('umount', [mounted]).status !== 0; tries += 1) {
    if (tries === BUSY_TRIES_MAX) throw new Error('The disk cannot be unmounted.')
    await pause(BUSY_MS)
  }
}

function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`, { cause: error })
  return stdout
}
