// Writes the list of everything the library exports. The change in the list is read by people before it is committed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { currentSurface, listPath } from './exports/surface.ts'
import { root } from './source/files.ts'

writeFileSync(join(root, listPath), `${(await currentSurface()).join('\n')}\n`)
console.log(`Wrote ${listPath}. Read its diff: each new name is a promise to users, each one gone breaks somebody.`)
