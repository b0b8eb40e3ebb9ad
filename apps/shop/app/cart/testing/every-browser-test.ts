/** What is run again on other databases: every test of carts in a browser. */
import { again } from '../../data/testing/again.ts'

again('cart.browser', () => import('../cart.browser.test.ts'))
again('drawer.browser', () => import('../drawer.browser.test.ts'))
again('news.browser', () => import('../news.browser.test.ts'))
