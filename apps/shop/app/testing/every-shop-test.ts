/** What is run again on other databases: every test of this folder and what is below it that opens a shop without a browser. */
import { again } from '../data/testing/again.ts'

again('app', () => import('../app.test.ts'))
again('assets', () => import('../assets.test.ts'))
again('language/catalogues', () => import('../language/catalogues.test.ts'))
again('language/language', () => import('../language/language.test.ts'))
again('layout/head', () => import('../layout/head.test.ts'))
again('layout/visit-view', () => import('../layout/visit-view.test.ts'))
again('legal/legal', () => import('../legal/legal.test.ts'))
again('machines/machines', () => import('../machines/machines.test.ts'))
again('metrics/metrics', () => import('../metrics/metrics.test.ts'))
again('pictures/background', () => import('../pictures/background.test.ts'))
again('pictures/routes', () => import('../pictures/routes.test.ts'))
again('search/search', () => import('../search/search.test.ts'))
again('web/wire', () => import('../web/wire.test.ts'))
