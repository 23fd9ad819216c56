import { dismissAlert } from "./dismiss-alert.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { AppError } from "#lib/core/app-error.ts";
import { parseCompanyId } from "#lib/core/ids.ts";
import { tenantModels } from "#lib/db/scope.ts";
import { alertsVisibleTo } from "./visible-alerts.ts";

/** @throws AppError `request.not_found` for an alert that is not open, or not the person's to see. */
export async function dismissVisibleAlert(actor: PersonActor, alertId: string): Promise<void> {
  const { organizationId } = actor;
  await tenantModels(organizationId, async (models, sql) => {
    const alert = await models.alert.findFirst({
      where: { id: alertId, ...alertsVisibleTo(actor) },
      select: { companyId: true, kind: true },
    });
    if (!alert || !(await dismissAlert(models, organizationId, alertId))) {
      throw new AppError("request.not_found");
    }
    await recordAudit(sql, {
      organizationId,
      companyId: alert.companyId === null ? null : parseCompanyId(alert.companyId),
      actor,
      action: "alert.dismissed",
      detail: { kind: alert.kind },
    });
  });
}
