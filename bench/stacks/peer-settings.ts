/** What both peers sign their cookies with. */
export const SECRET = 'only for measuring, never for a site that people use'
/** How long their sessions live, in milliseconds: as long as Comanda's do unused. */
export const DAYS_14_MS = 14 * 86_400_000
