import type { Migration } from 'kysely/migration'
import { catalogue } from './0001-catalogue.ts'
import { languagesAndCollections } from './0002-languages-and-collections.ts'
import { finding } from './0003-finding.ts'
import { pictures } from './0004-pictures.ts'

/**
 * Every migration of the shop, by name, in the order of their names. A migration that has run anywhere is never
 * edited: a change is a new one with the next number.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_catalogue': catalogue,
  '0002_languages_and_collections': languagesAndCollections,
  '0003_finding': finding,
  '0004_pictures': pictures,
}
