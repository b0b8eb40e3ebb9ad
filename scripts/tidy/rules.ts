import { bannedWords } from './bans.ts'
import type { Finding, SourceFile } from './source-file.ts'
import { isCode, isTest } from './source-file.ts'

const LINE_CHARS_MAX = 140
const FILE_LINES_MAX = 300
const TEST_FILE_LINES_MAX = 400

/** Every rule, one after the other: what `file` must change. */
export function untidy(file: SourceFile): Finding[] {
  return [...bannedWords(file), ...shells(file), ...nodeImports(file), ...longLines(file), ...longFile(file)]
}

/** `exec` gives its text to a shell. A whole-module import could hide it. */
function shells(file: SourceFile): Finding[] {
  return file.imports
    .filter((one) => one.specifier === 'node:child_process' || one.specifier === 'child_process')
    .filter((one) => /\bexec(Sync)?\b/.test(one.names) || !one.names.includes('{'))
    .map(({ line }) => ({
      path: file.path,
      line,
      message: 'import { spawn } or { execFile } by name, with a list of arguments: exec hands its text to a shell',
    }))
}

const library = 'packages/comanda/src/'
const nodeOnly = /\.node\.ts$|\.test\.ts$|^packages\/comanda\/src\/testing\//

/** The library runs on Bun, Deno and Workers too, but for what its file names say. */
function nodeImports(file: SourceFile): Finding[] {
  if (!file.path.startsWith(library) || nodeOnly.test(file.path)) return []
  return file.imports
    .filter(({ specifier }) => specifier?.startsWith('node:') && specifier !== 'node:crypto')
    .map(({ specifier, line }) => ({
      path: file.path,
      line,
      message: `imports ${specifier}: name the file *.node.ts, or use what every runtime has (node:crypto is in all of them)`,
    }))
}

// Lists rather than programs: the words of a language, a catalogue. Their sentences are as long as they are.
const lists = /(^|\/)(words|catalogues?|locales?)([./-])/

function longLines(file: SourceFile): Finding[] {
  if (!isCode(file.path) || lists.test(file.path)) return []
  return file.text.split('\n').flatMap((text, index): Finding[] => {
    const message = `${text.length} characters: break the line before ${LINE_CHARS_MAX}`
    return text.length > LINE_CHARS_MAX ? [{ path: file.path, line: index + 1, message }] : []
  })
}

function longFile(file: SourceFile): Finding[] {
  if (!isCode(file.path) || lists.test(file.path)) return []
  const lines = file.text.trimEnd().split('\n').length
  const max = isTest(file.path) ? TEST_FILE_LINES_MAX : FILE_LINES_MAX
  const message = `${lines} lines: more than ${max} is more than one idea; move one of them into a file of its own`
  return lines > max ? [{ path: file.path, line: max, message }] : []
}
