/** What is run again on other databases: every test of carts that opens a shop, but those in a browser. */
import { again } from '../../data/testing/again.ts'

again('ajax-api', () => import('../ajax-api.test.ts'))
again('concurrency', () => import('../concurrency.test.ts'))
again('forms', () => import('../forms.test.ts'))
again('hostile-requests', () => import('../hostile-requests.test.ts'))
again('news', () => import('../news.test.ts'))
again('part', () => import('../part.test.ts'))
again('theme-cart', () => import('../theme-cart.test.ts'))
again('translated-cart', () => import('../translated-cart.test.ts'))
