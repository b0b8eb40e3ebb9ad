import { plural } from '@comanda/ui/words'
import type { Language } from '../routes.ts'

const en = {
  navigation: 'Legal',
  titles: {
    imprint: 'Legal notice',
    privacy: 'Privacy',
    terms: 'Terms of sale',
    returns: 'Returns',
    shipping: 'Shipping',
    cookies: 'Cookies',
  },
  description: (title: string, shopName: string) => `${title} of ${shopName}.`,
  gap: 'Still to be filled in',
  cookies: {
    caption: 'What this shop keeps in your browser',
    name: 'Name',
    purpose: 'What it is for',
    lifetime: 'How long it lasts',
    kind: 'Kind',
    purposes: {
      session:
        'Remembers your visit, so that your cart is there on the next page. It is set once you put something into the cart.',
      language: 'Remembers the language you chose. It is set once you choose one.',
      count: 'How many units are in your cart, so that another tab shows it too. It is never sent.',
      waiting: 'Changes of the cart that were not finished when you left a page, so that the next page finishes them.',
    },
    kinds: { cookie: 'Cookie, necessary', storage: 'Storage of the browser, necessary' },
    lasts: {
      'until-empty': 'Until the cart is empty, or you delete it',
      'until-next-page': 'Until the next page',
    },
    days: plural('en', { one: '# day', other: '# days' }),
  },
}

const es: typeof en = {
  navigation: 'Información legal',
  titles: {
    imprint: 'Aviso legal',
    privacy: 'Privacidad',
    terms: 'Condiciones de venta',
    returns: 'Devoluciones',
    shipping: 'Envíos',
    cookies: 'Cookies',
  },
  description: (title, shopName) => `${title} de ${shopName}.`,
  gap: 'Falta por completar',
  cookies: {
    caption: 'Lo que esta tienda guarda en tu navegador',
    name: 'Nombre',
    purpose: 'Para qué sirve',
    lifetime: 'Cuánto dura',
    kind: 'Tipo',
    purposes: {
      session:
        'Recuerda tu visita, para que tu carrito siga ahí en la página siguiente. Se pone cuando añades algo al carrito.',
      language: 'Recuerda el idioma que has elegido. Se pone cuando eliges uno.',
      count: 'Cuántas unidades hay en tu carrito, para que otra pestaña también lo muestre. Nunca se envía.',
      waiting: 'Cambios del carrito sin terminar al dejar una página, para que la siguiente los termine.',
    },
    kinds: { cookie: 'Cookie, necesaria', storage: 'Almacenamiento del navegador, necesario' },
    lasts: {
      'until-empty': 'Hasta que el carrito quede vacío o lo borres',
      'until-next-page': 'Hasta la página siguiente',
    },
    days: plural('es', { one: '# día', many: '# de días', other: '# días' }),
  },
}

/** What the legal pages say beside the merchant's texts. */
export const legalWords: Readonly<Record<Language, typeof en>> = { en, es }
