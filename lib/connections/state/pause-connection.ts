import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import { getConnection } from "./get-connection.ts";
import { moveConnection } from "../connect/move-connection.ts";

/**
 * Stops syncing and keeps the grant alive. A run under way ends at its next call to QuickBooks.
 *
 * @throws AppError `request.conflict` when the connection cannot be paused as it stands.
 */
export async function pauseConnection(actor: PersonActor, company: CompanyId): Promise<void> {
  await move(actor, company, "paused");
}

/** @throws AppError `request.conflict` when it is not paused. */
export async function resumeConnection(actor: PersonActor, company: CompanyId): Promise<void> {
  await move(actor, company, "resumed");
}

async function move(actor: PersonActor, company: CompanyId, event: "paused" | "resumed"): Promise<void> {
  await withTenant(actor.organizationId, async (sql) => {
    const connection = await getConnection(sql, company);
    const moved = await moveConnection(sql, {
      organizationId: connection.organizationId,
      connectionId: connection.id,
      event,
      cause: "person",
    });
    if (!moved) {
      const { message } = connectionStates[connection.state];
      throw new AppError("request.conflict", `This cannot be done now. ${message}`);
    }
    await recordAudit(sql, {
      organizationId: actor.organizationId,
      companyId: company,
      actor,
      action: event === "paused" ? "connection.paused" : "connection.resumed",
    });
  });
}
