import type { SessionRecord, SessionStore } from '../store/store.ts'
import type { OpenedRecord } from './codec.ts'
import { asSessionError, type Committed, commitChange, commitNew } from './commit.ts'
import type { Engine } from './engine.ts'
import { SessionError } from './error.ts'
import type { Json } from './json.ts'
import { destroyKnowing } from './knowing.ts'
import { assertExpiry, type Expiry, touchDue } from './lifetime.ts'
import { decodeMeta } from './meta.ts'
import type { UpdateFunction } from './operations.ts'
import type { Session, SessionExpiry } from './session.ts'
import { isModuleKey } from './slots.ts'
import { randomId, type Token } from './token.ts'
import { Work } from './work.ts'

/** What the answer must tell the browser about its session cookie. */
export type CookieChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly token: string; readonly absoluteEnd: number; readonly untilBrowserCloses: boolean }
  | { readonly kind: 'delete' }

/**
 * The session of the browser that sent `cookie`. Whatever does not open a live session makes a stranger.
 *
 * Throws SessionError `session/unavailable` and `session/unreadable`.
 */
export async function openSession(engine: Engine, cookie: string | null, passive = false): Promise<ActiveSession> {
  const opened = cookie === null ? null : await asSessionError(() => engine.codec.open(cookie))
  return new ActiveSession(engine, opened, passive)
}

/** A session under way: what a handler works with, and what `withSession` needs to end it. */
export class ActiveSession implements Session {
  readonly passive: boolean
  readonly #engine: Engine
  readonly #browserHadIt: boolean
  /** The token was replaced while this request was under way: it makes no session, whose cookie would push out the new token. */
  readonly #isStale: boolean
  #store: SessionStore
  #record: SessionRecord | null
  #token: Token | null
  #work: Work
  #regenerating = false
  #newExpiry: Expiry | null = null
  /** Something was stored, which has moved the idle end on: no touch is needed. */
  #written = false
  /** From now on a change would be stored by nobody. */
  #answered = false
  #cookie: CookieChange = { kind: 'none' }
  /** Commits one after another; once one has failed, all that follow fail the same way. */
  #commits: Promise<void> = Promise.resolve()

  constructor(engine: Engine, found: OpenedRecord | 'stale' | null, passive: boolean) {
    const opened = found === 'stale' ? null : found
    this.passive = passive
    this.#engine = engine
    this.#isStale = found === 'stale'
    this.#store = opened?.store ?? engine.codec.storeForNew()
    this.#browserHadIt = opened !== null
    this.#record = opened?.record ?? null
    this.#token = opened?.token ?? null
    this.#work = new Work(opened === null ? new Map() : engine.data.decode(opened.record))
  }

  get(key: string): Json | undefined {
    return this.#work.get(key)
  }

  has(key: string): boolean {
    return this.#work.has(key)
  }

  keys(): string[] {
    return this.#work.keys().filter((key) => !isModuleKey(key))
  }

  entries(): [string, Json][] {
    return this.#work.entries().filter(([key]) => !isModuleKey(key))
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

  setExpiry(expiry: Expiry): void {
    this.#refuseOnceAnswered()
    assertExpiry(expiry)
    this.#newExpiry = expiry
  }

  expiry(): SessionExpiry | null {
    const record = this.#record
    if (record === null) return null
    return {
      expiresAt: new Date(record.expiresAt),
      absoluteEnd: new Date(record.absoluteExpiresAt),
      untilBrowserCloses: this.#untilBrowserCloses(record),
    }
  }

  commit(): Promise<void> {
    const work = this.#work
    return this.#inTurn(this.#commits.then(() => this.#commitPending(work)))
  }

  destroy(): Promise<void> {
    this.#refuseOnceAnswered()
    // From here on, awaited or not, everything belongs to the session that begins.
    this.#work = new Work(new Map())
    this.#regenerating = false
    this.#newExpiry = null
    // A commit that failed is no reason to stay signed in.
    return this.#inTurn(this.#commits.catch(() => {}).then(() => this.#end()))
  }

  /** Whoever awaits it hears of a failure, `finish` at the latest; unheard for a while, it must not end the process. */
  #inTurn(next: Promise<void>): Promise<void> {
    this.#commits = next
    next.catch(() => {})
    return next
  }

  async #end(): Promise<void> {
    const record = this.#record
    if (record !== null) {
      await asSessionError(() => destroyKnowing(this.#store, record.id, this.#engine.outagePause))
      this.#engine.observe({ kind: 'destroyed', id: record.id })
    }
    this.#store = this.#engine.codec.storeForNew()
    this.#record = null
    this.#token = null
    this.#cookie = { kind: this.#browserHadIt ? 'delete' : 'none' }
  }

  /**
   * Ends the request's dealings with the session: stores what is not stored yet, unless the answer is a failure (5xx),
   * and moves the idle end on if that is due. Rejects as `commit` does.
   */
  async finish(status: number): Promise<void> {
    await (status < 500 ? this.commit() : this.#commits.catch(() => {}))
    this.#answered = true
    await this.#touchIfDue()
  }

  get id(): string | null {
    return this.#record?.id ?? null
  }

  /** What a token of a form is bound to; null while there is no stored session. */
  get binding(): { readonly sessionId: string; readonly generation: number } | null {
    return this.#record && { sessionId: this.#record.id, generation: this.#record.generation }
  }

  /** What the browser is to be told. */
  get cookieChange(): CookieChange {
    return this.#cookie
  }

  async #commitPending(work: Work): Promise<void> {
    // The session was destroyed before it was this commit's turn: there is nothing left to store it in.
    if (work !== this.#work) return
    const { pending } = work
    if (pending.length === 0 && !this.#regenerating && this.#newExpiry === null) return
    const count = pending.length
    const committed = this.#record === null ? await this.#create() : await this.#save(this.#record)
    if (committed !== null) work.settle(committed.slots, count)
  }

  /** A stranger gets a session only if there is something to keep. */
  async #create(): Promise<Committed | null> {
    this.#regenerating = false
    if (this.#work.view.size === 0) return null
    if (this.#isStale) {
      throw new SessionError(
        'session/gone',
        'The session got a new token while this request was under way. Send it again.',
      )
    }
    const created = await commitNew(this.#engine, this.#store, this.#work.view, this.#newExpiry ?? { kind: 'default' })
    this.#newExpiry = null
    this.#remember(created, created.token)
    return created
  }

  async #save(record: SessionRecord): Promise<Committed> {
    const newVerifier = this.#regenerating ? randomId(this.#engine.randomness) : null
    const newExpiry = this.#newExpiry
    this.#regenerating = false
    this.#newExpiry = null
    const operations = [...this.#work.pending]
    const committed = await this.#observed(
      record.id,
      commitChange(this.#engine, this.#store, record, { operations, newVerifier, newExpiry }),
    )
    const token = newVerifier === null ? this.#token : { id: record.id, verifier: newVerifier }
    // A new expiry changes how long the browser is to keep the token it has.
    const browserMustKnow = newVerifier !== null || newExpiry !== null
    this.#remember(committed, browserMustKnow ? token : null)
    return committed
  }

  async #observed(id: string, commit: Promise<Committed>): Promise<Committed> {
    try {
      return await commit
    } catch (error) {
      if (error instanceof SessionError) this.#engine.observe({ kind: 'refused', id, code: error.code })
      throw error
    }
  }

  /** `toSend` is the token that the browser is to be told, with how long to keep it; null if it knows all that. */
  #remember({ record, written }: Committed, toSend: Token | null): void {
    this.#record = record
    this.#written ||= written
    this.#token = toSend ?? this.#token
    if (written) this.#tell(record, toSend)
  }

  /** Without a token there is something to tell only where the cookie is the session itself. */
  #tell(record: SessionRecord, token: Token | null): void {
    const text = this.#engine.codec.cookieFor(record, token)
    if (text === null) return
    const untilBrowserCloses = this.#untilBrowserCloses(record)
    this.#cookie = { kind: 'set', token: text, absoluteEnd: record.absoluteExpiresAt, untilBrowserCloses }
  }

  #untilBrowserCloses({ meta }: SessionRecord): boolean {
    const { kind } = decodeMeta(meta).expiry
    return kind === 'browser-close' || (kind === 'default' && !this.#engine.cookie.persistent)
  }

  async #touchIfDue(): Promise<void> {
    const { lifetime, clock, report, observe } = this.#engine
    const record = this.#record
    if (record === null || this.#written) return
    const expiresAt = touchDue(lifetime, decodeMeta(record.meta).expiry, clock(), record)
    if (expiresAt === null) return
    try {
      if (!(await this.#store.touch(record.id, expiresAt))) return
      observe({ kind: 'touched', id: record.id })
      this.#tell({ ...record, expiresAt }, null)
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
