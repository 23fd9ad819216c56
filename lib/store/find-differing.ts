import type { RecordType } from "../books/record-type.ts";
import type { CompanyId } from "../core/ids.ts";
import type { Sql } from "../db/scope.ts";
import { bookTable, perShape, type BookTable } from "./book-table.ts";
import type { IncomingRecord } from "./incoming-record.ts";

export interface HeldRecord {
  readonly editHash: Buffer;
  readonly deleted: boolean;
}

/** By Id: what is held of the incoming records that are new (null), differ, or are marked as deleted. */
export type Differing = ReadonlyMap<string, HeldRecord | null>;

/**
 * The one question that an unchanged page costs: hashes go in, and nothing comes back for what is equal.
 */
export async function findDiffering(
  sql: Sql,
  companyId: CompanyId,
  recordType: RecordType,
  records: readonly IncomingRecord[],
): Promise<Differing> {
  const { shape } = bookTable(recordType);
  const { rows } = await sql.query<{ source_id: string; edit_hash: Buffer | null; deleted: boolean }>({
    name: `find_differing_${shape}`,
    text: statements[shape],
    values: [
      companyId,
      recordType,
      records.map((one) => one.sourceId),
      records.map((one) => one.contentHash),
    ],
  });
  return new Map(
    rows.map((row) => [
      row.source_id,
      row.edit_hash === null ? null : { editHash: row.edit_hash, deleted: row.deleted },
    ]),
  );
}

const statements = perShape(
  ({ table, typeColumn }: BookTable) => `
  SELECT incoming.source_id, held.edit_hash, held.deleted_at IS NOT NULL AS deleted
  FROM unnest($3::text[], $4::bytea[]) AS incoming (source_id, content_hash)
  LEFT JOIN ${table} held
    ON held.company_id = $1 AND held.${typeColumn} = $2 AND held.source_id = incoming.source_id
  WHERE held.source_id IS NULL OR held.content_hash <> incoming.content_hash OR held.deleted_at IS NOT NULL`,
);
