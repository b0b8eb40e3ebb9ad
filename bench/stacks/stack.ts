/**
 * What is compared: each stack is one program that answers the same pages.
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /plain` | the page of a stranger; no session is looked at (not with the peers) |
 * | `POST /begin?name=…` | begins a session of about 500 bytes |
 * | `GET /read` | the page of the visitor, from the session |
 * | `POST /write` | adds 1 to the session's count |
 * | `POST /add` | the same, after waiting for a price as a cart would |
 *
 * @module
 */

/** The stacks with sessions. */
export const SESSION_STACKS = ['comanda-memory', 'comanda-sqlite', 'fastify-memory', 'express-memory'] as const
export const STACKS = ['bare', 'hono', ...SESSION_STACKS] as const
export type SessionStackName = (typeof SESSION_STACKS)[number]
export type StackName = (typeof STACKS)[number]

/** A stack that runs in this process. */
export interface Stack {
  /** The port it listens on, on 127.0.0.1. */
  readonly port: number
  /** What it can say of itself. */
  facts(): StackFacts
  /** Answers what is under way and lets go of everything. */
  close(): Promise<void>
}

export interface StackFacts {
  /** How many requests set out to change a session. */
  readonly writesBegun: number
  /** How many saves ran into another one; null where nobody counts them. */
  readonly conflicts: number | null
  /** What SQLite says of the connection that writes; null without SQLite. */
  readonly durability: { readonly journalMode: string; readonly synchronous: number } | null
}

/** What a stack can be told. */
export interface StackOptions {
  /** The SQLite file, for the stack that needs one. */
  readonly file: string | null
  /** Whether to count conflicts, which takes a little time. */
  readonly countConflicts: boolean
}
