import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'

/** What the file store asks of a file system, so that tests can make each step fail. */
export interface FileSystem {
  list(folder: string): Promise<string[]>
  read(file: string): Promise<string>
  /** How long ago a file or folder was last changed, by the clock of the machine, in milliseconds. */
  ageMs(path: string): Promise<number>
  /** Writes a new file, readable by its owner alone, and makes its contents durable. */
  writeDurably(file: string, text: string): Promise<void>
  /** Makes the names in a folder durable. */
  makeDurable(folder: string): Promise<void>
  /** Makes a new folder. Its parent must be there. */
  makeFolder(folder: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Removes a file; fine if it is gone. */
  remove(file: string): Promise<void>
  /** Removes a folder with all in it; fine if it is gone. */
  removeAll(folder: string): Promise<void>
}

const OWNER_ONLY_FILE = 0o600
/** Nobody but the owner may look into folders of sessions. */
export const OWNER_ONLY_FOLDER = 0o700

/** The machine's own. */
export const machineFiles: FileSystem = {
  list: (folder) => readdir(folder),
  read: (file) => readFile(file, 'utf8'),
  ageMs: async (path) => Date.now() - (await stat(path)).mtimeMs,

  async writeDurably(file, text) {
    const handle = await open(file, 'wx', OWNER_ONLY_FILE)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
  },

  async makeDurable(folder) {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },

  async makeFolder(folder) {
    await mkdir(folder, { mode: OWNER_ONLY_FOLDER })
  },

  rename,

  async remove(file) {
    await rm(file, { force: true })
  },

  removeAll: (folder) => rm(folder, { recursive: true, force: true }),
}

/** The system's own code of an error, such as `ENOENT`; null if it has none. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
