/** The part of Hono's request that says which kind of answer it wants. */
export interface AskedCommand {
  readonly path: string
  header(name: string): string | undefined
}

const JSON_TYPES = /\bapplication\/(json|javascript)\b/i

/**
 * Whether a command is answered with JSON, by the rules of the Ajax API: the path ends in `.js`, or the headers say so.
 * Being sent by a script alone does not: themes also post their forms with fetch and follow to the page.
 */
export function wantsJson(request: AskedCommand): boolean {
  if (request.path.endsWith('.js') || request.header('x-requested-with')) return true
  return JSON_TYPES.test(request.header('accept') ?? '')
}
