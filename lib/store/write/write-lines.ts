import type { RecordType } from "#lib/books/record-type.ts";
import { isUniqueViolation } from "#lib/db/database-error.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import type { PreparedRecord } from "./prepare-record.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { stagedNames, stageRows, type StagingTable } from "./stage-rows.ts";

/**
 * Makes the lines and links of written transactions those of their new versions. Lines that are the
 * same as before are not rewritten; those beyond the new last one go. Returns the Ids of transactions
 * whose lines or links were not as they are now.
 *
 * `isNew`: none of the transactions was stored before, so nothing should have to be compared or removed.
 */
export async function writeLines(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  transactions: readonly PreparedRecord[],
  isNew: boolean,
): Promise<ReadonlySet<string>> {
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
  const owner = [sql.organization, lease.companyId, recordType];
  if (isNew && (await insertAll(sql, owner, transactions))) return new Set();
  return replaceAll(sql, owner, transactions);
}

type Owner = readonly string[];

/** Without comparing anything. False, and nothing done, where lines lie that have lost their transaction. */
async function insertAll(
  sql: TenantSql,
  owner: Owner,
  transactions: readonly PreparedRecord[],
): Promise<boolean> {
  await sql.query("SAVEPOINT before_lines");
  try {
    for (const [name, count] of counted) {
      if (transactions.every((one) => one[count] === 0)) continue;
      await sql.query({ name: `insert_${name}`, text: statements[name].insert, values: [...owner] });
    }
    return true;
  } catch (thrown) {
    if (!isUniqueViolation(thrown)) throw thrown;
    await sql.query("ROLLBACK TO SAVEPOINT before_lines");
    return false;
  }
}

async function replaceAll(
  sql: TenantSql,
  owner: Owner,
  transactions: readonly PreparedRecord[],
): Promise<ReadonlySet<string>> {
  const ids = transactions.map((one) => one.sourceId);
  const moved = new Set<string>();
  for (const [name, count] of counted) {
    const counts = transactions.map((one) => one[count]);
    const removed = await sql.query<{ source_id: string }>({
      name: `remove_surplus_${name}`,
      text: statements[name].removeSurplus,
      values: [...owner, ids, counts],
    });
    const written = await sql.query<{ source_id: string }>({
      name: `upsert_${name}`,
      text: statements[name].upsert,
      values: [...owner],
    });
    for (const row of [...removed.rows, ...written.rows]) moved.add(row.source_id);
  }
  return moved;
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
    INSERT INTO ${table} AS stored (organization_id, company_id, type, ${names.join(", ")})
    SELECT $1, $2, $3, ${names.join(", ")} FROM pg_temp.${staging}`;
  return {
    insert,
    upsert: `${insert}
      ON CONFLICT (company_id, type, source_id, position) DO UPDATE SET
        ${values.map((name) => `${name} = excluded.${name}`).join(", ")}
      WHERE stored.organization_id = excluded.organization_id AND (${values.map((name) => `stored.${name}`).join(", ")})
        IS DISTINCT FROM (${values.map((name) => `excluded.${name}`).join(", ")})
      RETURNING source_id`,
    // Positions run from 0 without gaps, so the count is the first position that must not be there.
    removeSurplus: `
      DELETE FROM ${table} stored USING unnest($4::text[], $5::integer[]) AS kept (source_id, count)
      WHERE stored.organization_id = $1 AND stored.company_id = $2 AND stored.type = $3 AND stored.source_id = kept.source_id
        AND stored.position >= kept.count
      RETURNING stored.source_id`,
  };
}
