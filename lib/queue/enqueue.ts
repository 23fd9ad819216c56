import type { Sql } from "#lib/db/scope.ts";
import { jobs, type JobName, type JobPayload, type JobPolicy } from "./jobs.ts";

export interface EnqueueOptions {
  /** Not before this. Default: at once. */
  readonly runAt?: Date | undefined;
  /**
   * Two jobs of one key are one job, as the job's key mode says. Default: one key per distinct payload,
   * so that asking twice for the same work does it once.
   */
  readonly jobKey?: string | undefined;
  readonly priority?: number | undefined;
}

/**
 * Puts a job on the queue inside the caller's transaction: it exists if and only if the caller commits,
 * and workers hear of it at that moment.
 */
export async function enqueue<Name extends JobName>(
  sql: Sql,
  name: Name,
  payload: JobPayload<Name>,
  options: EnqueueOptions = {},
): Promise<void> {
  const policy: JobPolicy = jobs[name];
  await sql.query({
    name: "enqueue",
    text: `SELECT enqueue_job($1, $2::json, $3::timestamptz, $4, $5, $6, $7)`,
    values: [
      name,
      JSON.stringify(payload),
      options.runAt ?? null,
      policy.maxAttempts,
      options.jobKey ?? defaultJobKey(name, payload),
      options.priority ?? policy.priority,
      policy.keyMode,
    ],
  });
}

/** "process_webhooks:<company>": the job's name and the values of its payload. */
export function defaultJobKey<Name extends JobName>(name: Name, payload: JobPayload<Name>): string {
  return [name, ...Object.values(payload).map(String)].join(":");
}
