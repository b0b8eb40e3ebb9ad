/** What is run again on other databases: every test of the catalogue that opens a shop, but those in a browser. */
import { again } from '../../data/testing/again.ts'

again('grid', () => import('../grid.test.ts'))
again('listing/listing', () => import('../listing/listing.test.ts'))
again('product', () => import('../product.test.ts'))
again('translated-pages', () => import('../translated-pages.test.ts'))
