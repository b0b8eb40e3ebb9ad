import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createSecrets, type Secrets } from 'comanda/cookie'
import { ComandaError } from 'comanda/error'
import { makeFolder } from './data/make-folder.ts'
import { errorCodeOf } from './error-code.ts'
import { type Settings, SettingsError } from './settings.ts'

const FILE = 'secret'
const SECRET_BYTES = 32
/** Only the account that runs the shop may read it. */
const OWNER_ONLY = 0o600

/**
 * The shop's secrets: those of the settings, else one that is made at the first start and kept in the data folder.
 *
 * @throws {SettingsError} if the file was changed into something that is no secret
 */
export function loadSecrets({ secrets, dataDir }: Settings): Secrets {
  if (secrets.length > 0) return createSecrets(secrets)
  const path = join(dataDir, FILE)
  try {
    return createSecrets([keptSecret(path)])
  } catch (error) {
    if (!(error instanceof ComandaError)) throw error
    throw new SettingsError([`The file ${path} holds no secret that does. Delete it, and the shop makes a new one.`])
  }
}

/** Servers that start at once on a new folder end up with the same secret: the first link of the name wins. */
function keptSecret(path: string): string {
  const draft = `${path}.${process.pid}`
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT') throw error
  }
  try {
    makeFolder(dirname(path))
    writeFileSync(draft, `${randomBytes(SECRET_BYTES).toString('base64')}\n`, { mode: OWNER_ONLY })
    linkSync(draft, path)
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8').trim()
}
