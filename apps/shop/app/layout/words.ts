import { plural } from '@comanda/ui/words'
import type { Language } from '../routes.ts'

const en = {
  languageName: 'English',
  /** As Open Graph wants it: a language with a region. */
  locale: 'en_US',
  number: plural('en', { one: '#', other: '#' }),
  skipToContent: 'Skip to the content',
  mainNavigation: 'Main',
  shop: 'Shop',
  cart: 'Cart',
  itemsInCart: plural('en', { one: '# item', other: '# items' }),
  languages: 'Language',
  pageTitle: (title: string, shopName: string) => `${title} – ${shopName}`,
  footer: (shopName: string) =>
    `${shopName} keeps only what it needs: no cookie before you put something into your cart or choose a language.`,
  sessionGone: 'Your visit had ended in the meantime, so that change was not made. Please try again.',
  cartOutOfSight:
    'We cannot look into your cart right now. Nothing in it has changed: please come back to it in a moment.',
}

const es: typeof en = {
  languageName: 'Español',
  locale: 'es_ES',
  number: plural('es', { one: '#', many: '#', other: '#' }),
  skipToContent: 'Ir al contenido',
  mainNavigation: 'Principal',
  shop: 'Tienda',
  cart: 'Carrito',
  itemsInCart: plural('es', { one: '# artículo', many: '# de artículos', other: '# artículos' }),
  languages: 'Idioma',
  pageTitle: (title, shopName) => `${title} – ${shopName}`,
  footer: (shopName) =>
    `${shopName} solo guarda lo necesario: ninguna cookie hasta que añades algo al carrito o eliges un idioma.`,
  sessionGone: 'Tu visita había terminado entretanto, así que el cambio no se ha hecho. Inténtalo de nuevo.',
  cartOutOfSight: 'Ahora mismo no podemos mirar en tu carrito. No ha cambiado nada en él: vuelve en un momento.',
}

/** What the frame of every page says. */
export const layoutWords: Readonly<Record<Language, typeof en>> = { en, es }
