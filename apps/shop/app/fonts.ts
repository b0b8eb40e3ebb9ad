/** The fonts that are sent to browsers: the name the style sheet calls a file by, and the URL of the file in its package. */
export const FONTS: Readonly<Record<string, string>> = {
  'alegreya.woff2': import.meta.resolve('@fontsource-variable/alegreya/files/alegreya-latin-wght-normal.woff2'),
  'alegreya-ext.woff2': import.meta.resolve('@fontsource-variable/alegreya/files/alegreya-latin-ext-wght-normal.woff2'),
  'figtree.woff2': import.meta.resolve('@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2'),
  'figtree-ext.woff2': import.meta.resolve('@fontsource-variable/figtree/files/figtree-latin-ext-wght-normal.woff2'),
}

/** The ones that every page writes its first lines with, so browsers should not wait for the style sheet to ask for them. */
export const FIRST_FONTS: readonly string[] = ['figtree.woff2', 'alegreya.woff2']
