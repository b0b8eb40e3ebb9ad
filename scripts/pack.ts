// Packs the library as it is published, into `dist/` or the folder named: `npm run pack -- FOLDER`. Publishes nothing.
import { resolve } from 'node:path'
import { packLibrary } from './pack/library.ts'

console.log(await packLibrary(resolve(process.argv[2] ?? 'dist')))
