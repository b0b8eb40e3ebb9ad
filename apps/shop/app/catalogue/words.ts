import { plural } from '@comanda/ui/words'
import type { Language } from '../routes.ts'

const en = {
  from: (price: string) => `From ${price}`,
  priceNow: 'Price',
  priceBefore: 'Earlier price',
  quantity: 'Quantity',
  quantityOf: (title: string) => `Quantity of ${title}`,
  addToCart: 'Add to cart',
  addToCartOf: (title: string) => `Add to cart: ${title}`,
  buyNow: 'Buy now',
  buyNowOf: (title: string) => `Buy now: ${title}`,
  chooseOptions: 'Choose options',
  chooseOptionsOf: (title: string) => `Choose options: ${title}`,
  by: (vendor: string) => `by ${vendor}`,
  soldOut: 'Sold out',
  soldOutHelp: 'This product is sold out. It may come back.',
  fewLeft: plural('en', { one: 'Only # left', other: 'Only # left' }),
}

const es: typeof en = {
  from: (price) => `Desde ${price}`,
  priceNow: 'Precio',
  priceBefore: 'Precio anterior',
  quantity: 'Cantidad',
  quantityOf: (title) => `Cantidad de ${title}`,
  addToCart: 'Añadir al carrito',
  addToCartOf: (title) => `Añadir al carrito: ${title}`,
  buyNow: 'Comprar ya',
  buyNowOf: (title) => `Comprar ya: ${title}`,
  chooseOptions: 'Elegir opciones',
  chooseOptionsOf: (title) => `Elegir opciones: ${title}`,
  by: (vendor) => `de ${vendor}`,
  soldOut: 'Agotado',
  soldOutHelp: 'Este producto está agotado. Puede que vuelva.',
  fewLeft: plural('es', { one: 'Solo queda #', many: 'Solo quedan #', other: 'Solo quedan #' }),
}

/** What the grid and the product page say. */
export const catalogueWords: Readonly<Record<Language, typeof en>> = { en, es }
