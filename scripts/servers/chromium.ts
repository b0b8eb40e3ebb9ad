import { findChromium, howToGetChromium } from '@comanda/test-kit/chromium'
import type { Need } from './need.ts'

/** The browser of the browser tests. */
export const chromium: Need = {
  name: 'Chromium',
  debianPackages: ['chromium'],
  find: () => findChromium(),
  variable: 'COMANDA_CHROMIUM',
  howToGet: howToGetChromium,
  provide: async (path) => ({ value: path, stop: async () => {} }),
}
