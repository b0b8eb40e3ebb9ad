/** What is run again on other databases: every test of the catalogue in a browser. */
import { again } from '../../data/testing/again.ts'

again('browse', () => import('../browse.test.ts'))
