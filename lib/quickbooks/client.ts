// One company's door to Intuit's accounting API. All calls, of whatever kind, go through `call`.

import type { ErrorCode } from "#lib/core/failures.ts";
import type { CompanyId, RealmId } from "#lib/core/ids.ts";
import type { CallKind, Pacer } from "./pacing.ts";
import type { WireRow } from "./wire/parse-row.ts";
import type { WireRecord } from "./wire/wire-record.ts";

export interface CallRequest {
  readonly kind: CallKind;
  readonly method: "GET" | "POST";
  /** Below /v3/company/{realm}/, without a slash in front: "query", "invoice/12". */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: { readonly contentType: string; readonly text: string };
  /** Of a batch: how many items it has. */
  readonly items?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface CallReply {
  /** The JSON object of a 2xx answer without a Fault in it. */
  readonly body: WireRecord;
  /**
   * Of a query: the JSON of each row, cut from the answer, whose list in `body` is then empty. Null when
   * the rows are still in the body.
   */
  readonly rows: readonly WireRow[] | null;
  /** Intuit's own time of the answer; null when it did not say. */
  readonly time: Date | null;
  readonly intuitTid: string | null;
}

export interface QuickBooksClient {
  /**
   * Sends one call (twice at most: once more with a new token after a 401) and reads its answer.
   *
   * @throws AppError with a `quickbooks.*` code, the fault code, the HTTP status and `intuit_tid`.
   */
  call(request: CallRequest): Promise<CallReply>;
}

/** Where access tokens come from; the owner of the sealed pair implements it. */
export interface AccessTokenSource {
  get(): Promise<string>;
  /** Intuit answered 401 to `token`: another one, refreshed now unless a sibling already did. */
  rejected(token: string): Promise<string>;
}

export interface ObservedCall {
  readonly kind: CallKind;
  /** Whether Intuit counts it, see CallOutcome. */
  readonly metered: boolean;
  /** What it counts as where it is metered, see PacedCall. */
  readonly weight: number;
  readonly status: number | null;
  readonly durationMs: number;
  readonly intuitTid: string | null;
  readonly code: ErrorCode | null;
  readonly faultCode: string | null;
}

/** Told of every attempt, including failed ones. Must not throw. */
export type CallObserver = (call: ObservedCall) => void;

/**
 * Whether a batch is metered by its items, as a sample of Intuit's counts, or as one call, as its page on
 * metering can be read. By items is the safe assumption: it never counts too few.
 */
export type BatchMetering = "items" | "call";

export interface ClientOptions {
  /** Origin without a trailing slash. */
  readonly apiBaseUrl: string;
  readonly companyId: CompanyId;
  readonly realmId: RealmId;
  readonly tokens: AccessTokenSource;
  readonly pacer: Pacer;
  readonly observe?: CallObserver | undefined;
  /** What Intuit bills of a batch. Default "items". */
  readonly batchMetering?: BatchMetering | undefined;
  /** Of one attempt. Intuit itself gives up after 120 seconds. Default 130,000. */
  readonly timeoutMs?: number | undefined;
}
