import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import type { ChangeSettings } from "#lib/contracts/company.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { onlyGiven } from "#lib/db/only-given.ts";
import { tenantModels } from "#lib/db/scope.ts";
import { scheduleCompany } from "#lib/sync/schedule/schedule-company.ts";

/** Those that move the time of the next sync. */
const moveTheClock = ["timeZone", "schedule", "everyMinutes", "quietHour"] as const;

/**
 * Changes what is given and plans the next sync anew when that depends on it. The caller has made sure
 * that the actor may open the company.
 *
 * @throws AppError `request.invalid` for a custom schedule without minutes.
 */
export async function changeCompanySettings(
  actor: PersonActor,
  companyId: CompanyId,
  change: ChangeSettings,
): Promise<void> {
  if (change.schedule === "custom" && change.everyMinutes === undefined) {
    throw new AppError("request.invalid", "Say after how many minutes each sync follows.");
  }
  const changes = onlyGiven(change);
  if (Object.keys(changes).length === 0) return;
  const { organizationId } = actor;
  await tenantModels(organizationId, async (models, sql) => {
    const { count } = await models.company.updateMany({
      where: { id: companyId, organizationId },
      data: columnsOf(change),
    });
    if (count === 0) throw new AppError("request.not_found");
    if (moveTheClock.some((name) => changes[name] !== undefined)) await scheduleCompany(sql, companyId);
    const detail = { ...changes };
    await recordAudit(sql, { organizationId, companyId, actor, action: "company.settings_changed", detail });
  });
}

const columnsOf = (change: ChangeSettings) =>
  onlyGiven({
    name: change.name,
    timeZone: change.timeZone,
    syncSchedule: change.schedule,
    syncEveryMinutes: change.everyMinutes,
    quietHour: change.quietHour,
    selectedTypes: change.selectedTypes,
    // Prisma's calendar days are the midnights of UTC.
    syncFromOn: change.fromOn && new Date(`${change.fromOn}T00:00:00Z`),
    massDeletionPercent: change.massDeletionPercent,
  });
