import type { Actor } from "#lib/core/actor.ts";
import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId, SourceId } from "#lib/core/ids.ts";
import type { Sql } from "#lib/db/scope.ts";

/**
 * Writes down who looked at which record, once a day: a page that keeps itself fresh would otherwise fill
 * the trail. The index behind the conflict makes a second look cost one lookup and no write.
 */
export async function recordView(
  sql: Sql,
  actor: Actor,
  companyId: CompanyId,
  recordType: RecordType,
  sourceId: SourceId,
): Promise<void> {
  await sql.query(
    `INSERT INTO audit_events (id, organization_id, company_id, user_id, action, detail)
     VALUES (gen_random_uuid(), $1, $2, $3, 'record.viewed', $4) ON CONFLICT DO NOTHING`,
    [actor.organizationId, companyId, actor.userId, JSON.stringify({ recordType, sourceId })],
  );
}
