import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { waitUntil } from "#scripts/processes/wait-until.ts";

export interface FinishedSync {
  readonly id: string;
  readonly state: string;
  readonly errorDetail: string | null;
  /** From its start to its end, the wait for a worker left out. */
  readonly seconds: number;
  readonly seen: number;
  readonly created: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly failed: number;
  readonly apiCalls: number;
  readonly meteredCalls: number;
}

/** Waits until the company has no run that is queued or under way, and returns the last that ended. */
export async function finishedSync(company: CompanyId, timeoutMs: number): Promise<FinishedSync> {
  return waitUntil({ what: `The end of the sync of ${company}`, timeoutMs, everyMs: 100 }, async () => {
    const { rows } = await asSystem((sql) =>
      sql.query<FinishedSync & { readonly isOver: boolean }>(
        `SELECT id, state, error_detail AS "errorDetail",
           extract(epoch FROM finished_at - started_at)::float8 AS seconds,
           records_seen AS seen, records_created AS created, records_unchanged AS unchanged,
           records_changed AS changed, records_failed AS failed, api_calls AS "apiCalls",
           metered_calls AS "meteredCalls",
           state NOT IN ('queued', 'running') AS "isOver"
         FROM quickbooks_syncs WHERE company_id = $1 ORDER BY created_at DESC, id LIMIT 1`,
        [company],
      ),
    );
    const [row] = rows;
    return row?.isOver === true ? row : null;
  });
}
