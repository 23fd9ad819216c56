import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import type { ChangeSettings } from "#lib/contracts/company.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { scheduleCompany } from "#lib/sync/schedule/schedule-company.ts";

const columns = {
  name: "name",
  timeZone: "time_zone",
  schedule: "sync_schedule",
  everyMinutes: "sync_every_minutes",
  quietHour: "quiet_hour",
  selectedTypes: "selected_types",
  fromOn: "sync_from_on",
  massDeletionPercent: "mass_deletion_percent",
} satisfies Record<keyof ChangeSettings, string>;

/** Those that move the time of the next sync. */
const moveTheClock: readonly string[] = ["timeZone", "schedule", "everyMinutes", "quietHour"];

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
  const changes = settingsOf(change);
  if (changes.length === 0) return;
  await withTenant(actor.organizationId, async (sql) => {
    const assignments = changes.map(([name], index) => `${columns[name]} = $${index + 3}`).join(", ");
    const { rowCount } = await sql.query(
      `UPDATE companies SET ${assignments} WHERE id = $1 AND organization_id = $2`,
      [companyId, sql.organization, ...changes.map(([, value]) => value)],
    );
    if (rowCount === 0) throw new AppError("request.not_found");
    if (changes.some(([name]) => moveTheClock.includes(name))) await scheduleCompany(sql, companyId);
    await recordAudit(sql, {
      organizationId: actor.organizationId,
      companyId,
      actor,
      action: "company.settings_changed",
      detail: Object.fromEntries(changes),
    });
  });
}

type Setting = keyof typeof columns;
type Value = string | number | null | readonly string[];

function settingsOf(change: ChangeSettings): [Setting, Value][] {
  /* Object.keys of a literal is exactly its keys; TypeScript only says string[]. */
  const names = Object.keys(columns) as Setting[];
  return names.flatMap((name): [Setting, Value][] => {
    const value = change[name];
    return value === undefined ? [] : [[name, value]];
  });
}
