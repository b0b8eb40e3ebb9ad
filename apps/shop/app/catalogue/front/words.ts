import type { Language } from '../../routes.ts'

const en = {
  title: 'Good things, made without hurry',
  text: 'From small workshops and family larders around the Mediterranean, for kitchens that are used every day.',
  toProducts: 'See everything',
  collections: 'Collections',
  everything: 'Everything',
}

const es: typeof en = {
  title: 'Cosas buenas, hechas sin prisa',
  text: 'De talleres pequeños y despensas de familia del Mediterráneo, para cocinas que se usan todos los días.',
  toProducts: 'Ver todo',
  collections: 'Colecciones',
  everything: 'Todo',
}

/** What the front page says before it shows the products, and what leads to collections. */
export const frontWords: Readonly<Record<Language, typeof en>> = { en, es }
