import { describe } from 'node:test'
// Loaded here, its browser lasts for all of the files and not only for the first that needs it.
import '@comanda/test-kit/browser'

/**
 * Runs the tests of a file once more, on the databases this process tests on. What the file sets up before its tests and
 * takes down after them stays its own. Not to be waited for: with nothing left to do, the runner would take all for done.
 */
export function again(file: string, load: () => Promise<unknown>): void {
  void describe(file, async () => void (await load()))
}
