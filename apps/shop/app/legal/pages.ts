/** The legal pages of the shop, by the last part of their address; each has a text file of that name in each language. */
export const LEGAL_PAGES = ['imprint', 'privacy', 'terms', 'returns', 'shipping', 'cookies'] as const

/** One of {@link LEGAL_PAGES}. */
export type LegalPageName = (typeof LEGAL_PAGES)[number]

/** A legal page by its name in an address; null if there is none. */
export function parseLegalPage(name: string | undefined): LegalPageName | null {
  return LEGAL_PAGES.find((page) => page === name) ?? null
}
