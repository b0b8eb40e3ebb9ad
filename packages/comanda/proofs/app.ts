/** An app: `node app.ts ROLE STORE WORDS [ID]` plays a role of `roles.ts` on the store of that name, at that place. */
import { playRole, type Role } from './roles.ts'
import { storeNamed } from './stores.ts'

const [role, name = '', words = '', id = ''] = process.argv.slice(2)
const isPatient = role !== 'endure'
await playRole(role as Role, await storeNamed(name).open(words, isPatient), id)
