import { auditColumns } from "#lib/audit/record-audit.ts";
import type { Actor } from "#lib/core/actor.ts";
import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId, SourceId } from "#lib/core/ids.ts";
import type { Sql } from "#lib/db/scope.ts";

/**
 * Writes down who looked at which record, once a day: a page that keeps itself fresh would otherwise fill
 * the trail. The indexes behind the conflict, one for people and one for keys, make a second look cost one
 * lookup and no write.
 */
export async function recordView(
  sql: Sql,
  actor: Actor,
  companyId: CompanyId,
  recordType: RecordType,
  sourceId: SourceId,
): Promise<void> {
  await sql.query(
    `INSERT INTO audit_events (id, organization_id, company_id, user_id, api_key_id, action, detail)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, 'record.viewed', $5) ON CONFLICT DO NOTHING`,
    [actor.organizationId, companyId, ...auditColumns(actor), JSON.stringify({ recordType, sourceId })],
  );
}
