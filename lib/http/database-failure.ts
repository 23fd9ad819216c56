// What PostgreSQL's failures mean to whoever asked: their input was no good, or it is away for the moment.

import { AppError } from "#lib/core/app-error.ts";
import { databaseUnavailable } from "#lib/db/database-unavailable.ts";

/**
 * Classes of SQLSTATE: 22 is a value that its type cannot hold, 21 one row too many for what was asked, 54
 * more than PostgreSQL can do at once. Contracts refuse all that we thought of; this is for the rest.
 */
const inputState = /^(?:21|22|54)[0-9A-Z]{3}$/;

/**
 * The failure under its name in lib/core/failures: `database.*` is 503. Null for one that is not PostgreSQL's,
 * or is our own doing.
 */
export function databaseFailure(thrown: unknown): AppError | null {
  const unavailable = databaseUnavailable(thrown);
  if (unavailable || !(thrown instanceof Error) || thrown instanceof AppError) return unavailable;
  if ("code" in thrown && typeof thrown.code === "string" && inputState.test(thrown.code)) {
    return new AppError("request.invalid", "A value in this request cannot be stored or compared.", {
      cause: thrown,
    });
  }
  return null;
}
