import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

const IMPORT = /^import\s*\{([^}]*)\}\s*from '\.\/([\w-]+\.ts)'\n/gm
const DECLARED = /^(?:export )?(?:async )?(?:function|const|let) (\w+)/gm

/**
 * The module `entry` of a folder and all it imports as one script, each module after those it needs, without types and
 * comments: browsers load it with one request. Types are not checked here.
 *
 * Modules share one scope in it, so they may import by name only, rename nothing, and declare each name once.
 *
 * @throws {Error} if they do otherwise, or import each other in a circle
 */
export function scriptOf(folder: string, entry: string): string {
  const done = new Set<string>()
  const underWay = new Set<string>()
  const parts: string[] = []

  function take(file: string): void {
    if (done.has(file)) return
    if (underWay.has(file)) throw new Error(`The modules of ${folder} import each other in a circle: ${[...underWay]}.`)
    underWay.add(file)
    const code = withoutTypes(readFileSync(join(folder, file), 'utf8'))
    for (const [, , imported = ''] of code.matchAll(IMPORT)) take(imported)
    done.add(file)
    parts.push(code.replace(IMPORT, refuseRenamed).replace(/^export /gm, ''))
  }

  take(entry)
  const script = parts.join('\n')
  refuseTwice([...script.matchAll(DECLARED)].map(([, name = '']) => name))
  if (/^\s*(?:import|export)\b/m.test(script)) throw new Error(`The modules of ${folder} may import by name only.`)
  return script
}

function refuseRenamed(statement: string, names: string): string {
  if (/\bas\b/.test(names)) throw new Error(`A module of the script may rename nothing: ${statement}`)
  return ''
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  if (twice.length > 0) throw new Error(`Two modules of the script declare a name: ${twice.join(', ')}.`)
}

/** Types leave blanks behind, and whole lines of comment are for people. */
function withoutTypes(source: string): string {
  const lines = quietly(() => stripTypeScriptTypes(source)).split('\n')
  return lines.filter((line) => !/^\s*(?:$|\/\/|\/\*\*|\*)/.test(line)).join('\n')
}

/** Node calls this function experimental at each start, though it runs the whole shop by it. */
function quietly(strip: () => string): string {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return strip()
  } finally {
    process.emitWarning = emitWarning
  }
}
