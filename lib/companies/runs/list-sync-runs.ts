import { z } from "zod";

import type { Actor } from "#lib/core/actor.ts";
import type { SyncRunList, SyncState } from "#lib/contracts/sync-run.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { pageCursor } from "#lib/crypto/page-cursor.ts";
import { selectSyncRuns, toSyncRun, type SyncRunRow } from "./sync-run-row.ts";

const pageSize = 30;

/** The company's runs, newest first. The caller has made sure that the actor may open the company. */
export async function listSyncRuns(
  actor: Actor,
  companyId: CompanyId,
  query: { readonly state?: SyncState | undefined; readonly before?: string | undefined },
): Promise<SyncRunList> {
  const cursor = pageCursor(`sync runs ${companyId}`, z.uuid());
  const before = query.before === undefined ? null : cursor.read(query.before);
  const { rows } = await withTenant(actor.organizationId, (sql) =>
    sql.query<SyncRunRow>(
      `${selectSyncRuns}
        WHERE s.company_id = $1 AND s.organization_id = $4 AND ($2::text IS NULL OR s.state::text = $2)
          AND ($3::uuid IS NULL OR (s.created_at, s.id) <
            (SELECT created_at, id FROM quickbooks_syncs
              WHERE id = $3 AND company_id = $1 AND organization_id = $4))
        ORDER BY s.created_at DESC, s.id DESC LIMIT ${pageSize + 1}`,
      [companyId, query.state ?? null, before, sql.organization],
    ),
  );
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    runs: shown.map(toSyncRun),
    nextBefore: rows.length > pageSize && last ? cursor.write(last.id) : null,
  };
}
