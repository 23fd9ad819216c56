import type { ConnectionState } from "#lib/contracts/connection-state.ts";
import type { SyncRun } from "#lib/contracts/sync-run.ts";
import type { FailingSync } from "#lib/contracts/sync-stats.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { failingCompaniesSql } from "#lib/sync/schedule/failing-companies.ts";
import { selectSyncRuns, toSyncRun, type SyncRunRow } from "#lib/companies/runs/sync-run-row.ts";

export interface NotableRuns {
  readonly running: SyncRun[];
  readonly recent: SyncRun[];
  readonly failing: FailingSync[];
  readonly failedCompanies: number;
  readonly incompleteCompanies: number;
}

interface Row extends SyncRunRow {
  readonly list: "running" | "recent" | "failing";
  readonly connection: ConnectionState | null;
  readonly under_way: boolean;
  readonly failed_companies: number;
  readonly incomplete_companies: number;
}

const shown = { running: 20, recent: 15, failing: 50 } as const;

/** Runs that the dashboard shows one by one, in one statement. */
export async function listNotableRuns(sql: TenantSql): Promise<NotableRuns> {
  const { rows } = await sql.query<Row>(
    `WITH failing AS MATERIALIZED (${failingCompaniesSql}), listed AS (
       (SELECT 'running' AS list, under_way.id AS run_id, NULL::text AS connection, false AS under_way,
               row_number() OVER (ORDER BY under_way.started_at, under_way.id) AS place
          FROM companies c CROSS JOIN LATERAL (
            SELECT id, started_at FROM quickbooks_syncs s
             WHERE s.company_id = c.id AND s.organization_id = c.organization_id
               AND s.state = 'running' OFFSET 0) under_way
         WHERE c.organization_id = $1 ORDER BY place LIMIT ${shown.running})
       UNION ALL
       (SELECT 'recent', id, NULL, false, row_number() OVER (ORDER BY finished_at DESC, id) FROM (
          -- Cut off first: numbering all of the runs would sort all of them.
          SELECT id, finished_at FROM quickbooks_syncs WHERE organization_id = $1 AND finished_at IS NOT NULL
           ORDER BY finished_at DESC LIMIT ${shown.recent}) latest)
       UNION ALL
       (SELECT 'failing', id, connection, under_way,
               row_number() OVER (ORDER BY state = 'failed' DESC, finished_at DESC, id) AS place
          FROM failing ORDER BY place LIMIT ${shown.failing})
     )
     SELECT run.*, listed.list, listed.connection, listed.under_way,
            (SELECT count(*) FROM failing WHERE state = 'failed')::int AS failed_companies,
            (SELECT count(*) FROM failing WHERE state = 'incomplete')::int AS incomplete_companies
       FROM listed CROSS JOIN LATERAL (
              -- Each by its id ("OFFSET 0"), whatever the planner makes of the firm.
              ${selectSyncRuns} WHERE s.id = listed.run_id OFFSET 0) run
      WHERE run.organization_id = $1
      ORDER BY listed.list, listed.place`,
    [sql.organization],
  );
  const listed = (list: Row["list"]) => rows.filter((row) => row.list === list);
  return {
    running: listed("running").map(toSyncRun),
    recent: listed("recent").map(toSyncRun),
    failing: listed("failing").map((row) => ({
      run: toSyncRun(row),
      connection: row.connection,
      underWay: row.under_way,
    })),
    failedCompanies: rows[0]?.failed_companies ?? 0,
    incompleteCompanies: rows[0]?.incomplete_companies ?? 0,
  };
}
