// Puts the Node 26 that `npm ci` brought along first on the PATH of npm scripts (npm before 11.7 installs it but leaves
// out this link), and makes sure that it starts. Runs on any Node: npm scripts call it with the one npm itself runs on.
// With --install, and where it may, it adds the system library that Node 26 misses on a minimal Linux.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const modules = join(import.meta.dirname, '..', 'node_modules')
const link = join(modules, '.bin', 'node')
const platformPackage = /^node-(bin-)?(linux|darwin)-/
const apt = '/usr/bin/apt-get'

if (process.platform !== 'win32') {
  if (!existsSync(link)) makeLink()
  const complaint = whyItDoesNotStart()
  if (complaint !== null) mend(complaint)
}

function makeLink() {
  const brought = existsSync(modules) ? readdirSync(modules).find((name) => platformPackage.test(name)) : undefined
  if (brought === undefined)
    fail('Comanda runs on Node 26, which `npm ci` brings along (not with --omit=optional). Run `npm ci` and try again.')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(join('..', brought, 'bin', 'node'), link)
}

function whyItDoesNotStart() {
  const { status, stderr, error } = spawnSync(link, ['--version'], { encoding: 'utf8' })
  return status === 0 ? null : (error?.message ?? stderr).trim()
}

function mend(complaint) {
  // Node has needed it since 25, and a minimal Debian or Ubuntu comes without.
  const lacksLibatomic = complaint.includes('libatomic.so.1')
  if (lacksLibatomic && process.argv.includes('--install') && process.getuid() === 0 && existsSync(apt)) {
    console.error('Installing libatomic1 with apt-get: Node 26 does not start without it …')
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }
    spawnSync(apt, ['update'], options)
    spawnSync(apt, ['install', '-y', '--no-install-recommends', 'libatomic1'], options)
    if (whyItDoesNotStart() === null) return
  }
  const advice = lacksLibatomic ? ' Install libatomic (on Debian and Ubuntu, as root: apt-get install libatomic1).' : ''
  fail(`The Node 26 that npm ci brought along does not start on this machine: ${complaint}.${advice}`)
}

/** @returns {never} */
function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
