import type { Finding, SourceFile } from './source-file.ts'
import { isScript, isTest } from './source-file.ts'

/** Something that is not written here, and what to write instead. */
interface Ban {
  readonly pattern: RegExp
  readonly in: 'code' | 'comments'
  readonly instead: string
  /** Where it is banned. Default: in every script. */
  readonly where?: (path: string) => boolean
  /** A line each that must be caught. They keep the pattern honest. */
  readonly caught: readonly string[]
  /** Lines that look alike and are fine. */
  readonly fine: readonly string[]
}

const inLibrary = (path: string): boolean => path.startsWith('packages/comanda/')
const mayPrint = (path: string): boolean => /(^|\/)(cli|server|default-report)\.ts$/.test(path)

export const bans: readonly Ban[] = [
  {
    pattern: /\bMath\s*\.\s*random\b/,
    in: 'code',
    instead:
      'take randomness as an argument (node:crypto in production, seeded in tests): guessable and not repeatable',
    caught: ['const id = Math.random()'],
    fine: ['const id = Math.round(random())', '// not Math.random: guessable'],
  },
  {
    pattern: /\bBuffer\b/,
    in: 'code',
    instead: 'use Uint8Array and its toBase64, toHex, TextEncoder: other runtimes have no Buffer',
    where: (path) => inLibrary(path) && !path.endsWith('.node.ts') && !isTest(path),
    caught: ["const bytes = Buffer.from('x')", 'function f(body: Buffer) {}'],
    fine: ['const bytes = new ArrayBuffer(8)', 'const shared = SharedArrayBuffer'],
  },
  {
    pattern: /\bshell\s*:\s*(true\b|['"`])/,
    in: 'code',
    instead: 'spawn the program itself with a list of arguments: a shell reads meaning into what it is given',
    caught: ["spawn('ls', [name], { shell: true })", "spawn('ls', { shell: '/bin/sh' })"],
    fine: ['const page = { shell: frame }', 'spawn(name, { shell: false })'],
  },
  {
    pattern: /(?<![.\w$])eval\s*\(|\bnew\s+Function\s*\(/,
    in: 'code',
    instead: 'write the code out: text is data',
    caught: ['eval(text)', "const f = new Function('a', text)"],
    fine: ['await page.evaluate(text)', 'await page.$eval(text)', 'const f: Function = g'],
  },
  {
    pattern: /\bconsole\s*\.\s*\w+/,
    in: 'code',
    instead: 'return or throw, or use the logger passed in (a test: t.diagnostic; its child process: process.stdout)',
    where: (path) => /^(packages|apps)\//.test(path) && !mayPrint(path),
    caught: ["console.log('here')"],
    fine: ["page.on('console', report)", "const line = 'console.log'"],
  },
  {
    pattern: /\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\s*\.\s*write(?:ln)?\b/,
    in: 'code',
    instead:
      'use textContent and elements, or have the server make the markup with html`…`: this is how scripts get injected',
    caught: ["box.innerHTML = '<b>'", "box.insertAdjacentHTML('beforeend', text)", 'document.write(text)'],
    fine: ['box.textContent = text', "box.append(document.createElement('b'))"],
  },
  {
    pattern: /@ts-(?:ignore|nocheck)\b/,
    in: 'comments',
    instead: 'mend the type, or write @ts-expect-error with the reason, which complains once it is no longer needed',
    caught: ['// @ts-ignore', '/* @ts-nocheck */'],
    fine: ['// @ts-expect-error: a price in text must not compile', "const text = '@ts-ignore'"],
  },
  {
    pattern: /\b(?:test|it|t|describe|suite)\s*\.\s*(?:only|skip|todo)\b|\b(?:only|skip|todo)\s*:\s*true\b/,
    in: 'code',
    instead: 'a test runs, or says in { skip: reason } what this machine lacks; a test for later comes with its code',
    caught: ["test.only('adds', f)", "describe.skip('adds', f)", "test('adds', { todo: true }, f)"],
    fine: ["test('adds', { skip: whyNot() }, f)", 'list.skip(1)'],
  },
  {
    pattern: /\b(?:FIXME|XXX|HACK)\b|\bTODO\b(?!\([a-z][\w-]*\))/,
    in: 'comments',
    instead: 'do it now, or name who will: TODO(name): what',
    caught: ['// TODO: later', '/* FIXME */', '// TODO() later'],
    fine: ['// TODO(ana): when the accounts come', 'const TODO = 1'],
  },
]

/** Where `file` has something of the list. */
export function bannedWords(file: SourceFile): Finding[] {
  if (!isScript(file.path)) return []
  return bans.filter((ban) => ban.where?.(file.path) ?? true).flatMap((ban) => found(ban, file))
}

function found(ban: Ban, file: SourceFile): Finding[] {
  return file[ban.in].split('\n').flatMap((text, index): Finding[] => {
    const word = ban.pattern.exec(text)?.[0]
    return word === undefined ? [] : [{ path: file.path, line: index + 1, message: `"${word}": ${ban.instead}` }]
  })
}
