import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macApplications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** What to do where there is no Chromium. */
export const howToGetChromium =
  'Install Chromium (on Debian: apt-get install chromium) or set CHROMIUM to the path of the program.'

/**
 * The path of a Chromium on this machine, or null: what the set-up of the tests found, else CHROMIUM, else what is
 * on the PATH or in the usual places. Throws if CHROMIUM names a file that is not there.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env['COMANDA_CHROMIUM']) return env['COMANDA_CHROMIUM']
  if (env['CHROMIUM'] && !existsSync(env['CHROMIUM']))
    throw new Error(`CHROMIUM is ${env['CHROMIUM']}, and no such file exists.`)
  if (env['CHROMIUM']) return env['CHROMIUM']
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...macApplications].find((path) => existsSync(path)) ?? null
}

/** Whether this is continuous integration, where a test that cannot run is a failure. */
export function isContinuousIntegration(env: NodeJS.ProcessEnv = process.env): boolean {
  return !['', '0', 'false', 'no'].includes((env['CI'] ?? '').toLowerCase())
}

/** Why browser tests are left out on this machine, or false if they run. */
export function whyNoBrowser(): string | false {
  if (findChromium() !== null || isContinuousIntegration()) return false
  return `there is no Chromium. ${howToGetChromium}`
}
