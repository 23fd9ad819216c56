import type { RecordType } from "#lib/books/record-type.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable, perShape, type BookTable } from "../book-table.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { stagedNames } from "./stage-rows.ts";
import { undeletes, stalenessGuard } from "./staleness-guard.ts";

/**
 * Writes the staged rows where the guard lets them, and returns the Ids of those it wrote, each with
 * whether it is live: a record marked as deleted may take a newer version without coming back by it.
 *
 * `thorough`: writes instead whatever is not exactly as staged, also what claims to be newer.
 */
export async function upsertStaged(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  readAt: Date | null,
  force: boolean,
): Promise<ReadonlyMap<string, boolean>> {
  const { shape } = bookTable(recordType);
  const { rows } = await sql.query<{ source_id: string; live: boolean }>({
    name: `upsert_staged_${shape}_${force ? "force" : "guarded"}`,
    text: (force ? forceStatements : guardedStatements)[shape],
    values: [sql.organization, lease.companyId, recordType, ...(force ? [] : [readAt])],
  });
  return new Map(rows.map((row) => [row.source_id, row.live]));
}

const readAtSql = "$4::timestamptz";
const guardedStatements = perShape((table) =>
  upsert(table, stalenessGuard("stored", "excluded", readAtSql), undeletes("stored", "excluded", readAtSql)),
);

const forceStatements = perShape((table) => {
  // "voided_at" is ours to keep, "source_id" is the key.
  const compared = stagedNames(table.staging).filter((name) => name !== "source_id" && name !== "voided_at");
  const tuple = (row: string): string =>
    `(${compared.map((name) => (name === "source" ? sourceOf(table, row) : `${row}.${name}`)).join(", ")})`;
  return upsert(
    table,
    `stored.deleted_at IS NOT NULL OR ${tuple("stored")} IS DISTINCT FROM ${tuple("excluded")}`,
    "true",
  );
});

/** A json has no equality of its own. That of attachments holds addresses which are new each time. */
function sourceOf({ typeColumn }: BookTable, row: string): string {
  return `CASE WHEN ${row}.${typeColumn} = 'attachable' THEN '' ELSE ${row}.source::text END`;
}

/** `comesBack`: SQL for whether a record marked as deleted is one no longer. */
function upsert({ shape, table, typeColumn, staging }: BookTable, where: string, comesBack: string): string {
  const names = stagedNames(staging);
  const assignments = names
    .filter((name) => name !== "source_id" && name !== "voided_at")
    .map((name) => `${name} = excluded.${name}`);
  // A record that lost a merge stays marked as merged while it is inactive, as QuickBooks leaves it.
  // One that an edit leaves inactive may have been in use in between, and have lost its documents since.
  if (shape === "entity")
    assignments.push(
      "references_checked_at = CASE WHEN excluded.active OR stored.edit_hash <> excluded.edit_hash THEN NULL ELSE stored.references_checked_at END",
    );
  // Mapping can only say when a voided record last moved; it was voided when we first saw it so.
  assignments.push(
    shape === "entity"
      ? "merged_into_id = CASE WHEN excluded.active THEN NULL ELSE stored.merged_into_id END"
      : "voided_at = CASE WHEN excluded.voided_at IS NULL THEN NULL ELSE coalesce(stored.voided_at, excluded.voided_at) END",
  );
  return `
  INSERT INTO ${table} AS stored (organization_id, company_id, ${typeColumn}, ${names.join(", ")})
  SELECT $1, $2, $3, ${names.join(", ")} FROM pg_temp.${staging}
  ON CONFLICT (company_id, ${typeColumn}, source_id) DO UPDATE SET
    ${assignments.join(", ")}, changed_at = now(),
    deleted_at = CASE WHEN ${comesBack} THEN NULL ELSE stored.deleted_at END,
    versions = stored.versions
      + ((stored.deleted_at IS NOT NULL AND ${comesBack}) OR stored.edit_hash <> excluded.edit_hash)::integer
  WHERE stored.organization_id = excluded.organization_id AND (${where})
  RETURNING source_id, deleted_at IS NULL AS live`;
}
