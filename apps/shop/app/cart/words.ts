import { plural } from '@comanda/ui/words'
import {
  LINES_MAX,
  PROPERTIES_BYTES_MAX,
  PROPERTIES_MAX,
  PROPERTY_NAME_CHARS_MAX,
  PROPERTY_VALUE_CHARS_MAX,
  QUANTITY_MAX,
} from 'comanda/cart'
import type { Language } from '../routes.ts'
import type { BodyRefusal } from './body/field.ts'

const enNumber = new Intl.NumberFormat('en')
const esNumber = new Intl.NumberFormat('es')

const enBody: Readonly<Record<BodyRefusal, string>> = {
  'too-large': 'The request is too large.',
  'unsupported-type': 'Send a form or JSON, not compressed.',
  malformed: 'The request cannot be read: it is not what its content type says.',
  'too-many-fields': 'The request has too many fields.',
  'too-deep': 'The request is nested too deep.',
  'repeated-field': 'The request names a field twice.',
  'unexpected-file': 'The cart takes no files.',
}

const en = {
  title: 'Your cart',
  greeting: 'Welcome, guest.',
  chosen: 'Here is what you have chosen.',
  empty: 'Your cart is empty.',
  emptyHelp: 'Find something you like in the shop and choose “Add to cart”. It will wait for you here.',
  continueShopping: 'Continue shopping',
  lines: 'In your cart',
  price: 'Price',
  quantity: 'Quantity',
  lineTotal: 'Total',
  total: 'Total of the cart',
  update: 'Update',
  remove: 'Remove',
  updateOf: (title: string) => `Update quantity of ${title}`,
  removeOf: (title: string) => `Remove ${title} from cart`,
  oneFewerOf: (title: string) => `One fewer of ${title}`,
  oneMoreOf: (title: string) => `One more of ${title}`,
  nothingYet: 'There is nothing in it yet.',
  close: 'Close the cart',
  toCart: 'Go to the cart',
  order: 'Your order',
  orderNotYet: 'We do not take orders on this site yet: ordering opens soon. Nothing here is paid or reserved.',
  placeOrder: 'Place order',
  unreachable:
    'The shop could not be reached, so we do not know whether that was done. Check your connection, have a look at your cart and try again.',
  failed: 'Something went wrong on the way. Please have a look at your cart and try again.',
  again: 'Try again',
  unavailable: 'No longer available',
  unavailableHelp: 'It is not part of the total. You can remove it.',
  unknownItem: 'An item that is gone',
  noneLeft: 'Sold out meanwhile.',
  availableOnly: plural('en', { one: 'Only # is available now.', other: 'Only # are available now.' }),

  allInOtherLines: 'Other lines of your cart hold all there is of it.',
  tooMany: plural('en', {
    one: 'You chose #, and that cannot be ordered.',
    other: 'You chose #: so many cannot be ordered.',
  }),
  setTo: (units: number) => `Set to ${enNumber.format(units)}`,
  setToOf: (title: string, units: number) => `Set to ${enNumber.format(units)}: ${title}`,
  priceUp: (before: string, now: string) => `The price has gone up from ${before} to ${now} since you chose it.`,
  priceDown: (before: string, now: string) => `The price has gone down from ${before} to ${now} since you chose it.`,
  accept: 'All right',
  acceptOf: (title: string) => `All right: the new price of ${title}`,
  priceKnown: (title: string) => `Noted: the new price of ${title}.`,
  lookFirst: 'Something has changed since you chose it. Please have a look above first.',

  added: (title: string, units: number) =>
    units === 1 ? `Added to your cart: ${title}.` : `Added to your cart: ${enNumber.format(units)} × ${title}.`,
  addedMany: plural('en', { one: '# item was added to your cart.', other: '# items were added to your cart.' }),
  changed: (title: string, units: number) => `Your cart now has ${enNumber.format(units)} × ${title}.`,
  changedProperties: (title: string) => `${title} was changed.`,
  removed: (title: string) => `Removed from your cart: ${title}.`,
  capped: (title: string, units: number) =>
    units === 0
      ? `${title} is sold out and was removed from your cart.`
      : `Only ${enNumber.format(units)} × ${title} can be had, so that is what your cart has now.`,
  updated: 'Your cart was updated.',
  cleared: 'Your cart is empty now.',

  cartError: 'Cart Error',
  body: enBody,
  missing: (field: string) => `Required parameter missing or invalid: ${field}`,
  unsupported: (field: string) => `“${field}” is not supported by this shop yet. Nothing was changed.`,
  badQuantity: (least: number) => `A quantity is a whole number from ${least} to ${enNumber.format(QUANTITY_MAX)}.`,
  badProperties: `Properties are texts by name: at most ${PROPERTIES_MAX}, with names of up to ${PROPERTY_NAME_CHARS_MAX} and values of up to ${PROPERTY_VALUE_CHARS_MAX} characters, ${enNumber.format(PROPERTIES_BYTES_MAX)} bytes together.`,
  tooManyItems: `One request can name at most ${LINES_MAX} items.`,
  noSuchLine: 'no valid id or line parameter',
  lineGone: 'That item is not in your cart any more.',
  positionsDiffer: plural('en', {
    one: 'The cart has # line: send one quantity for it.',
    other: 'The cart has # lines: send one quantity for each.',
  }),
  noSuchVariant: 'Cannot find variant',
  variantGone: 'This item is not for sale.',
  noLongerSold: 'This item is no longer available. You can only remove it from your cart.',
  soldOut: (title: string) => `The product '${title}' is already sold out.`,
  allInCart: 'The maximum quantity of this item is already in your cart.',
  partlyAdded: plural('en', {
    one: 'Only # item was added to your cart due to availability.',
    other: 'Only # items were added to your cart due to availability.',
  }),
  overQuantityLimit: `One line of the cart holds at most ${enNumber.format(QUANTITY_MAX)} items.`,
  tooManyLines: `Your cart is full: it holds at most ${LINES_MAX} different items.`,
}

const esBody: typeof enBody = {
  'too-large': 'La petición es demasiado grande.',
  'unsupported-type': 'Envía un formulario o JSON, sin comprimir.',
  malformed: 'La petición no se puede leer: no es lo que dice su tipo de contenido.',
  'too-many-fields': 'La petición tiene demasiados campos.',
  'too-deep': 'La petición tiene demasiados niveles.',
  'repeated-field': 'La petición nombra un campo dos veces.',
  'unexpected-file': 'El carrito no admite archivos.',
}

const es: typeof en = {
  title: 'Tu carrito',
  greeting: 'Te damos la bienvenida.',
  chosen: 'Esto es lo que has elegido.',
  empty: 'Tu carrito está vacío.',
  emptyHelp: 'Busca algo que te guste en la tienda y elige «Añadir al carrito». Te esperará aquí.',
  continueShopping: 'Seguir comprando',
  lines: 'En tu carrito',
  price: 'Precio',
  quantity: 'Cantidad',
  lineTotal: 'Total',
  total: 'Total del carrito',
  update: 'Actualizar',
  remove: 'Quitar',
  updateOf: (title) => `Actualizar cantidad de ${title}`,
  removeOf: (title) => `Quitar ${title} del carrito`,
  oneFewerOf: (title) => `Uno menos de ${title}`,
  oneMoreOf: (title) => `Uno más de ${title}`,
  nothingYet: 'Todavía no hay nada.',
  close: 'Cerrar el carrito',
  toCart: 'Ir al carrito',
  order: 'Tu pedido',
  orderNotYet: 'Todavía no aceptamos pedidos en este sitio: abriremos pronto. Aquí no se paga ni se reserva nada.',
  placeOrder: 'Hacer el pedido',
  unreachable:
    'No se ha podido contactar con la tienda y no sabemos si el cambio se hizo. Comprueba tu conexión, mira tu carrito y vuelve a intentarlo.',
  failed: 'Algo ha fallado por el camino. Mira tu carrito y vuelve a intentarlo, por favor.',
  again: 'Volver a intentarlo',
  unavailable: 'Ya no está disponible',
  unavailableHelp: 'No cuenta en el total. Puedes quitarlo.',
  unknownItem: 'Un artículo que ya no existe',
  noneLeft: 'Se ha agotado entretanto.',
  availableOnly: plural('es', {
    one: 'Ahora solo hay # disponible.',
    many: 'Ahora solo hay # disponibles.',
    other: 'Ahora solo hay # disponibles.',
  }),

  allInOtherLines: 'Otras líneas de tu carrito tienen todo lo que hay.',
  tooMany: plural('es', {
    one: 'Elegiste # y no se puede pedir.',
    many: 'Elegiste #: tantos no se pueden pedir.',
    other: 'Elegiste #: tantos no se pueden pedir.',
  }),
  setTo: (units) => `Dejar ${esNumber.format(units)}`,
  setToOf: (title, units) => `Dejar ${esNumber.format(units)}: ${title}`,
  priceUp: (before, now) => `El precio ha subido de ${before} a ${now} desde que lo elegiste.`,
  priceDown: (before, now) => `El precio ha bajado de ${before} a ${now} desde que lo elegiste.`,
  accept: 'De acuerdo',
  acceptOf: (title) => `De acuerdo: el nuevo precio de ${title}`,
  priceKnown: (title) => `Anotado: el nuevo precio de ${title}.`,
  lookFirst: 'Algo ha cambiado desde que lo elegiste. Échale antes un vistazo más arriba.',

  added: (title, units) =>
    units === 1 ? `Añadido a tu carrito: ${title}.` : `Añadido a tu carrito: ${esNumber.format(units)} × ${title}.`,
  addedMany: plural('es', {
    one: 'Se añadió # artículo a tu carrito.',
    many: 'Se añadieron # de artículos a tu carrito.',
    other: 'Se añadieron # artículos a tu carrito.',
  }),
  changed: (title, units) => `Tu carrito tiene ahora ${esNumber.format(units)} × ${title}.`,
  changedProperties: (title) => `Se ha cambiado ${title}.`,
  removed: (title) => `Quitado de tu carrito: ${title}.`,
  capped: (title, units) =>
    units === 0
      ? `${title} está agotado y se ha quitado de tu carrito.`
      : `Solo quedan ${esNumber.format(units)} × ${title}, y eso es lo que tiene ahora tu carrito.`,
  updated: 'Tu carrito se ha actualizado.',
  cleared: 'Tu carrito está vacío ahora.',

  cartError: 'Error del carrito',
  body: esBody,
  missing: (field) => `Falta un parámetro obligatorio o no es válido: ${field}`,
  unsupported: (field) => `Esta tienda todavía no admite «${field}». No se ha cambiado nada.`,
  badQuantity: (least) => `Una cantidad es un número entero de ${least} a ${esNumber.format(QUANTITY_MAX)}.`,
  badProperties: `Las propiedades son textos con nombre: como máximo ${PROPERTIES_MAX}, con nombres de hasta ${PROPERTY_NAME_CHARS_MAX} y valores de hasta ${PROPERTY_VALUE_CHARS_MAX} caracteres, ${esNumber.format(PROPERTIES_BYTES_MAX)} bytes en total.`,
  tooManyItems: `Una petición puede nombrar como máximo ${LINES_MAX} artículos.`,
  noSuchLine: 'ningún parámetro id o line válido',
  lineGone: 'Ese artículo ya no está en tu carrito.',
  positionsDiffer: plural('es', {
    one: 'El carrito tiene # línea: envía una cantidad para ella.',
    many: 'El carrito tiene # de líneas: envía una cantidad para cada una.',
    other: 'El carrito tiene # líneas: envía una cantidad para cada una.',
  }),
  noSuchVariant: 'No se encuentra la variante',
  variantGone: 'Este artículo no está a la venta.',
  noLongerSold: 'Este artículo ya no está disponible. Solo puedes quitarlo de tu carrito.',
  soldOut: (title) => `El producto «${title}» está agotado.`,
  allInCart: 'La cantidad máxima de este artículo ya está en tu carrito.',
  partlyAdded: plural('es', {
    one: 'Debido a la disponibilidad, solo se añadió # artículo al carrito.',
    many: 'Debido a la disponibilidad, solo se añadieron # de artículos al carrito.',
    other: 'Debido a la disponibilidad, solo se añadieron # artículos al carrito.',
  }),
  overQuantityLimit: `Una línea del carrito admite como máximo ${esNumber.format(QUANTITY_MAX)} artículos.`,
  tooManyLines: `Tu carrito está lleno: admite como máximo ${LINES_MAX} artículos distintos.`,
}

/** What the cart says. */
export const cartWords: Readonly<Record<Language, typeof en>> = { en, es }
