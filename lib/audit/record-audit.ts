import type { KeyActor, PersonActor } from "#lib/core/actor.ts";
import type { ApiKeyId, CompanyId, OrganizationId, UserId } from "#lib/core/ids.ts";
import type { Sql } from "#lib/db/scope.ts";

/** Everything that is written down about who did what. */
type AuditAction =
  | "session.signed_in"
  | "session.signed_out"
  | "session.revoked"
  | "session.firm_changed"
  | "password.changed"
  | "password.link_sent"
  | "password.set_by_link"
  | "person.invited"
  | "person.invitation_sent"
  | "person.invitation_changed"
  | "person.invitation_withdrawn"
  | "person.invitation_declined"
  | "person.joined"
  | "person.removed"
  | "person.role_changed"
  | "person.access_changed"
  | "person.disabled"
  | "person.enabled"
  | "connection.started"
  | "connection.connected"
  | "connection.reconnected"
  | "connection.rejected"
  | "connection.disconnected"
  | "connection.paused"
  | "connection.resumed"
  | "connection.lost"
  | "sync.requested"
  | "sync.approved"
  | "sync.cancelled"
  | "company.settings_changed"
  | "record.viewed"
  | "record.retried"
  | "record.ignored"
  | "event.replayed"
  | "alert.dismissed"
  | "alert_channel.added"
  | "alert_channel.changed"
  | "alert_channel.removed"
  | "alert_channel.tested";

/** A person, or the key of a program. */
export type AuditActor = Pick<PersonActor, "kind" | "userId"> | Pick<KeyActor, "kind" | "keyId">;

export interface AuditEntry {
  readonly organizationId: OrganizationId;
  readonly companyId?: CompanyId | null;
  /** Null when nobody asked: a grant that Intuit ended. */
  readonly actor: AuditActor | null;
  readonly action: AuditAction;
  /** Names, ids, counts. Never a token, a password or what stands in the books. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** In the transaction of the change itself: one is never stored without the other. */
export async function recordAudit(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql.query(
    `INSERT INTO audit_events (id, organization_id, company_id, user_id, api_key_id, action, detail)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)`,
    [
      entry.organizationId,
      entry.companyId ?? null,
      ...auditColumns(entry.actor),
      entry.action,
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}

/** `user_id` and `api_key_id` of who did it: one of them, or neither. */
export function auditColumns(actor: AuditActor | null): readonly [UserId | null, ApiKeyId | null] {
  if (actor === null) return [null, null];
  return actor.kind === "person" ? [actor.userId, null] : [null, actor.keyId];
}
