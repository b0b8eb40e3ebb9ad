import { plural } from '@comanda/ui/words'
import type { Language } from '../../routes.ts'
import type { Sort } from './order.ts'

const enSorts: Readonly<Record<Sort, string>> = {
  best: 'Best match',
  featured: 'Featured',
  newest: 'Newest',
  'price-up': 'Price: low to high',
  'price-down': 'Price: high to low',
  name: 'Name',
}

const esSorts: Readonly<Record<Sort, string>> = {
  best: 'Más relevantes',
  featured: 'Destacados',
  newest: 'Novedades',
  'price-up': 'Precio: de menor a mayor',
  'price-down': 'Precio: de mayor a menor',
  name: 'Nombre',
}

const en = {
  allTitle: 'Everything we have',
  allDescription: (shopName: string) => `The whole range of ${shopName}.`,
  collectionDescription: (title: string, shopName: string) => `${title} at ${shopName}.`,
  tagTitle: (label: string) => `Tagged “${label}”`,
  tagDescription: (label: string, shopName: string) => `Everything of ${shopName} tagged “${label}”.`,
  empty: 'There is nothing for sale at the moment. Please come back soon.',
  emptyHere: 'There is nothing for sale here at the moment.',
  nothingMatches: 'Nothing here matches all of that.',
  noSuchPage: 'There is nothing more on this page.',
  toFirstPage: 'To the first page',
  toEverything: 'See everything we have',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  pages: 'Pages',
  found: plural('en', { one: '# product', other: '# products' }),
  foundMore: plural('en', { one: 'More than # product', other: 'More than # products' }),
  sortBy: 'Sort by',
  sorts: enSorts,
  filters: 'Filter',
  apply: 'Show products',
  active: 'Active filters',
  remove: (filter: string) => `Remove the filter ${filter}`,
  clear: 'Clear all',
  choice: (option: string, value: string) => `${option}: ${value}`,
  price: (currency: string) => `Price (${currency})`,
  priceFrom: 'From',
  priceTo: 'To',
  priceAtLeast: (price: string) => `From ${price}`,
  priceAtMost: (price: string) => `Up to ${price}`,
  noPrice: (typed: string, example: string) => `“${typed}” is not a price. Write it like ${example}.`,
}

const es: typeof en = {
  allTitle: 'Todo lo que tenemos',
  allDescription: (shopName) => `Todo el surtido de ${shopName}.`,
  collectionDescription: (title, shopName) => `${title} en ${shopName}.`,
  tagTitle: (label) => `Etiqueta «${label}»`,
  tagDescription: (label, shopName) => `Todo lo de ${shopName} con la etiqueta «${label}».`,
  empty: 'Ahora mismo no hay nada a la venta. Vuelve pronto.',
  emptyHere: 'Aquí no hay nada a la venta ahora mismo.',
  nothingMatches: 'Aquí no hay nada que cumpla todo eso.',
  noSuchPage: 'No hay nada más en esta página.',
  toFirstPage: 'Ir a la primera página',
  toEverything: 'Ver todo lo que tenemos',
  previousPage: 'Página anterior',
  nextPage: 'Página siguiente',
  pages: 'Páginas',
  found: plural('es', { one: '# producto', many: '# de productos', other: '# productos' }),
  foundMore: plural('es', { one: 'Más de # producto', many: 'Más de # de productos', other: 'Más de # productos' }),
  sortBy: 'Ordenar por',
  sorts: esSorts,
  filters: 'Filtrar',
  apply: 'Ver productos',
  active: 'Filtros activos',
  remove: (filter) => `Quitar el filtro ${filter}`,
  clear: 'Quitar todos',
  choice: (option, value) => `${option}: ${value}`,
  price: (currency) => `Precio (${currency})`,
  priceFrom: 'Desde',
  priceTo: 'Hasta',
  priceAtLeast: (price) => `Desde ${price}`,
  priceAtMost: (price) => `Hasta ${price}`,
  noPrice: (typed, example) => `«${typed}» no es un precio. Escríbelo así: ${example}.`,
}

/** What listings say. */
export const listingWords: Readonly<Record<Language, typeof en>> = { en, es }
