// A person may work for several firms, and looks at one at a time: the one that their session names.

import type { Firm } from "#lib/contracts/me.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";

/** The firms that the actor may look at, by name. Over all firms, hence the system's scope. */
export async function listMyFirms(actor: PersonActor): Promise<readonly Firm[]> {
  return asSystem(async (sql) => {
    const { rows } = await sql.query<Firm>(
      `SELECT o.id, o.name, o.id = $2 AS current
         FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.user_id = $1 AND m.disabled_at IS NULL ORDER BY lower(o.name), o.id`,
      [actor.userId, actor.organizationId],
    );
    return rows;
  });
}

/**
 * Moves this one session to another of the person's firms; other browsers stay where they are.
 *
 * @throws AppError `request.not_found` for a firm that they do not belong to, whether it exists or not.
 */
export async function switchFirm(actor: PersonActor, firm: OrganizationId): Promise<void> {
  await asSystem(async (sql) => {
    const { rowCount } = await sql.query(
      `UPDATE user_sessions AS s SET organization_id = m.organization_id, last_seen_at = now()
         FROM memberships m
        WHERE s.id = $1 AND s.revoked_at IS NULL AND m.user_id = s.user_id AND m.organization_id = $2
          AND m.disabled_at IS NULL`,
      [actor.sessionId, firm],
    );
    if (rowCount === 0) throw new AppError("request.not_found", "You do not work for this firm any more.");
    await recordAudit(sql, { organizationId: firm, actor, action: "session.firm_changed" });
  });
}
