// `npm run company:check -- <company>`: looks whether a company's books can be kept in step, and are.
// Ends with 0 when nothing is bad. With `--type Customer` it shows what QuickBooks has of that type.

import { parseArgs } from "node:util";

import { isRecordType, recordTypes, type RecordType } from "#lib/books/record-type.ts";
import { openClient } from "#lib/connections/refresh/open-client.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { systemClock } from "#lib/core/clock.ts";
import { parseCompanyId, parseOrganizationId, isUuid, type CompanyId } from "#lib/core/ids.ts";
import { formatInstant } from "#lib/core/format-instant.ts";
import { closePool } from "#lib/db/pool.ts";
import { asSystem } from "#lib/db/scope.ts";
import { processPacer } from "#lib/pacing/process-pacer.ts";
import { recordTypeOfName } from "#lib/quickbooks/entities.ts";
import { checkCompany, type CompanyCheck } from "#lib/sync/reconcile/check-company.ts";
import { sampleType, type TypeSample } from "#lib/sync/read/sample-type.ts";
import { describeFailure } from "#lib/sync/step-failure.ts";

const marks = { good: "ok  ", warning: "warn", bad: "BAD " } as const;

const usage =
  "Which company? Give its id, or its name: npm run company:check -- <company> [--type Customer]. " +
  "With --type it shows how many there are of a type, and the first five as QuickBooks gives them.";
const sampleSize = 5;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === "string") return complain(asked);
  try {
    const found = await findCompanies(asked.company);
    const [company] = found;
    if (!company) return complain(`There is no company "${asked.company}".`);
    if (found.length > 1) {
      return complain(
        `${found.length} companies have this name. Give an id: ${found.map((one) => one.id).join(", ")}`,
      );
    }
    const firm = parseOrganizationId(company.organization_id);
    const id = parseCompanyId(company.id);
    const dependencies = {
      openClient: (wanted: CompanyId) => openClient(wanted, { pacer: processPacer() }),
      clock: systemClock,
    };
    if (asked.recordType) {
      printSample(
        company.name,
        asked.recordType,
        await sampleType(firm, id, asked.recordType, sampleSize, dependencies),
      );
      return 0;
    }
    const check = await checkCompany(firm, id, dependencies);
    print(company.name, check);
    return check.isGood ? 0 : 1;
  } catch (thrown) {
    if (isAppError(thrown)) {
      return complain(thrown.code.startsWith("quickbooks.") ? describeFailure(thrown) : thrown.message);
    }
    throw thrown;
  } finally {
    await closePool();
  }
}

interface Asked {
  readonly company: string;
  readonly recordType: RecordType | null;
}

/** Or the sentence that says what is wrong with them. */
function readArguments(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { type: { type: "string" } },
      allowPositionals: true,
    });
    const [company, ...more] = positionals;
    if (!company || more.length > 0) return usage;
    if (values.type === undefined) return { company, recordType: null };
    const recordType = isRecordType(values.type) ? values.type : recordTypeOfName(values.type);
    return recordType ? { company, recordType } : `There is no type "${values.type}". Customer, Invoice, …`;
  } catch (thrown) {
    if (thrown instanceof TypeError) return usage;
    throw thrown;
  }
}

async function findCompanies(
  wanted: string,
): Promise<readonly { readonly id: string; readonly organization_id: string; readonly name: string }[]> {
  const column = isUuid(wanted) ? "id = $1::uuid" : "lower(name) = lower($1)";
  const { rows } = await asSystem((sql) =>
    sql.query<{ id: string; organization_id: string; name: string }>(
      `SELECT id, organization_id, name FROM companies WHERE ${column} AND archived_at IS NULL`,
      [wanted],
    ),
  );
  return rows;
}

function print(name: string, check: CompanyCheck): void {
  console.log(`${name}, checked ${formatInstant(check.checkedAt, check.timeZone)}\n`);
  for (const { subject, result, message } of check.findings)
    console.log(`${marks[result]}  ${subject.padEnd(11)} ${message}`);
  if (check.types.length === 0) return;
  console.log(`\n${"".padEnd(26)}${"QuickBooks".padStart(12)}${"Tieout".padStart(12)}`);
  for (const { recordType, sourceCount, ourCount, problem } of check.types) {
    const theirs = sourceCount === null ? "?" : sourceCount.toLocaleString("en-US");
    const sign = sourceCount === ourCount ? "" : `   ${problem ?? "differs"}`;
    const { plural } = recordTypes[recordType];
    console.log(
      `${plural.padEnd(26)}${theirs.padStart(12)}${ourCount.toLocaleString("en-US").padStart(12)}${sign}`,
    );
  }
}

function printSample(name: string, recordType: RecordType, sample: TypeSample): void {
  const { plural } = recordTypes[recordType];
  const [theirs, ours] = [sample.sourceCount, sample.ourCount].map((count) => count.toLocaleString("en-US"));
  console.log(`${name}: QuickBooks counts ${theirs} ${plural.toLowerCase()}, Tieout has ${ours}.`);
  for (const record of sample.records) console.log(`\n${JSON.stringify(record, null, 2)}`);
}

function complain(sentence: string): number {
  console.error(sentence);
  return 1;
}
