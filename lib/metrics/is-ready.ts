import { setTimeout as delay } from "node:timers/promises";

import { asNobody } from "../db/scope.ts";

const patienceMs = 2_000;

/** Whether PostgreSQL answers within two seconds: without it no process of ours can do anything. */
export async function isReady(): Promise<boolean> {
  const answers = asNobody((sql) => sql.query("SELECT 1")).then(
    () => true,
    () => false,
  );
  const stop = new AbortController();
  try {
    return await Promise.race([answers, delay(patienceMs, false, { signal: stop.signal, ref: false })]);
  } finally {
    stop.abort();
  }
}
