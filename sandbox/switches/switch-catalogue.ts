// Everything about QuickBooks Online that could not be confirmed, or that a test wants otherwise, as a
// switch. `doc` is the sentence of docs/SANDBOX.md; defaults are what is documented or, where nothing is,
// what breaks a careless client soonest.

import { ledgerSwitches } from "./ledger-switches.ts";
import { recordSwitches } from "./record-switches.ts";
import { amount, choice, flag, type Choice, type Flag, type Switch } from "./switch-kinds.ts";

export const switchCatalogue = {
  // OAuth
  authorizationCodeSeconds: amount(300, "How long an authorization code lives. Quoted as 5 to 10 minutes."),
  authorizationCodeReuse: choice(
    ["revoke", "refuse"],
    "A second use of a code is invalid_grant; revoke also kills the tokens of its first use.",
  ),
  accessTokenSeconds: amount(3600, "Life of an access token; expires_in.", 1),
  refreshTokenSeconds: amount(
    8_726_400,
    "Life of a refresh token value; x_refresh_token_expires_in. 101 days, as real replies say.",
    1,
  ),
  refreshTokenHardSeconds: amount(157_680_000, "Five years after consent no refresh works any more.", 1),
  refreshTokenRotationSeconds: amount(
    86_400,
    "A refresh later than this after the value was issued gives a new value; 0 gives one every time.",
  ),
  refreshTokenGraceSeconds: amount(
    0,
    "How long the old value still works after a rotation. 0 is today's rule; 86400 was 2018's.",
  ),
  refreshTokenReplay: choice(
    ["refuse", "revoke"],
    "A rotated-away value is refused; revoke kills the whole connection, as replay detection does.",
  ),
  parallelRefresh: choice(
    ["refuse", "allow"],
    "A refresh that arrives while another of the same connection is under way is invalid_grant.",
  ),
  tokenLatencyMs: amount(20, "How long the token endpoint takes; makes refreshes overlap."),
  invalidClientStatus: choice(["401", "400"], "Status of invalid_client; both are reported."),
  oauthErrorDescriptions: flag(true, "error_description beside error; real replies sometimes leave it out."),
  reconnectRevokesEarlier: flag(
    true,
    "Consenting again for a company ends the tokens of the earlier consent.",
  ),
  // Gateway and envelopes
  acceptMissing: choice(
    ["xml", "json"],
    "Answer to a request without an Accept header. XML is the historic default.",
  ),
  throttleBody: choice(["xml", "json"], "Body of a 429. XML is seen even when JSON was asked for."),
  unknownRealm: choice(["403", "404"], "Answer when a token is used with a company that does not exist."),
  requestTimeoutSeconds: amount(
    120,
    "After this the gateway answers 504; only injected delays are so slow.",
    1,
  ),
  latencyMs: amount(
    0,
    "How long every answer of the accounting API takes at least; real ones take 20 to 900 ms.",
  ),
  gzip: flag(false, "Compress replies for clients that accept gzip."),
  // Limits
  enforceLimits: flag(true, "Answer 429 beyond the limits below. Excesses are counted either way."),
  requestsPerSecond: amount(10, "Requests per second, company and app.", 1),
  requestsPerMinute: amount(500, "Requests per minute and company.", 1),
  batchesPerMinute: amount(40, "Batch requests per minute, company and app.", 1),
  batchesPerMinuteOfRealm: amount(120, "Batch requests per minute and company.", 1),
  concurrentRequests: amount(
    0,
    "Requests of a company at once before a 429; 0 sets no bound. Older wording of the per-second limit said 10.",
  ),
  concurrencyWatched: amount(
    10,
    "More requests at once than this are counted as a violation, not refused.",
    1,
  ),
  batchItems: amount(30, "Items in a batch; Intuit's pages say 30, 10 and 50.", 1),
  batchMetering: choice(
    ["items", "call"],
    "A batch is metered by its items, as one of Intuit's samples counts, or as one call. The counters show both.",
  ),
  // Query and changes
  maxResultsAbove1000: choice(
    ["clamp", "fault"],
    "MAXRESULTS above 1000 is read as 1000, or refused with 4001.",
  ),
  idComparisons: choice(["equality", "any"], "Id takes = and IN only, as documented, or every comparison."),
  exchangeRateDays: choice(
    ["history", "today", "named"],
    "Exchange rates that a query without AsOfDate covers: every day's, today's, or none (4001). But for history, AsOfDate takes = only.",
  ),
  cdcTruncates: choice(
    ["newest-kept", "oldest-kept"],
    "Which 1,000 changes a larger set is cut to. Intuit documents no order.",
  ),
  cdcEmpty: choice(
    ["braces", "omit", "empty"],
    "An unchanged type is {}, or missing; empty: nothing changed at all is CDCResponse [].",
  ),
  cdcGroupOrder: choice(["shuffled", "request"], "Order of the types in a CDC reply."),
  cdcTooOld: choice(
    ["fault", "answer"],
    "changedSince over 30 days ago is a fault, or answered as in a 2020 recording.",
  ),
  cdcSince: choice(
    ["inclusive", "exclusive"],
    "Whether a change in the very second of changedSince is returned.",
  ),
  cdcInventoryAdjustment: flag(true, "InventoryAdjustment takes part in CDC."),
  ...recordSwitches,
  // Writing
  requestIdHours: amount(168, "How long a requestid is remembered; not documented."),
  requestIdScope: choice(
    ["all", "transactions"],
    "Which writes a requestid is remembered for; name lists are reported to ignore it.",
  ),
  requestIdReplaysErrors: flag(false, "A failed first attempt is remembered too, and its error given again."),
  batchOrder: choice(["request", "shuffled"], "Order of a batch's answers; Intuit guarantees none."),
  linkedSyncTokenMoves: flag(
    false,
    "A payment raises the SyncToken of the invoice it settles; recordings vary.",
  ),
  salesTaxRounding: choice(
    ["sum", "line"],
    "Sales tax is rounded once on the sum of what a rate taxes, or on every line.",
  ),
  closedBooksCode: choice(["6210", "6200"], "Fault of a write into closed books."),
  trialBalancePriorYears: choice(
    ["retained-earnings", "accounts"],
    "A trial balance shows earlier years' results in Retained Earnings, or on the accounts they were booked to.",
  ),
  emailsPerDay: amount(40, "E-mails a sandbox company sends in a day."),
  // Reports and ledger
  ...ledgerSwitches,
  // Webhooks
  webhookFormat: choice(
    ["cloudevents", "legacy"],
    "Shape of the notifications; the legacy shape ended on 2026-07-31.",
  ),
  webhookContentType: choice(
    ["application/json; charset=utf-8", "application/cloudevents+json"],
    "Both are seen.",
  ),
  webhookVoidWord: choice(["void", "voided"], "Last word but one of the type of a void; blogs write voided."),
  webhookVoidAlsoUpdate: flag(false, "A void arrives as an update as well."),
  webhookOmitsEmptyData: flag(
    false,
    "data and datacontenttype are left out when there is nothing in them, as in some samples.",
  ),
  webhookTimeDigits: amount(6, "Digits after the second in a CloudEvent's time; 0 to 9 are seen."),
  webhookAggregationMs: amount(
    50,
    "Events within this window go out in one request; production gathers for up to 5 minutes.",
  ),
  webhookEventsPerRequest: amount(100, "Most events in one request.", 1),
  webhookTimeoutMs: amount(3000, "An endpoint that has not answered by then has failed.", 1),
  webhookRetries: choice(
    ["2025", "2018"],
    "2025: 10 s, 20 s, 30 s, 5 min, 20 min, 2 h, 4 h, 6 h and on every 6 h, later events wait. 2018: 20, 30, 50 min, then dropped and the endpoint blacklisted.",
  ),
  webhookDuplicates: amount(0, "Share (0 to 1) of requests that are delivered twice."),
  webhookReordering: amount(
    0,
    "Share (0 to 1) of requests whose events are shuffled and which the next request may overtake.",
  ),
  webhookInventoryAdjustment: flag(false, "InventoryAdjustment sends webhooks."),
  webhookGrantless: flag(false, "Companies without a live connection send webhooks too."),
} satisfies Record<string, Switch>;

type Catalogue = typeof switchCatalogue;
type ValueOf<Entry> = Entry extends Choice<infer Option> ? Option : Entry extends Flag ? boolean : number;
export type SwitchName = keyof Catalogue;
export type SwitchValues = { -readonly [Name in SwitchName]: ValueOf<Catalogue[Name]> };
