/** The ground of the pages, which browsers colour their frame like: as the style has it, by day and by night. */
export const GROUND = { light: '#fbfaf7', dark: '#17181f' } as const
