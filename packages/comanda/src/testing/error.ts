import { ComandaError } from '../error.ts'

/**
 * What the proof kit says.
 * - `testing/bad-skip`: a skip names no case, or gives no reason.
 * - `testing/race`: a race ended wrongly; the message says what was lost, and what there should be.
 * - `testing/history`: a history cannot be explained; the message says by which operation, and how to have it again.
 * - `testing/model`: the real thing answered otherwise than the model.
 */
export class TestingError extends ComandaError<
  'testing/bad-skip' | 'testing/race' | 'testing/history' | 'testing/model'
> {
  override readonly name: string = 'TestingError'
}
