/** What is run again on other databases: every test of this folder and what is below it in a browser. */
import { again } from '../data/testing/again.ts'

again('layout/look.browser', () => import('../layout/look.browser.test.ts'))
again('legal/cookies.browser', () => import('../legal/cookies.browser.test.ts'))
again('pictures/pictures.browser', () => import('../pictures/pictures.browser.test.ts'))
again('search/finding.browser', () => import('../search/finding.browser.test.ts'))
