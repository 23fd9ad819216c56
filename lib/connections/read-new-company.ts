import { config } from "../config/config.ts";
import { AppError, isAppError, toAppError } from "../core/app-error.ts";
import type { CompanyId, RealmId } from "../core/ids.ts";
import { log } from "../log/log.ts";
import { createClient } from "../quickbooks/create-client.ts";
import { fetchRecord } from "../quickbooks/fetch-record.ts";
import { unpaced } from "../quickbooks/pacing.ts";
import { readText } from "../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import { withRetries } from "../quickbooks/with-retries.ts";

/** What QuickBooks says about a company, as far as making ours needs it. */
export interface CompanyProfile {
  readonly name: string;
  readonly legalName: string | null;
  readonly country: string | null;
  readonly fiscalYearStartMonth: number | null;
  readonly timeZone: string | null;
  readonly subscription: string | null;
}

export type ReadCompany =
  | { readonly kind: "read"; readonly profile: CompanyProfile }
  /** The token is not for this realm. */
  | { readonly kind: "not_this_company" }
  | { readonly kind: "unreadable" };

/* A person is waiting in front of a browser that Intuit has just sent back. */
const patience = { attempts: 3, firstWaitMs: 300, longestWaitMs: 1_000 } as const;

/**
 * Reads CompanyInfo with a token that has just been given. That it can be read proves that the token is
 * for this realm: the realm's id came through the browser, where anybody could have changed it.
 */
export async function readNewCompany(
  company: CompanyId,
  realmId: RealmId,
  accessToken: string,
): Promise<ReadCompany> {
  const client = createClient({
    apiBaseUrl: config().quickbooks.apiBaseUrl,
    companyId: company,
    realmId,
    tokens: {
      get: () => Promise.resolve(accessToken),
      rejected: () => Promise.reject(new AppError("quickbooks.unauthorized")),
    },
    // One call of a company that has no other traffic yet.
    pacer: unpaced,
    timeoutMs: Math.min(config().quickbooks.timeoutMs, 15_000),
  });
  try {
    const record = await withRetries(() => fetchRecord(client, "company_info", "1"), patience);
    return record ? { kind: "read", profile: toProfile(record) } : { kind: "unreadable" };
  } catch (thrown) {
    const failure = toAppError(thrown);
    log({ companyId: company, intuitTid: failure.intuitTid }).warn(
      { err: failure },
      "a new company could not be read",
    );
    const refused =
      isAppError(failure, "quickbooks.unauthorized") || isAppError(failure, "quickbooks.forbidden");
    return { kind: refused ? "not_this_company" : "unreadable" };
  }
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function toProfile(record: WireRecord): CompanyProfile {
  const month = months.indexOf(readText(record, "FiscalYearStartMonth") ?? "") + 1;
  return {
    name: readText(record, "CompanyName") ?? readText(record, "LegalName") ?? "Unnamed company",
    legalName: readText(record, "LegalName"),
    country: readText(record, "Country"),
    fiscalYearStartMonth: month > 0 ? month : null,
    timeZone: knownTimeZone(readText(record, "DefaultTimeZone")),
    subscription: nameValue(record, "OfferingSku"),
  };
}

function knownTimeZone(name: string | null): string | null {
  return name !== null && Intl.supportedValuesOf("timeZone").includes(name) ? name : null;
}

/** CompanyInfo keeps what has no field of its own in a list of names and values. */
function nameValue(record: WireRecord, name: string): string | null {
  const pairs: unknown = record["NameValue"];
  if (!Array.isArray(pairs)) return null;
  for (const pair of pairs as readonly unknown[]) {
    if (typeof pair !== "object" || pair === null) continue;
    if (Reflect.get(pair, "Name") !== name) continue;
    const value: unknown = Reflect.get(pair, "Value");
    return typeof value === "string" ? value : null;
  }
  return null;
}
