// When a grant ends by itself, and from when on that is worth a warning: one rule for the list of companies, a
// company's page, its check, and the alert.

import { DateTime } from "luxon";

import { grantStates } from "#lib/books/connection-state.ts";
import { statesSql } from "#lib/books/transitions/state-table.ts";
import type { Grant } from "./grant.ts";

/** Warned this long before: time to find the right person at the client's. */
export const warnAheadDays = { rolling: 21, consent: 60 } as const;

/** `rolling`: unused for too long. `consent`: Intuit's limit of five years. */
export type GrantEnd = keyof typeof warnAheadDays;

/* Where Intuit has not said: its policy is five years from the consent. */
const consentYears = 5;

/** Whatever happens, somebody must consent again by then. */
export function consentEndsAt(grant: Pick<Grant, "refreshHardExpiresAt" | "consentedAt">): Date {
  const { refreshHardExpiresAt, consentedAt } = grant;
  return (
    refreshHardExpiresAt ??
    DateTime.fromJSDate(consentedAt, { zone: "utc" }).plus({ years: consentYears }).toJSDate()
  );
}

export interface GrantRows {
  /** Name of a row of quickbooks_tokens. */
  readonly token: string;
  /** Name of its row of quickbooks_connections. */
  readonly connection: string;
}

/** The same as {@link consentEndsAt}. */
export function consentEndsAtSql({ token, connection }: GrantRows): string {
  return `coalesce(${token}.refresh_hard_expires_at,
    (${connection}.consented_at AT TIME ZONE 'UTC' + interval '${consentYears} years') AT TIME ZONE 'UTC')`;
}

/** Rows of `subject` ({@link GrantEnd}) and `at`, of the ends that a grant that is held is near of. */
export function nearEndsSql(rows: GrantRows, now: string): string {
  return `SELECT ending.subject, ending.at
    FROM (VALUES ('rolling', ${rows.token}.refresh_expires_at, ${warnAheadDays.rolling}),
      ('consent', ${consentEndsAtSql(rows)}, ${warnAheadDays.consent})) AS ending(subject, at, days)
    WHERE ${rows.connection}.state IN (${statesSql(grantStates)}) AND ending.at < ${now} + make_interval(hours => 24 * ending.days)`;
}

/** Ids of the connections that may be near an end, each by an index: of thousands hardly any end soon. */
export function maybeNearEndSql(now: string): string {
  return `SELECT connection_id FROM quickbooks_tokens
    WHERE refresh_expires_at < ${now} + make_interval(days => ${warnAheadDays.rolling} + 1)
    UNION ALL
    SELECT connection_id FROM quickbooks_tokens
    WHERE refresh_hard_expires_at < ${now} + make_interval(days => ${warnAheadDays.consent} + 1)
    UNION ALL
    SELECT id FROM quickbooks_connections
    WHERE consented_at < ${now} + make_interval(days => ${warnAheadDays.consent} + 2, years => -${consentYears})`;
}
