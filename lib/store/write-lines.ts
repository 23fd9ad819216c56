import type { RecordType } from "../books/record-type.ts";
import type { Sql } from "../db/scope.ts";
import type { PreparedRecord } from "./prepare-record.ts";
import type { RunLease } from "./run-lease.ts";
import { stagedNames, stageRows, type StagingTable } from "./stage-rows.ts";

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
  transactions: readonly PreparedRecord[],
  isNew: boolean,
): Promise<void> {
  await stageRows(
    sql,
    "staged_lines",
    transactions.map((one) => one.lines),
  );
  await stageRows(
    sql,
    "staged_links",
    transactions.map((one) => one.links),
  );
  const owner = [lease.organizationId, lease.companyId, recordType];
  if (!isNew) await removeSurplus(sql, lease, recordType, transactions);
  for (const [name, count] of counted) {
    if (transactions.every((one) => one[count] === 0)) continue;
    const text = statements[name][isNew ? "insert" : "upsert"];
    await sql.query({ name: `write_${name}_${isNew ? "new" : "changed"}`, text, values: owner });
  }
}

async function removeSurplus(
  sql: Sql,
  lease: RunLease,
  recordType: RecordType,
  transactions: readonly PreparedRecord[],
): Promise<void> {
  const ids = transactions.map((one) => one.sourceId);
  for (const [name, count] of counted) {
    await sql.query({
      name: `remove_surplus_${name}`,
      text: statements[name].removeSurplus,
      values: [lease.companyId, recordType, ids, transactions.map((one) => one[count])],
    });
  }
}

const counted = [
  ["lines", "lineCount"],
  ["links", "linkCount"],
] as const;

const statements = {
  lines: statementsFor("transaction_lines", "staged_lines"),
  links: statementsFor("transaction_links", "staged_links"),
};

function statementsFor(
  table: string,
  staging: StagingTable,
): Readonly<Record<"insert" | "upsert" | "removeSurplus", string>> {
  const names = stagedNames(staging);
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
