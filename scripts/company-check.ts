// `npm run company:check -- <company>`: looks whether a company's books can be kept in step, and are.
// Ends with 0 when nothing is bad.

import { recordTypes } from "../lib/books/record-type.ts";
import { openClient } from "../lib/connections/open-client.ts";
import { isAppError } from "../lib/core/app-error.ts";
import { systemClock } from "../lib/core/clock.ts";
import { companyId, organizationId, isUuid } from "../lib/core/ids.ts";
import { sayInstant } from "../lib/core/say-instant.ts";
import { closePool } from "../lib/db/pool.ts";
import { asSystem } from "../lib/db/scope.ts";
import { processPacer } from "../lib/pacing/process-pacer.ts";
import { checkCompany, type CompanyCheck } from "../lib/sync/check-company.ts";

const marks = { good: "ok  ", warning: "warn", bad: "BAD " } as const;

process.exitCode = await main(process.argv[2]);

async function main(wanted: string | undefined): Promise<number> {
  if (!wanted) return complain("Which company? Give its id, or its name: npm run company:check -- <company>");
  try {
    const found = await findCompanies(wanted);
    const [company] = found;
    if (!company) return complain(`There is no company "${wanted}".`);
    if (found.length > 1) {
      return complain(
        `${found.length} companies have this name. Give an id: ${found.map((one) => one.id).join(", ")}`,
      );
    }
    const check = await checkCompany(organizationId(company.organization_id), companyId(company.id), {
      openClient: (id) => openClient(id, { pacer: processPacer() }),
      clock: systemClock,
    });
    print(company.name, check);
    return check.isGood ? 0 : 1;
  } catch (thrown) {
    if (isAppError(thrown)) return complain(thrown.message);
    throw thrown;
  } finally {
    await closePool();
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
  console.log(`${name}, checked ${sayInstant(check.checkedAt, check.timeZone)}\n`);
  for (const { subject, verdict, says } of check.findings)
    console.log(`${marks[verdict]}  ${subject.padEnd(11)} ${says}`);
  if (check.types.length === 0) return;
  console.log(`\n${"".padEnd(26)}${"QuickBooks".padStart(12)}${"here".padStart(12)}`);
  for (const { recordType, sourceCount, ourCount, problem } of check.types) {
    const theirs = sourceCount === null ? "?" : sourceCount.toLocaleString("en-US");
    const sign = sourceCount === ourCount ? "" : `   ${problem ?? "differs"}`;
    const { plural } = recordTypes[recordType];
    console.log(
      `${plural.padEnd(26)}${theirs.padStart(12)}${ourCount.toLocaleString("en-US").padStart(12)}${sign}`,
    );
  }
}

function complain(sentence: string): number {
  console.error(sentence);
  return 1;
}
