import type { Language } from '../routes.ts'

const en = {
  search: 'Search',
  searchAgain: 'Search again',
  searchFor: 'Search for products',
  placeholder: 'Mug, linen, olive oil …',
  searchTitle: 'Search',
  resultsTitle: (text: string) => `Results for “${text}”`,
  description: (shopName: string) => `Search everything ${shopName} has.`,
  hint: 'Type what you are looking for: a product, a colour, what it is made of. The beginning of a word is enough.',
  showingFor: 'Showing results for',
  insteadOf: (text: string) => `Nothing was found for “${text}”.`,
  nothing: (text: string) => `Nothing was found for “${text}”.`,
  nothingHelp: 'Try fewer or other words.',
  tryThese: 'Alone, these find something:',
  collections: 'Have a look around',
  newest: 'New in the shop',
  everything: 'Everything we have',
}

const es: typeof en = {
  search: 'Buscar',
  searchAgain: 'Buscar de nuevo',
  searchFor: 'Buscar productos',
  placeholder: 'Taza, lino, aceite de oliva…',
  searchTitle: 'Buscar',
  resultsTitle: (text) => `Resultados para «${text}»`,
  description: (shopName) => `Busca en todo lo que tiene ${shopName}.`,
  hint: 'Escribe lo que buscas: un producto, un color, de qué está hecho. Basta con el principio de una palabra.',
  showingFor: 'Mostramos resultados para',
  insteadOf: (text) => `No hemos encontrado nada para «${text}».`,
  nothing: (text) => `No hemos encontrado nada para «${text}».`,
  nothingHelp: 'Prueba con menos palabras o con otras.',
  tryThese: 'Por separado, estas sí encuentran algo:',
  collections: 'Date una vuelta',
  newest: 'Recién llegados',
  everything: 'Todo lo que tenemos',
}

/** What the search says. */
export const searchWords: Readonly<Record<Language, typeof en>> = { en, es }
