import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * Runs a program to its end and hands back what it printed. Rejects, with everything the program said, if it exits
 * with anything but 0. It gets no npm settings from an `npm run` we may be part of.
 */
export async function run(program: string, args: readonly string[], folder: string): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
  try {
    const { stdout } = await execute(program, [...args], { cwd: folder, env })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${args.join(' ')} failed in ${folder}:\n${stdout}${stderr}`, { cause: error })
  }
}
