import type { Language } from '../routes.ts'

/** A problem as people are told of it. */
interface ProblemWords {
  readonly title: string
  readonly text: string
}

const en = {
  toShop: 'Go to the shop',
  tryAgain: 'Try again',
  goBack: 'Back to the page you came from',
  reference: (id: string) => `If you write to us about it, please give this reference: ${id}`,
  problems: {
    'bad-request': {
      title: 'That did not make sense to us',
      text: 'Something in the request was incomplete or broken. Nothing was changed.',
    },
    'cross-site': {
      title: 'That came from somewhere else',
      text: 'For your safety the shop only takes changes that are made on its own pages. Nothing was changed.',
    },
    'not-found': {
      title: 'This page is not here',
      text: 'It may have moved, or the address has a slip in it.',
    },
    method: {
      title: 'That cannot be done here',
      text: 'This address does not take that kind of request. Nothing was changed.',
    },
    conflict: {
      title: 'Something changed meanwhile',
      text: 'Another request changed the same thing at the same moment. Nothing of yours was done; please look and try again.',
    },
    gone: {
      title: 'Your visit had ended',
      text: 'It ended while this request was under way. Nothing was changed; please try again.',
    },
    'too-large': {
      title: 'That is too much at once',
      text: 'There is a limit to what the shop can keep for one visit, and this would go over it. Nothing was changed.',
    },
    failed: {
      title: 'Something went wrong on our side',
      text: 'It is not your fault, and it has been noted. Please try again in a moment.',
    },
    unavailable: {
      title: 'We cannot answer right now',
      text: 'The shop is busy or being looked after. We do not know whether your last change was kept: please try again in a moment and have a look.',
    },
    unreadable: {
      title: 'We cannot answer right now',
      text: 'The shop is busy or being looked after. Nothing of yours has changed: please try again in a moment.',
    },
  } satisfies Record<string, ProblemWords>,
  misdirected: (baseUrl: string) =>
    `This shop answers at ${baseUrl} and at no other address. (For whoever runs it: a proxy in front has to hand on the ` +
    'Host header as it came; if the shop is to be reached by this address, set BASE_URL.)',
}

const es: typeof en = {
  toShop: 'Ir a la tienda',
  tryAgain: 'Volver a intentarlo',
  goBack: 'Volver a la página anterior',
  reference: (id) => `Si nos escribes por esto, indica por favor esta referencia: ${id}`,
  problems: {
    'bad-request': {
      title: 'No hemos entendido la petición',
      text: 'Le faltaba algo o estaba dañada. No se ha cambiado nada.',
    },
    'cross-site': {
      title: 'La petición venía de otro sitio',
      text: 'Por tu seguridad, la tienda solo acepta cambios hechos desde sus propias páginas. No se ha cambiado nada.',
    },
    'not-found': {
      title: 'Esta página no está aquí',
      text: 'Puede que se haya movido o que la dirección tenga una errata.',
    },
    method: {
      title: 'Eso no se puede hacer aquí',
      text: 'Esta dirección no acepta ese tipo de petición. No se ha cambiado nada.',
    },
    conflict: {
      title: 'Algo ha cambiado entretanto',
      text: 'Otra petición cambió lo mismo en el mismo momento. La tuya no se ha hecho; échale un vistazo e inténtalo de nuevo.',
    },
    gone: {
      title: 'Tu visita había terminado',
      text: 'Terminó mientras se atendía esta petición. No se ha cambiado nada; inténtalo de nuevo.',
    },
    'too-large': {
      title: 'Es demasiado de una vez',
      text: 'Hay un límite a lo que la tienda puede guardar en una visita, y esto lo superaría. No se ha cambiado nada.',
    },
    failed: {
      title: 'Algo ha fallado por nuestra parte',
      text: 'No es culpa tuya y ha quedado anotado. Inténtalo de nuevo en un momento.',
    },
    unavailable: {
      title: 'Ahora mismo no podemos responder',
      text: 'La tienda está muy ocupada o en mantenimiento. No sabemos si tu último cambio se guardó: inténtalo de nuevo en un momento y compruébalo.',
    },
    unreadable: {
      title: 'Ahora mismo no podemos responder',
      text: 'La tienda está muy ocupada o en mantenimiento. Nada tuyo ha cambiado: inténtalo de nuevo en un momento.',
    },
  },
  misdirected: (baseUrl) =>
    `Esta tienda responde en ${baseUrl} y en ninguna otra dirección. (Para quien la administra: el proxy debe pasar la ` +
    'cabecera Host tal como llegó; si la tienda debe responder en esta dirección, configura BASE_URL.)',
}

/** The names of the problems the shop can tell people of. */
export type ProblemName = keyof (typeof en)['problems']

/** What pages say when something is not as it should be. */
export const errorWords: Readonly<Record<Language, typeof en>> = { en, es }
