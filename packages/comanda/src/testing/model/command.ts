import { TestingError } from '../error.ts'

/**
 * Something to do to a model and to the real thing, which must answer the same. Has the shape of a command of
 * fast-check, which is not needed to run it.
 */
export interface ModelCommand<Model extends object, Real> {
  /** Whether it makes sense now. */
  check(model: Readonly<Model>): boolean
  /** Does it to both. Rejects with TestingError `testing/model` if they differ. */
  run(model: Model, real: Real): Promise<void>
  toString(): string
}

/**
 * One kind of command, and what there is to choose: numbers, each from 0 to below its limit. For fast-check:
 * `fc.tuple(...kind.below.map((limit) => fc.nat(limit - 1))).map(kind.make)`.
 */
export interface CommandKind<Model extends object, Real> {
  readonly below: readonly number[]
  readonly make: (choices: readonly number[]) => ModelCommand<Model, Real>
}

/** A kind of command: `what` names the command with its choices, `run` does it. */
export function commandKind<Model extends object, Real>(
  below: readonly number[],
  what: (...choices: number[]) => string,
  check: (model: Readonly<Model>) => boolean,
  run: (model: Model, real: Real, ...choices: number[]) => Promise<void>,
): CommandKind<Model, Real> {
  return {
    below,
    make: (choices) => ({
      check,
      run: (model, real) => run(model, real, ...choices),
      toString: () => what(...choices),
    }),
  }
}

/** The choice of that number. */
export function nth<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item
}

/** Throws unless the real thing answered what the model does. */
export function mustAnswerAlike(real: unknown, model: unknown, what: string): void {
  const [is, should] = [textOf(real), textOf(model)]
  if (is !== should)
    throw new TestingError('testing/model', `${what}: the model answers ${should}, the real thing ${is}.`)
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map ? [...inner] : inner)) ?? 'undefined'
}
