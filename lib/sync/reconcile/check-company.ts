import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import { tokenHealth } from "#lib/connections/refresh/token-health.ts";
import { toAppError } from "#lib/core/app-error.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { formatDayOf, formatInstant } from "#lib/core/format-instant.ts";
import { withTenant } from "#lib/db/scope.ts";
import { changesReachMs } from "#lib/quickbooks/changes.ts";
import type { QuickBooksClient } from "#lib/quickbooks/client.ts";
import { queryPage } from "#lib/quickbooks/query.ts";
import { retryingClient } from "#lib/quickbooks/with-retries.ts";
import { countInactive } from "#lib/store/read/count-inactive.ts";
import { findCompanyHealth, type CompanyHealth } from "#lib/store/company/company-health.ts";
import { markAsked } from "#lib/store/types/mark-asked.ts";
import { countLiveByType } from "#lib/store/read/count-live-by-type.ts";
import { askOffered } from "../read/ask/ask-offered.ts";
import { askTogether } from "../read/ask/ask-together.ts";
import { comparableCount } from "./comparable-count.ts";
import { countOne } from "./count-one.ts";
import { isSetting, isUncounted } from "./count-types.ts";
import { inParallel } from "../read/ask/in-parallel.ts";
import { keptFrom } from "../read/ask/record-filter.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import { callsAtOnce } from "../run-steps.ts";
import { describeFailure, outcomeOfStep } from "../step-failure.ts";

export interface Finding {
  readonly subject: "connection" | "tokens" | "counts" | "gaps";
  readonly result: "good" | "warning" | "bad";
  readonly message: string;
}

export interface CheckedType {
  readonly recordType: RecordType;
  readonly sourceCount: number | null;
  readonly ourCount: number;
  /** Why QuickBooks' count is not known; null when it is. */
  readonly problem: string | null;
}

export interface CompanyCheck {
  readonly checkedAt: Date;
  /** Of the company, by IANA's name: in it the findings speak of times. */
  readonly timeZone: string;
  /** Nothing is bad. */
  readonly isGood: boolean;
  readonly findings: readonly Finding[];
  readonly types: readonly CheckedType[];
}

export interface CheckDependencies {
  /** @throws AppError `connection.*` */
  readonly openClient: (companyId: CompanyId) => Promise<QuickBooksClient>;
  readonly clock: Clock;
}

/**
 * Looks whether a company's books can be kept in step and are: its connection and tokens, the counts of
 * every type beside QuickBooks' own, and what is behind or could not be imported. Changes nothing, but
 * that types which QuickBooks has come to offer are asked to be synced.
 *
 * Takes four requests: one, two that count all types, and one for types not offered. Metered is each count.
 *
 * @throws AppError `request.not_found`
 */
export async function checkCompany(
  organizationId: OrganizationId,
  companyId: CompanyId,
  { openClient, clock }: CheckDependencies,
): Promise<CompanyCheck> {
  const health = await withTenant(organizationId, (sql) => findCompanyHealth(sql, companyId));
  const findings: Finding[] = [];
  let types: readonly CheckedType[] = [];
  try {
    const client = retryingClient(await openClient(companyId), {
      attempts: 3,
      leaveLongWaits: true,
    });
    findings.push(await checkConnection(client, health));
    types = await countTypes(organizationId, companyId, client, health);
    findings.push(judgeCounts(types), ...(await askAgain(organizationId, companyId, client, health)));
  } catch (thrown) {
    findings.push({ subject: "connection", result: "bad", message: describeFailure(toAppError(thrown)) });
  }
  findings.push(...(await checkTokens(companyId, health.timeZone, clock)), ...judgeGaps(health, clock.now()));
  const isGood = findings.every((finding) => finding.result !== "bad");
  return { checkedAt: clock.now(), timeZone: health.timeZone, isGood, findings, types };
}

async function checkConnection(client: QuickBooksClient, health: CompanyHealth): Promise<Finding> {
  const page = await queryPage(client, "company_info", { startPosition: 1, maxResults: 1 });
  const state = health.connectionState;
  const message = `QuickBooks answered${page.time ? ` at ${formatInstant(page.time, health.timeZone)}` : ""}.`;
  if (state === null || !connectionStates[state].live) {
    return {
      subject: "connection",
      result: "bad",
      message: state ? connectionStates[state].message : "Not connected.",
    };
  }
  return { subject: "connection", result: "good", message };
}

/** Types that QuickBooks did not offer: what it offers now is read whole by a sync that this asks for. */
async function askAgain(
  organizationId: OrganizationId,
  companyId: CompanyId,
  client: QuickBooksClient,
  { notOffered }: CompanyHealth,
): Promise<readonly Finding[]> {
  if (notOffered.length === 0) return [];
  const { offered } = await askOffered(client, notOffered);
  await withTenant(organizationId, (sql) =>
    markAsked(
      sql,
      companyId,
      notOffered.filter((one) => !offered.includes(one)),
    ),
  );
  const namesOf = (types: readonly RecordType[]): string =>
    types.map((recordType) => recordTypes[recordType].plural).join(", ");
  if (offered.length === 0) {
    const message = `Not available in this QuickBooks plan, asked just now: ${namesOf(notOffered)}.`;
    return [{ subject: "counts", result: "warning", message }];
  }
  await requestSync({ organizationId, companyId, kind: "incremental", trigger: "person" });
  const message = `QuickBooks has come to offer ${namesOf(offered)}. A sync reads them whole.`;
  return [{ subject: "gaps", result: "warning", message }];
}

async function countTypes(
  organizationId: OrganizationId,
  companyId: CompanyId,
  client: QuickBooksClient,
  health: CompanyHealth,
): Promise<readonly CheckedType[]> {
  const checked: CheckedType[] = [];
  const countable = health.keptTypes.filter((recordType) => !isSetting(recordType));
  const filter = { transactionFrom: health.syncFromOn ?? undefined };
  const questions = countable.map((recordType) => ({ kind: "count", recordType, filter }) as const);
  const { answers } = await askTogether(client, questions);
  const ours = await countOurs(organizationId, companyId, health);
  await inParallel(countable.entries(), callsAtOnce, async ([place, recordType]) => {
    const ourCount = ours.get(recordType) ?? 0;
    try {
      const { count, countsInactive } = await countOne(client, recordType, filter, answers[place]);
      const inactive = countsInactive
        ? 0
        : await withTenant(organizationId, (sql) => countInactive(sql, companyId, recordType));
      const sourceCount = comparableCount(recordType, count, ourCount, inactive);
      if (sourceCount !== null) checked.push({ recordType, sourceCount, ourCount, problem: null });
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (outcomeOfStep(failure) === "not_offered" || isUncounted(recordType, failure)) return;
      checked.push({ recordType, sourceCount: null, ourCount, problem: describeFailure(failure) });
    }
  });
  return checked.sort(
    (left, right) => countable.indexOf(left.recordType) - countable.indexOf(right.recordType),
  );
}

/** Of each type, in one statement. */
export async function countOurs(
  organizationId: OrganizationId,
  companyId: CompanyId,
  { keptTypes, syncFromOn }: CompanyHealth,
): Promise<ReadonlyMap<RecordType, number>> {
  const dated = keptTypes.filter((recordType) => keptFrom(syncFromOn, recordType) !== null);
  return withTenant(organizationId, (sql) =>
    countLiveByType(sql, companyId, { types: dated, from: syncFromOn }),
  );
}

function judgeCounts(types: readonly CheckedType[]): Finding {
  const different = types.filter((type) => type.sourceCount !== type.ourCount);
  if (different.length === 0) {
    return {
      subject: "counts",
      result: "good",
      message: `All ${types.length} counts match QuickBooks.`,
    };
  }
  const names = different.map((type) => recordTypes[type.recordType].plural).join(", ");
  return { subject: "counts", result: "bad", message: `Counts differ or are not known: ${names}.` };
}

async function checkTokens(
  companyId: CompanyId,
  timeZone: string,
  clock: Clock,
): Promise<readonly Finding[]> {
  const tokens = await tokenHealth(companyId, clock);
  if (!tokens) return [{ subject: "tokens", result: "bad", message: "No access to QuickBooks is stored." }];
  if (tokens.warnings.length > 0) {
    return tokens.warnings.map(({ message }) => ({ subject: "tokens", result: "warning", message }));
  }
  const until = formatDayOf(tokens.rollingEndsAt, timeZone);
  return [
    {
      subject: "tokens",
      result: "good",
      message: `Access lasts until ${until} and is renewed with each use.`,
    },
  ];
}

function judgeGaps(health: CompanyHealth, now: Date): readonly Finding[] {
  const gaps: Finding[] = [];
  const bad = (message: string): void => void gaps.push({ subject: "gaps", result: "bad", message });
  const { changesCursorAt, openFailures } = health;
  if (changesCursorAt === null) bad("The company has not been read whole yet.");
  else if (now.getTime() - changesCursorAt.getTime() > changesReachMs) {
    bad("Changes were last read longer ago than QuickBooks looks back. The next sync compares everything.");
  }
  for (const { recordType, why } of health.behind) bad(`${recordTypes[recordType].plural}: ${why}`);
  if (openFailures > 0) {
    const message = `${openFailures} ${openFailures === 1 ? "record" : "records"} could not be imported.`;
    gaps.push({ subject: "gaps", result: "warning", message });
  }
  return gaps.length > 0 ? gaps : [{ subject: "gaps", result: "good", message: "Every type is up to date." }];
}
