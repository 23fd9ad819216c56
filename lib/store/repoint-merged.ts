import type { RecordType } from "../books/record-type.ts";
import { asFirm, type Sql } from "../db/scope.ts";
import { holdingLease } from "./hold-lease.ts";
import type { RunLease } from "./run-lease.ts";

export interface Merge {
  readonly recordType: RecordType;
  readonly winnerId: string;
  readonly loserId: string;
}

interface Reference {
  readonly table: "transactions" | "transaction_lines";
  readonly column: "party_id" | "account_id" | "item_id" | "class_id" | "department_id" | "tax_code_id";
}

const party: readonly Reference[] = [
  { table: "transactions", column: "party_id" },
  { table: "transaction_lines", column: "party_id" },
];

/** Where rows refer to the records of a list. Lists that are not here are referred to by no column. */
const references: Partial<Record<RecordType, readonly Reference[]>> = {
  customer: party,
  vendor: party,
  employee: party,
  account: [
    { table: "transactions", column: "account_id" },
    { table: "transaction_lines", column: "account_id" },
  ],
  item: [{ table: "transaction_lines", column: "item_id" }],
  class: [{ table: "transaction_lines", column: "class_id" }],
  department: [
    { table: "transactions", column: "department_id" },
    { table: "transaction_lines", column: "department_id" },
  ],
  tax_code: [{ table: "transaction_lines", column: "tax_code_id" }],
};

/**
 * Notes that a record lost a merge, and lets what referred to it refer to the winner. What QuickBooks
 * sent (`source`) is not touched. Applied again it changes nothing more. Returns false when we do not
 * hold the losing record, or knew of the merge.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function repointMerged(lease: RunLease, merge: Merge): Promise<boolean> {
  return asFirm(lease.organizationId, async (sql) => {
    await holdingLease(sql, lease);
    const isNew = await markMerged(sql, lease, merge);
    const { companyId } = lease;
    const { recordType, winnerId, loserId } = merge;
    for (const { table, column } of references[recordType] ?? []) {
      const sameKind = column === "party_id" ? "AND party_kind = $4" : "AND $4::text IS NOT NULL";
      await sql.query(
        `UPDATE ${table} SET ${column} = $2 WHERE company_id = $1 AND ${column} = $3 ${sameKind}`,
        [companyId, winnerId, loserId, recordType],
      );
    }
    for (const column of ["parent_source_id", "merged_into_id"]) {
      await sql.query(
        `UPDATE entities SET ${column} = $2
         WHERE company_id = $1 AND kind = $4 AND ${column} = $3 AND source_id <> $2`,
        [companyId, winnerId, loserId, recordType],
      );
    }
    return isNew;
  });
}

async function markMerged(sql: Sql, lease: RunLease, merge: Merge): Promise<boolean> {
  const { rowCount } = await sql.query(
    `WITH version AS (
       INSERT INTO record_versions (organization_id, company_id, record_type, source_id, version, source,
         sync_token, source_updated_at, replaced_by, sync_id)
       SELECT organization_id, company_id, kind, source_id, versions, source, sync_token, source_updated_at,
         'merged', $5
       FROM entities WHERE company_id = $1 AND kind = $2 AND source_id = $3 AND merged_into_id IS NULL
       RETURNING source_id
     )
     UPDATE entities SET merged_into_id = $4, versions = versions + 1, changed_at = now()
     FROM version WHERE company_id = $1 AND kind = $2 AND entities.source_id = version.source_id`,
    [lease.companyId, merge.recordType, merge.loserId, merge.winnerId, lease.syncId],
  );
  return rowCount === 1;
}

interface MergeEventRow {
  readonly entity: string;
  readonly source_id: string;
  readonly deleted_id: string;
}

/** Merges that webhooks told of and that no finished run has dealt with. The name is Intuit's. */
export async function listToldMerges(
  sql: Sql,
  lease: RunLease,
): Promise<readonly { readonly name: string; readonly winnerId: string; readonly loserId: string }[]> {
  const { rows } = await sql.query<MergeEventRow>(
    `SELECT entity, source_id, deleted_id FROM quickbooks_webhook_events
     WHERE company_id = $1 AND state IN ('pending', 'processing', 'failed') AND deleted_id IS NOT NULL
     ORDER BY occurred_at`,
    [lease.companyId],
  );
  return rows.map((row) => ({ name: row.entity, winnerId: row.source_id, loserId: row.deleted_id }));
}
