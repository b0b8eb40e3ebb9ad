import type { DatabaseSync } from 'node:sqlite'

/** The form of session files that this Comanda makes, as SQLite's `user_version`. */
export const SCHEMA_VERSION = 4

/**
 * Sessions stand by their {@link placeOf}: the number is SQLite's own key, so a session is found in one tree whose inner
 * pages hold nothing but numbers, and those that began together stand together (`createTokens` sees to that).
 *
 * `sweep_at` is when a sweep has to look at the session: never after `expires_at`, which moves on with each request and is in
 * no index for that reason. A sweep that finds a session alive moves `sweep_at` on.
 */
const TABLE = `
  create table session (
    place integer primary key,
    id text not null,
    verifier_hash text not null,
    previous_verifier_hash text,
    rotated_at integer,
    generation integer not null,
    version integer not null,
    write_id text not null,
    data text not null,
    user_id text,
    created_at integer not null,
    expires_at integer not null,
    absolute_expires_at integer not null,
    meta text not null,
    sweep_at integer not null
  ) strict;
`
const INDEXES = `
  create index session_sweep_at on session (sweep_at);
  create index session_user_id on session (user_id) where user_id is not null;
  pragma user_version = ${SCHEMA_VERSION};
`
/**
 * Versions 1 and 2 looked at `expires_at` for a sweep, version 1 had no index of users, and all found sessions by the whole id.
 */
const fromOlder = (sweepAt: string) => `
  drop index if exists session_expires_at;
  drop index if exists session_sweep_at;
  drop index if exists session_user_id;
  alter table session rename to session_before;
  ${TABLE}
  insert into session
    select iif(nth = 1, place, -1 - place), id, verifier_hash, previous_verifier_hash, rotated_at, generation, version,
      write_id, data, user_id, created_at, expires_at, absolute_expires_at, meta, ${sweepAt}
    from (
      select *, place_of(id) as place, row_number() over (partition by place_of(id) order by expires_at desc) as nth
      from session_before
    )
    where nth <= 2
    order by place, nth;
  drop table session_before;
  ${INDEXES}
`

/** Brings a file from `version` up to {@link SCHEMA_VERSION}, in a transaction of the caller's; 0 is a new file. */
export function upgrade(connection: DatabaseSync, version: number): void {
  switch (version) {
    case SCHEMA_VERSION:
      return
    case 0:
      connection.exec(TABLE + INDEXES)
      return
    default:
      connection.function('place_of', { deterministic: true }, (id) => placeOf(String(id)))
      connection.exec(fromOlder(version === 3 ? 'sweep_at' : 'expires_at'))
  }
}

const PLACE_CHARS = 8
const PLACE_BYTES = 6
const place = Buffer.alloc(PLACE_BYTES)

/**
 * Where the session of that id stands in its file: the first 48 bits of the id, which SQLite and JavaScript both take for a
 * whole number.
 */
export function placeOf(id: string): number {
  place.fill(0)
  place.write(id.slice(0, PLACE_CHARS), 'base64url')
  return place.readUIntBE(0, PLACE_BYTES)
}

/**
 * Where it stands if another has its place, as happens to about one of a million sessions. A third that meets both is
 * refused as if its id were taken; nobody will see it.
 */
export function otherPlaceOf(id: string): number {
  return -1 - placeOf(id)
}
