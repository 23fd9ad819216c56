import { setTimeout as delay } from "node:timers/promises";

import { doing } from "#lib/db/current-work.ts";
import { requireApplicationRole } from "#lib/db/require-database-roles.ts";
import { log } from "#lib/log/log.ts";
import { tryToKeep } from "./store-events.ts";

const patienceMs = 2_000;

/** One try at a time, however many ask: an orchestrator need not be the only one. */
let trying: Promise<boolean> | undefined;

/**
 * Whether this process can do what it is there for: store a webhook event, put its job on the queue, and
 * serve firms with a role that may see theirs alone, within two seconds. It is tried and taken back, for a
 * database may answer and take nothing: a standby, a server set to read only, a table or a right that is missing.
 */
export async function isReady(): Promise<boolean> {
  trying ??= doing({ kind: "health" }, () => requireApplicationRole().then(tryToKeep))
    .then(
      () => true,
      (thrown: unknown) => {
        log().warn({ err: thrown }, "not ready: a webhook event could not be stored, or no firm be served");
        return false;
      },
    )
    .finally(() => (trying = undefined));
  const stop = new AbortController();
  try {
    return await Promise.race([trying, delay(patienceMs, false, { signal: stop.signal, ref: false })]);
  } finally {
    stop.abort();
  }
}
