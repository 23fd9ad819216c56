import { dismissAlert } from "./dismiss-alert.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { alertVisibleSql } from "./list-alerts.ts";

/** @throws AppError `request.not_found` for an alert that is not open, or not the person's to see. */
export async function dismissVisibleAlert(actor: PersonActor, alertId: string): Promise<void> {
  await withTenant(actor.organizationId, async (sql) => {
    const { rows } = await sql.query<{ company_id: CompanyId | null; kind: string }>(
      `SELECT a.company_id, a.kind FROM alerts a WHERE a.id = $1 AND ${alertVisibleSql(actor)}`,
      [alertId],
    );
    const alert = rows[0];
    if (!alert || !(await dismissAlert(sql, alertId))) throw new AppError("request.not_found");
    await recordAudit(sql, {
      organizationId: actor.organizationId,
      companyId: alert.company_id,
      actor,
      action: "alert.dismissed",
      detail: { kind: alert.kind },
    });
  });
}
