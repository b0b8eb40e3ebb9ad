import type { SessionRecord } from '../store/store.ts'
import { asSessionError, type Committed, commitChange, commitNew } from './commit.ts'
import type { Engine } from './engine.ts'
import { SessionError } from './error.ts'
import type { Json } from './json.ts'
import { destroyKnowing } from './knowing.ts'
import { idleEnd, touchIsDue } from './lifetime.ts'
import type { UpdateFunction } from './operations.ts'
import type { Session } from './session.ts'
import { decodeSlots } from './slots.ts'
import { parseToken, randomId, tokenText, verifierMatches } from './token.ts'
import { Work } from './work.ts'

/** What the answer must tell the browser about its session cookie. */
export type CookieChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly token: string; readonly absoluteEnd: number }
  | { readonly kind: 'delete' }

/**
 * The session of the browser that sent `cookie`. Whatever is not the token of a live session makes a stranger; what
 * has not even the form of one makes no store call.
 *
 * Throws SessionError `session/unavailable` and `session/unreadable`.
 */
export async function openSession(engine: Engine, cookie: string | null): Promise<ActiveSession> {
  const token = cookie === null ? null : parseToken(cookie)
  if (token === null) return new ActiveSession(engine, null)
  const record = await asSessionError(() => engine.store.load(token.id))
  const known = record !== null && verifierMatches(token.verifier, record.verifierHash)
  return new ActiveSession(engine, known ? record : null)
}

/** A session under way: what a handler works with, and what `withSession` needs to end it. */
export class ActiveSession implements Session {
  readonly #engine: Engine
  readonly #browserHadIt: boolean
  #record: SessionRecord | null
  #work: Work
  #regenerating = false
  #written = false
  #answered = false
  #cookie: CookieChange = { kind: 'none' }
  /** Commits one after another; once one has failed, all that follow fail the same way. */
  #commits: Promise<void> = Promise.resolve()

  constructor(engine: Engine, record: SessionRecord | null) {
    this.#engine = engine
    this.#browserHadIt = record !== null
    this.#record = record
    this.#work = new Work(record === null ? new Map() : decodeSlots(record.data))
  }

  get(key: string): Json | undefined {
    return this.#work.get(key)
  }

  has(key: string): boolean {
    return this.#work.has(key)
  }

  keys(): string[] {
    return this.#work.keys()
  }

  entries(): [string, Json][] {
    return this.#work.entries()
  }

  set(key: string, value: unknown): void {
    this.#refuseOnceAnswered()
    this.#work.set(key, value)
  }

  delete(key: string): void {
    this.#refuseOnceAnswered()
    this.#work.delete(key)
  }

  pull(key: string): Json | undefined {
    const value = this.get(key)
    if (value !== undefined) this.delete(key)
    return value
  }

  update(key: string, fn: UpdateFunction): void {
    this.#refuseOnceAnswered()
    this.#work.update(key, fn)
  }

  clear(): void {
    this.#refuseOnceAnswered()
    this.#work.clear()
  }

  regenerate(): void {
    this.#refuseOnceAnswered()
    this.#regenerating = true
  }

  commit(): Promise<void> {
    this.#commits = this.#commits.then(() => this.#commitPending())
    // Whoever awaits it hears of a failure, `finish` at the latest; unheard for a while, it must not end the process.
    this.#commits.catch(() => {})
    return this.#commits
  }

  async destroy(): Promise<void> {
    this.#refuseOnceAnswered()
    // A commit that failed is no reason to stay signed in.
    await this.#commits.catch(() => {})
    const record = this.#record
    if (record !== null) {
      await asSessionError(() => destroyKnowing(this.#engine.store, record.id, this.#engine.pause))
    }
    this.#record = null
    this.#work = new Work(new Map())
    this.#regenerating = false
    this.#cookie = { kind: this.#browserHadIt ? 'delete' : 'none' }
    this.#commits = Promise.resolve()
  }

  /**
   * Ends the request's dealings with the session: stores what is not stored yet, unless the answer is a failure (5xx),
   * and moves the idle end on if that is due. Rejects as `commit` does.
   */
  async finish(status: number): Promise<void> {
    if (status < 500) await this.commit()
    this.#answered = true
    await this.#touchIfDue()
  }

  /** What the browser is to be told. */
  get cookieChange(): CookieChange {
    return this.#cookie
  }

  async #commitPending(): Promise<void> {
    const { pending } = this.#work
    if (pending.length === 0 && !this.#regenerating) return
    const count = pending.length
    const committed = this.#record === null ? await this.#create() : await this.#save(this.#record)
    if (committed !== null) this.#work.settle(committed.slots, count)
  }

  /** A stranger gets a session only if there is something to keep. */
  async #create(): Promise<Committed | null> {
    this.#regenerating = false
    if (this.#work.view.size === 0) return null
    const created = await commitNew(this.#engine, this.#work.view)
    this.#remember(created)
    this.#sendToken(tokenText(created.token), created.record)
    return created
  }

  async #save(record: SessionRecord): Promise<Committed> {
    const newVerifier = this.#regenerating ? randomId(this.#engine.randomness) : null
    this.#regenerating = false
    const committed = await commitChange(this.#engine, record, { operations: [...this.#work.pending], newVerifier })
    this.#remember(committed)
    if (newVerifier !== null) this.#sendToken(tokenText({ id: record.id, verifier: newVerifier }), committed.record)
    return committed
  }

  #remember({ record, written }: Committed): void {
    this.#record = record
    this.#written ||= written
  }

  #sendToken(token: string, record: SessionRecord): void {
    this.#cookie = { kind: 'set', token, absoluteEnd: record.absoluteExpiresAt }
  }

  async #touchIfDue(): Promise<void> {
    const { lifetime, clock, store, report } = this.#engine
    const record = this.#record
    const now = clock()
    if (record === null || this.#written) return
    if (!touchIsDue(lifetime, now, record.expiresAt, record.absoluteExpiresAt)) return
    try {
      await store.touch(record.id, idleEnd(lifetime, now, record.absoluteExpiresAt))
    } catch (error) {
      // The page was read all right; the session only ends a little earlier than it could.
      report(error)
    }
  }

  #refuseOnceAnswered(): void {
    if (!this.#answered) return
    throw new SessionError(
      'session/answered',
      'The session was changed after the answer was made, so nobody would store it. Await whatever changes the session.',
    )
  }
}
