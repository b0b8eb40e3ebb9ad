import { plural } from '@comanda/ui/words'
import type { Language } from '../routes.ts'

const en = {
  gridTitle: 'Everything we have',
  gridDescription: (shopName: string) => `The whole range of ${shopName}.`,
  empty: 'There is nothing for sale at the moment. Please come back soon.',
  noSuchPage: 'There is nothing more on this page.',
  toFirstPage: 'To the first page',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  pages: 'Pages',
  from: (price: string) => `From ${price}`,
  priceNow: 'Price',
  priceBefore: 'Earlier price',
  quantity: 'Quantity',
  quantityOf: (title: string) => `Quantity of ${title}`,
  addToCart: 'Add to cart',
  addToCartOf: (title: string) => `Add to cart: ${title}`,
  chooseOptions: 'Choose options',
  chooseOptionsOf: (title: string) => `Choose options: ${title}`,
  by: (vendor: string) => `by ${vendor}`,
  soldOut: 'Sold out',
  soldOutHelp: 'This product is sold out. It may come back.',
  fewLeft: plural('en', { one: 'Only # left', other: 'Only # left' }),
}

const es: typeof en = {
  gridTitle: 'Todo lo que tenemos',
  gridDescription: (shopName) => `Todo el surtido de ${shopName}.`,
  empty: 'Ahora mismo no hay nada a la venta. Vuelve pronto.',
  noSuchPage: 'No hay nada más en esta página.',
  toFirstPage: 'Ir a la primera página',
  previousPage: 'Página anterior',
  nextPage: 'Página siguiente',
  pages: 'Páginas',
  from: (price) => `Desde ${price}`,
  priceNow: 'Precio',
  priceBefore: 'Precio anterior',
  quantity: 'Cantidad',
  quantityOf: (title) => `Cantidad de ${title}`,
  addToCart: 'Añadir al carrito',
  addToCartOf: (title) => `Añadir al carrito: ${title}`,
  chooseOptions: 'Elegir opciones',
  chooseOptionsOf: (title) => `Elegir opciones: ${title}`,
  by: (vendor) => `de ${vendor}`,
  soldOut: 'Agotado',
  soldOutHelp: 'Este producto está agotado. Puede que vuelva.',
  fewLeft: plural('es', { one: 'Solo queda #', many: 'Solo quedan #', other: 'Solo quedan #' }),
}

/** What the grid and the product page say. */
export const catalogueWords: Readonly<Record<Language, typeof en>> = { en, es }
