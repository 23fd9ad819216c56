// Which of PostgreSQL's errors a record can have caused, by SQLSTATE. The list names what a record can not
// have caused: whatever else comes is looked for in single records first.

import { isDatabaseError, type DatabaseError } from "#lib/db/database-error.ts";

/**
 * Connection (08), transaction (25, 2D, 40, 3B), statement and permission (26, 28, 42), resources (53),
 * locks and object states (55), the administrator (57), the system beneath (58, F0): the page as a
 * whole failed, and is tried again as a whole.
 */
const ofSystem: ReadonlySet<string> = new Set([
  "08",
  "25",
  "26",
  "28",
  "2D",
  "3B",
  "3D",
  "40",
  "42",
  "53",
  "55",
  "57",
  "58",
  "F0",
]);

/** Data (22), constraints (23) and limits of size (54): about values, however many records have such. */
const ofData: ReadonlySet<string> = new Set(["22", "23", "54"]);

/** True also without a SQLSTATE: no record is to blame, and the page is tried again as a whole. */
export function isOfSystem(error: DatabaseError): boolean {
  return error.code === undefined || ofSystem.has(error.code.slice(0, 2));
}

/**
 * Whether it surely is about a value, so that many such errors on a page are no sign of trouble of our own.
 */
export function isOfData(error: DatabaseError): boolean {
  return error.code !== undefined && ofData.has(error.code.slice(0, 2));
}

/** Whether a record may be to blame for it. Not PostgreSQL's own answer: the connection is gone. */
export function mayBeOfRecord(thrown: unknown): thrown is DatabaseError {
  return isDatabaseError(thrown) && thrown.severity !== "FATAL" && !isOfSystem(thrown);
}
