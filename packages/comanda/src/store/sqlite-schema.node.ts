/** The form of session files that this Comanda makes, as SQLite's `user_version`. */
export const SCHEMA_VERSION = 3

/**
 * Rows stand in the order in which sessions began (those of an older file in that of their ids), found by an index of ids. A
 * table ordered by id would be a tree twice as deep, since its inner pages would hold whole sessions: five each, where an
 * index holds a hundred ids.
 *
 * `sweep_at` is when a sweep has to look at the session: never after `expires_at`, which moves on with each request and is in
 * no index for that reason. A sweep that finds a session alive moves `sweep_at` on.
 */
const TABLE = `
  create table session (
    id text not null primary key,
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
/** Version 1 had no index of users, and both older ones were ordered by id. */
const FROM_1_OR_2 = `
  drop index session_expires_at;
  drop index if exists session_user_id;
  alter table session rename to session_before;
  ${TABLE}
  insert into session select *, expires_at from session_before;
  drop table session_before;
  ${INDEXES}
`

/** What brings a file from `version` up to {@link SCHEMA_VERSION}, in a transaction; 0 is a new file. */
export function upgradeFrom(version: number): string {
  switch (version) {
    case 0:
      return TABLE + INDEXES
    case SCHEMA_VERSION:
      return ''
    default:
      return FROM_1_OR_2
  }
}
