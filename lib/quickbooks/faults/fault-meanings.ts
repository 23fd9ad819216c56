// What each of Intuit's fault codes means to us: one row per code of Intuit's page on error codes and of its
// gateway. Whether it is tried again, and what is said of it, follows from the meaning (lib/core/failures);
// what it does to the connection, from lib/connections/state/company-failure. A test compares the rows with the list.

import type { ErrorCode } from "#lib/core/failures.ts";

const rejected = "quickbooks.rejected";

export const faultMeanings: Readonly<Record<string, ErrorCode>> = {
  "100": "quickbooks.unauthorized",
  "110": "quickbooks.unauthorized",
  // The person who connected has lost access to the company.
  "120": "quickbooks.forbidden",
  // A sandbox company at the production address, or the other way round.
  "130": "quickbooks.forbidden",
  "140": "quickbooks.forbidden",
  "150": "quickbooks.unavailable",
  // Unknown address or verb, too.
  "500": rejected,
  "600": rejected,
  "610": "quickbooks.not_found",
  ...codes(620, 630, 700, 800, 900, 1000, 1010, 1020, 1040, 1050),
  ...codes(2000, 2010, 2020, 2030, 2040, 2050, 2060, 2070, 2080, 2090, 2100, 2110, 2120, 2130, 2140, 2150),
  ...codes(2160, 2170, 2190, 2200, 2210, 2220, 2230, 2250, 2260, 2290, 2300, 2500, 2600, 3000),
  "3001": "quickbooks.throttled",
  "3100": "quickbooks.forbidden",
  "3200": "quickbooks.unauthorized",
  "3202": rejected,
  // A question that QuickBooks does not take; in another form it may.
  ...codes(4000, 4001, 4002, 5000, 5010),
  // Of one kind of record: the person's role does not reach that far. Others can be read.
  "5020": rejected,
  "5030": "quickbooks.not_offered",
  ...codes(6000, 6010, 6030, 6041, 6070, 6080, 6090, 6100, 6140, 6150, 6180),
  "6190": "quickbooks.subscription_lapsed",
  ...codes(
    6200,
    6210,
    6220,
    6240,
    6250,
    6270,
    6280,
    6400,
    6420,
    6430,
    6440,
    6450,
    6480,
    6520,
    6530,
    6540,
    6560,
  ),
  // The gateway's word for two things, and at times it passes by itself.
  "7001": "quickbooks.company_unavailable",
  "10000": "quickbooks.failed",
  ...codes(10100, 10200),
};

/** Where the body says nothing that we know. Others from 500 on are "unavailable", below it "rejected". */
export const statusMeanings: Readonly<Record<number, ErrorCode>> = {
  401: "quickbooks.unauthorized",
  403: "quickbooks.forbidden",
  404: "quickbooks.not_found",
  408: "quickbooks.timeout",
  429: "quickbooks.throttled",
  500: "quickbooks.failed",
  504: "quickbooks.timeout",
};

function codes(...numbers: readonly number[]): Readonly<Record<string, ErrorCode>> {
  return Object.fromEntries(numbers.map((number) => [String(number), rejected]));
}
