// Puts the Node 26 that `npm ci` brought along first on the PATH of npm scripts: npm before 11.7 installs it but leaves out this link.
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const modules = join(import.meta.dirname, '..', 'node_modules')
const link = join(modules, '.bin', 'node')
const platformPackage = /^node-(bin-)?(linux|darwin)-/

if (process.platform !== 'win32' && !existsSync(link)) {
  const brought = existsSync(modules) ? readdirSync(modules).find((name) => platformPackage.test(name)) : undefined
  if (brought === undefined) {
    console.error(
      'Comanda runs on Node 26, which `npm ci` brings along (not with --omit=optional). Run `npm ci` and try again.',
    )
    process.exit(1)
  }
  mkdirSync(join(modules, '.bin'), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(join('..', brought, 'bin', 'node'), link)
}
