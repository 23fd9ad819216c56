import type { RecordType } from "../books/record-type.ts";
import type { Sql } from "../db/scope.ts";
import type { MappedTransaction } from "../mapping/mapped-record.ts";
import type { RunLease } from "./run-lease.ts";
import { stageRows } from "./stage-rows.ts";
import { lineColumns, linkColumns } from "./staged-columns.ts";

/**
 * Makes the lines and links of written transactions those of their new versions. Lines that are the
 * same as before are not rewritten; those beyond the new last one go.
 *
 * `isNew`: none of the transactions was held before, so nothing has to be compared or removed.
 */
export async function writeLines(
  sql: Sql,
  lease: RunLease,
  recordType: RecordType,
  transactions: readonly MappedTransaction[],
  isNew: boolean,
): Promise<void> {
  const lines = transactions.flatMap(({ row: { sourceId }, lines: own }) =>
    own.map((line) => ({ ...line, sourceId })),
  );
  const links = transactions.flatMap(({ row: { sourceId }, links: own }) =>
    own.map((link) => ({ ...link, sourceId })),
  );
  await stageRows(sql, "staged_lines", lineColumns, lines);
  await stageRows(sql, "staged_links", linkColumns, links);
  const owner = [lease.organizationId, lease.companyId, recordType];
  if (!isNew) await removeSurplus(sql, lease, recordType, transactions);
  for (const [name, staged] of [
    ["lines", lines],
    ["links", links],
  ] as const) {
    if (staged.length === 0) continue;
    const text = statements[name][isNew ? "insert" : "upsert"];
    await sql.query({ name: `write_${name}_${isNew ? "new" : "changed"}`, text, values: owner });
  }
}

async function removeSurplus(
  sql: Sql,
  lease: RunLease,
  recordType: RecordType,
  transactions: readonly MappedTransaction[],
): Promise<void> {
  const ids = transactions.map((one) => one.row.sourceId);
  for (const name of ["lines", "links"] as const) {
    await sql.query({
      name: `remove_surplus_${name}`,
      text: statements[name].removeSurplus,
      values: [lease.companyId, recordType, ids, transactions.map((one) => one[name].length)],
    });
  }
}

const statements = {
  lines: statementsFor("transaction_lines", "staged_lines", lineColumns),
  links: statementsFor("transaction_links", "staged_links", linkColumns),
};

function statementsFor(
  table: string,
  staging: string,
  columns: readonly { readonly name: string }[],
): Readonly<Record<"insert" | "upsert" | "removeSurplus", string>> {
  const names = columns.map((column) => column.name);
  const values = names.filter((name) => name !== "source_id" && name !== "position");
  const insert = `
    INSERT INTO ${table} AS held (organization_id, company_id, type, ${names.join(", ")})
    SELECT $1, $2, $3, ${names.join(", ")} FROM pg_temp.${staging}`;
  return {
    insert,
    upsert: `${insert}
      ON CONFLICT (company_id, type, source_id, position) DO UPDATE SET
        ${values.map((name) => `${name} = excluded.${name}`).join(", ")}
      WHERE (${values.map((name) => `held.${name}`).join(", ")})
        IS DISTINCT FROM (${values.map((name) => `excluded.${name}`).join(", ")})`,
    // Positions run from 0 without gaps, so the count is the first position that must not be there.
    removeSurplus: `
      DELETE FROM ${table} held USING unnest($3::text[], $4::integer[]) AS kept (source_id, count)
      WHERE held.company_id = $1 AND held.type = $2 AND held.source_id = kept.source_id
        AND held.position >= kept.count`,
  };
}
