import { dismissAlert } from "./dismiss-alert.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { alertVisibleSql } from "./list-alerts.ts";

/** @throws AppError `request.not_found` for an alert that is not open, or not the viewer's to see. */
export async function dismissVisibleAlert(viewer: Viewer, alertId: string): Promise<void> {
  await withTenant(viewer.organizationId, async (sql) => {
    const { rows } = await sql.query<{ company_id: CompanyId | null; kind: string }>(
      `SELECT a.company_id, a.kind FROM alerts a WHERE a.id = $1 AND ${alertVisibleSql(viewer)}`,
      [alertId],
    );
    const alert = rows[0];
    if (!alert || !(await dismissAlert(sql, alertId))) throw new AppError("request.not_found");
    await recordAudit(sql, {
      organizationId: viewer.organizationId,
      companyId: alert.company_id,
      userId: viewer.userId,
      action: "alert.dismissed",
      detail: { kind: alert.kind },
    });
  });
}
