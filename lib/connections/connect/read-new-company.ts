import { config } from "#lib/config/config.ts";
import { AppError, isAppError, toAppError } from "#lib/core/app-error.ts";
import type { CompanyId, RealmId } from "#lib/core/ids.ts";
import { log } from "#lib/log/log.ts";
import { companyProfile, type CompanyProfile } from "#lib/mapping/company-profile.ts";
import { processPacer } from "#lib/pacing/process-pacer.ts";
import { createClient } from "#lib/quickbooks/create-client.ts";
import { queryPage } from "#lib/quickbooks/query.ts";
import { openRow } from "#lib/quickbooks/wire/parse-row.ts";
import { withRetries } from "#lib/quickbooks/with-retries.ts";

export type ReadCompany =
  | {
      readonly kind: "read";
      readonly profile: CompanyProfile;
      /** CompanyInfo as it came. */
      readonly json: string;
    }
  /** The token is not for this realm. */
  | { readonly kind: "not_this_company" }
  | { readonly kind: "unreadable" };

/* A person is waiting in front of a browser that Intuit has just sent back. */
const patience = {
  attempts: 3,
  firstWaitMs: 300,
  longestWaitMs: 1_000,
  leaveLongWaits: true,
} as const;

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
    // There is no run yet to count it on.
    pacer: processPacer(),
    timeoutMs: Math.min(config().quickbooks.timeoutMs, 15_000),
  });
  try {
    const request = { startPosition: 1, maxResults: 1 };
    const { rows } = await withRetries(() => queryPage(client, "company_info", request), patience);
    const [row] = rows;
    const { json, record } = openRow(row ?? "null");
    return record ? { kind: "read", profile: companyProfile(record), json } : { kind: "unreadable" };
  } catch (thrown) {
    const failure = toAppError(thrown);
    log({ companyId: company, intuitTid: failure.intuitTid }).warn(
      { err: failure },
      "a new company could not be read",
    );
    const rejected =
      isAppError(failure, "quickbooks.unauthorized") || isAppError(failure, "quickbooks.forbidden");
    return { kind: rejected ? "not_this_company" : "unreadable" };
  }
}
