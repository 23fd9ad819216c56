// What PostgreSQL itself answers to a statement, as against a connection that is gone.

import pg from "pg";

export type DatabaseError = pg.DatabaseError;

/** Whether PostgreSQL itself answered with an error, FATAL ones included. */
export function isDatabaseError(thrown: unknown): thrown is DatabaseError {
  return thrown instanceof pg.DatabaseError;
}

/** SQLSTATE 23505, of whichever unique index. */
export function isUniqueViolation(thrown: unknown): boolean {
  return isDatabaseError(thrown) && thrown.code === "23505";
}
