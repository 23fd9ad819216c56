import { asSystem } from "#lib/db/scope.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { findGrant, type Grant } from "../refresh/grant.ts";
import { moveConnection } from "../connect/move-connection.ts";

export interface GrantEnd {
  readonly event: "grant_rejected" | "grant_revoked";
  /** Intuit's own words. */
  readonly reason: string;
  readonly intuitTid: string | null;
}

/**
 * Notes that Intuit refuses the grant. Does nothing when another pair has been stored since: the refusal
 * was for the one before. The pair is kept, for a sibling's late answer to be told apart by generation.
 */
export async function endGrant(grant: Grant, end: GrantEnd): Promise<void> {
  await asSystem(async (sql) => {
    const now = await findGrant(sql, grant.companyId, true);
    if (now?.generation !== grant.generation) return;
    await sql.query(
      "UPDATE quickbooks_tokens SET refresh_claimed_until = NULL WHERE connection_id = $1 AND organization_id = $2",
      [grant.connectionId, grant.organizationId],
    );
    const moved = await moveConnection(sql, {
      organizationId: grant.organizationId,
      connectionId: grant.connectionId,
      event: end.event,
      cause: end.reason,
    });
    if (!moved) return;
    await recordAudit(sql, {
      organizationId: grant.organizationId,
      companyId: grant.companyId,
      actor: null,
      action: "connection.lost",
      detail: { reason: end.reason, intuitTid: end.intuitTid },
    });
    // The alert should not wait for the next round.
    await enqueue(sql, "check_alerts", {});
  });
}
