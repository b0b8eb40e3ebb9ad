/**
 * The base of every error Comanda throws. `code` is stable and meant for programs (`session/conflict`);
 * `message` is a sentence for people: what was wrong, and what to do about it.
 */
export class ComandaError<Code extends string = string> extends Error {
  override readonly name: string = 'ComandaError'
  /** Stable across versions: `<module>/<what>`. */
  readonly code: Code

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
