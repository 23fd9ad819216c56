import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable, perShape, type BookTable } from "../book-table.ts";
import { bytesOf } from "../write/staged-columns.ts";

export interface StoredRecord {
  readonly editHash: string;
  readonly deleted: boolean;
}

/** By Id: what is stored of the incoming records that are new (null), differ, or are marked as deleted. */
export type Differing = ReadonlyMap<string, StoredRecord | null>;

/**
 * The one question that an unchanged page costs: hashes go in, and nothing comes back for what is equal.
 *
 * `thorough`: all that is stored comes back, for a caller that does not believe our hashes.
 */
export async function findDiffering(
  sql: TenantSql,
  companyId: CompanyId,
  recordType: RecordType,
  sourceIds: readonly string[],
  contentHashes: readonly string[],
  force: boolean,
): Promise<Differing> {
  const { shape } = bookTable(recordType);
  const { rows } = await sql.query<{ source_id: string; edit_hash: string | null; deleted: boolean }>({
    name: `find_differing_${shape}`,
    text: statements[shape],
    values: [companyId, recordType, sourceIds, contentHashes.map(bytesOf), force, sql.organization],
  });
  return new Map(
    rows.map((row) => [
      row.source_id,
      row.edit_hash === null ? null : { editHash: row.edit_hash, deleted: row.deleted },
    ]),
  );
}

// LIMIT keeps the planner from reading the whole type and joining it: it has no idea of how few the
// thousand incoming rows are beside a table that has grown since it was last analysed.
const statements = perShape(
  ({ table, typeColumn }: BookTable) => `
  SELECT incoming.source_id, encode(stored.edit_hash, 'hex') AS edit_hash, stored.deleted_at IS NOT NULL AS deleted
  FROM unnest($3::text[], $4::bytea[]) AS incoming (source_id, content_hash)
  LEFT JOIN LATERAL (
    SELECT source_id, content_hash, edit_hash, deleted_at FROM ${table}
    WHERE company_id = $1 AND ${typeColumn} = $2 AND source_id = incoming.source_id
      AND organization_id = $6 LIMIT 1
  ) stored ON true
  WHERE stored.source_id IS NULL OR stored.content_hash <> incoming.content_hash OR stored.deleted_at IS NOT NULL
    OR $5::boolean`,
);
