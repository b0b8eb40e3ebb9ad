/** What is run again on other databases: every test of the catalogue that opens a shop. */
import { again } from '../../data/testing/again.ts'

again('browse', () => import('../browse.test.ts'))
again('grid', () => import('../grid.test.ts'))
again('listing/listing', () => import('../listing/listing.test.ts'))
again('product', () => import('../product.test.ts'))
again('translated-pages', () => import('../translated-pages.test.ts'))
