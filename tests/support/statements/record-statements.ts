// What a test's own process sends to PostgreSQL in the scope of a firm, statement by statement.

import pg from "pg";

/** One of each that differ in more than in ids, by its text without them. */
export type RecordedStatements = ReadonlyMap<string, string>;

const anId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const beginsOrEnds = /^\s*(BEGIN|COMMIT|ROLLBACK)\b(?! TO)/i;
/** What binds a transaction to a firm. */
const bindsFirm = /\btieout\.(tenant|organization_id)\b/;
const readsOrWrites = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE)\b/i;

/** Listens from now on, for as long as the process lives. */
export function recordFirmStatements(): RecordedStatements {
  const found = new Map<string, string>();
  const inFirm = new WeakSet<object>();
  const send: unknown = Reflect.get(pg.Client.prototype, "query");
  if (typeof send !== "function") throw new Error("a client that cannot query");
  const listen = function (this: pg.Client, ...args: unknown[]): unknown {
    const text = textOf(args[0]);
    if (beginsOrEnds.test(text)) inFirm.delete(this);
    if (bindsFirm.test(text)) inFirm.add(this);
    else if (inFirm.has(this) && readsOrWrites.test(text)) found.set(text.replaceAll(anId, "an id"), text);
    return Reflect.apply(send, this, args);
  };
  Reflect.set(pg.Client.prototype, "query", listen);
  return found;
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  if (typeof query !== "object" || query === null || !("text" in query)) return "";
  return typeof query.text === "string" ? query.text : "";
}
