import { recordAudit } from "#lib/audit/record-audit.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
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
export async function pauseConnection(viewer: Viewer, company: CompanyId): Promise<void> {
  await move(viewer, company, "paused");
}

/** @throws AppError `request.conflict` when it is not paused. */
export async function resumeConnection(viewer: Viewer, company: CompanyId): Promise<void> {
  await move(viewer, company, "connected");
}

async function move(viewer: Viewer, company: CompanyId, to: "paused" | "connected"): Promise<void> {
  await withTenant(viewer.organizationId, async (sql) => {
    const connection = await getConnection(sql, company);
    const moved = await moveConnection(sql, {
      organizationId: connection.organizationId,
      connectionId: connection.id,
      to,
      cause: "person",
      ...(to === "connected" ? { onlyFrom: ["paused"] } : {}),
    });
    if (!moved) {
      const { message } = connectionStates[connection.state];
      throw new AppError("request.conflict", `This cannot be done now. ${message}`);
    }
    await recordAudit(sql, {
      organizationId: viewer.organizationId,
      companyId: company,
      userId: viewer.userId,
      action: to === "paused" ? "connection.paused" : "connection.resumed",
    });
  });
}
