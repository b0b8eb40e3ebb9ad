/**
 * Who may import whom. A row is a group of files that belong together: they may import each other, the library's
 * `error`, and what the row names. A file belongs to the first row whose pattern it matches.
 */
interface Row {
  readonly group: string
  readonly files: RegExp
  /** Groups, or what {@link EXPORTS}, {@link ALL_EXPORTS} and {@link OWN_PACKAGE} stand for. */
  readonly mayImport: readonly string[]
  readonly fromRegistry: FromRegistry
}

/**
 * Which packages of the registry: none; the types, and no more, of those its package.json names as peerDependencies; those
 * it names as dependencies; or those and the devDependencies, its own and the root's.
 */
export type FromRegistry = 'none' | 'types of peers' | 'declared' | 'declared or for development'

/** What the package.json of a workspace package exports, but not what is there for tests. */
export const EXPORTS = 'what packages export'
/** The same, with `comanda/testing` and `@comanda/test-kit`. */
export const ALL_EXPORTS = 'what packages export, also for tests'
/** Everything in the same workspace package. */
export const OWN_PACKAGE = 'everything in their own package'

const library = (group: string, files: RegExp, ...mayImport: string[]): Row => {
  return { group, files: new RegExp(`^packages/comanda/src/${files.source}`), mayImport, fromRegistry: 'none' }
}

export const table: readonly Row[] = [
  {
    group: 'tests',
    files: /\.(test|long)\.ts$|^(apps|bench)\/.*\btesting\/|^packages\/comanda\/proofs\//,
    mayImport: [OWN_PACKAGE, ALL_EXPORTS, 'scripts'],
    fromRegistry: 'declared or for development',
  },

  library('error', /error\.ts$/),
  library('money', /money\//),
  library('cookie', /cookie\//),
  library('store', /store\/store\.ts$/),
  library('store implementations', /store\//, 'store'),
  library('session', /session\//, 'cookie', 'store'),
  library('message', /message\//, 'session'),
  library('csrf', /csrf\//, 'session', 'cookie'),
  library('session-cart', /cart\/(session-cart|index)\b/, 'cart', 'session', 'money'),
  library('cart', /cart\//, 'money'),
  library('http', /http\//, 'cookie', 'session', 'csrf', 'store'),
  { ...library('adapter', /adapter\//, 'http'), fromRegistry: 'types of peers' },
  library('testing', /testing\//, OWN_PACKAGE),

  { group: 'ui', files: /^packages\/ui\//, mayImport: [EXPORTS], fromRegistry: 'declared' },
  { group: 'test-kit', files: /^packages\/test-kit\//, mayImport: [], fromRegistry: 'declared or for development' },
  { group: 'shop browser', files: /^apps\/shop\/browser\//, mayImport: [], fromRegistry: 'none' },
  { group: 'shop', files: /^apps\/shop\//, mayImport: [EXPORTS, 'shop browser'], fromRegistry: 'declared' },
  { group: 'bench', files: /^bench\//, mayImport: [ALL_EXPORTS], fromRegistry: 'declared or for development' },
  { group: 'scripts', files: /^scripts\//, mayImport: [ALL_EXPORTS], fromRegistry: 'declared or for development' },
]

/** The row of a file, or undefined for a folder nobody has thought about. */
export function rowOf(path: string): Row | undefined {
  return table.find(({ files }) => files.test(path))
}
