// QuickBooks' own count of every entity next to the rows in our database.

import pg from "pg";

import { allRecordTypes, recordTypes } from "#lib/books/record-type.ts";
import { intuitEntities } from "#lib/quickbooks/entities.ts";
import type { SandboxCompany } from "../driver/sandbox-driver.ts";

/** What the subscription includes: a fact about QuickBooks, not about the books. */
const notBooks = ["Entitlements"];

export interface ComparedCount {
  /** As people call the type. */
  readonly title: string;
  readonly quickbooks: number;
  readonly ours: number;
}

export async function compareCounts(
  databaseUrl: string,
  companyId: string,
  company: SandboxCompany,
): Promise<readonly ComparedCount[]> {
  const ours = await countOurs(databaseUrl, companyId);
  const kept = allRecordTypes.map((recordType) => ({
    title: recordTypes[recordType].plural,
    quickbooks: company.counts[intuitEntities[recordType].queryName] ?? 0,
    ours: ours.get(recordType) ?? 0,
  }));
  const known = new Set<string>([
    ...Object.values(intuitEntities).map((entity) => entity.queryName),
    ...notBooks,
  ]);
  const unknown = Object.entries(company.counts)
    .filter(([entity]) => !known.has(entity))
    .map(([entity, count]) => ({ title: `${entity}, which is not kept`, quickbooks: count, ours: 0 }));
  return [...kept, ...unknown].filter(({ quickbooks, ours: count }) => quickbooks > 0 || count > 0);
}

export function tableOf(counts: readonly ComparedCount[]): string {
  const width = Math.max(...counts.map(({ title }) => title.length), 11);
  const line = (title: string, theirs: string, own: string, result: string) =>
    `  ${title.padEnd(width)}  ${theirs.padStart(12)}  ${own.padStart(12)}  ${result}`;
  const number = (value: number) => value.toLocaleString("en-US");
  const total = (of: "quickbooks" | "ours") => counts.reduce((sum, count) => sum + count[of], 0);
  return [
    line("Record type", "QuickBooks", "Tieout", ""),
    ...counts.map(({ title, quickbooks, ours }) =>
      line(
        title,
        number(quickbooks),
        number(ours),
        quickbooks === ours ? "equal" : `DIFFERS by ${number(ours - quickbooks)}`,
      ),
    ),
    line("All", number(total("quickbooks")), number(total("ours")), ""),
  ].join("\n");
}

/** @throws when the customer does not have that name in our database. */
export async function requireName(
  databaseUrl: string,
  companyId: string,
  sourceId: string,
  name: string,
): Promise<void> {
  const rows = await query<{ name: string }>(
    databaseUrl,
    "SELECT name FROM entities WHERE company_id = $1 AND kind = 'customer' AND source_id = $2",
    [companyId, sourceId],
  );
  if (rows[0]?.name !== name) {
    throw new Error(
      `Customer ${sourceId} is called "${rows[0]?.name ?? "nothing"}" here and "${name}" in QuickBooks.`,
    );
  }
}

/** The longest note that QuickBooks allows. */
const longestNote = 2_000;

/** @throws when a made-up tax code or the note of 2,000 characters is not in our database as QuickBooks has it. */
export async function requireOddRecords(databaseUrl: string, companyId: string): Promise<void> {
  const codes = await query<{ name: string }>(
    databaseUrl,
    "SELECT name FROM entities WHERE company_id = $1 AND kind = 'tax_code' AND source_id IN ('TAX', 'NON')",
    [companyId],
  );
  if (
    codes
      .map(({ name }) => name)
      .toSorted()
      .join(" ") !== "NON TAX"
  )
    throw new Error(`Of the tax codes TAX and NON there are here: ${JSON.stringify(codes)}.`);
  const notes = await query<{ length: number }>(
    databaseUrl,
    `SELECT max(char_length(source->>'Note'))::int AS length FROM entities
       WHERE company_id = $1 AND kind = 'attachable'`,
    [companyId],
  );
  if (notes[0]?.length !== longestNote)
    throw new Error(`The longest note here has ${notes[0]?.length ?? 0} characters, not ${longestNote}.`);
}

/** Counted in the rows themselves, not taken from what a sync noted about them. */
async function countOurs(databaseUrl: string, companyId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ type: string; count: number }>(
    databaseUrl,
    `SELECT kind AS type, count(*)::int AS count FROM entities
       WHERE company_id = $1 AND deleted_at IS NULL GROUP BY 1
     UNION ALL
     SELECT type, count(*)::int FROM transactions
       WHERE company_id = $1 AND deleted_at IS NULL GROUP BY 1`,
    [companyId],
  );
  return new Map(rows.map(({ type, count }) => [type, count]));
}

async function query<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  text: string,
  values: readonly string[],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
