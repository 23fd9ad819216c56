// The seam of the sandbox: what its protocol half (http, oauth, query language, CDC, batch,
// webhooks, control) may ask of its books half (records, write rules, postings, generator).
// The protocol half knows HTTP and Intuit's envelopes and no accounting; the books half knows
// accounting and Intuit's objects and no HTTP.

import type { ProductAction } from "./product-request.ts";
import { usualLedgerHabits, type LedgerHabits } from "../ledger/ledger-habits.ts";

/** Query names of Intuit's entities, as written after FROM: "Invoice", "CreditCardPaymentTxn", … */
export type EntityName = string;

/** One object exactly as Intuit would send it inside the envelope. Never mutate what a read returned. */
export interface WireObject {
  readonly Id: string;
  /** Missing on what nobody can edit: the tax codes TAX and NON. */
  readonly SyncToken?: string;
  readonly MetaData: { readonly CreateTime?: string; readonly LastUpdatedTime: string };
  readonly [field: string]: unknown;
}

/** What remains of a hard-deleted object: all that CDC tells about it. */
export interface DeletedStub {
  readonly entity: EntityName;
  readonly id: string;
  /** Epoch milliseconds, whole seconds. */
  readonly deletedAtMs: number;
}

/** One accounting-layer error (capital-F Fault). Status is HTTP's: 400 mostly; Bill void is 200. */
export interface BooksFault {
  readonly kind: "fault";
  readonly status: number;
  readonly type: "ValidationFault" | "SystemFault" | "AuthorizationFault";
  readonly errors: readonly {
    readonly Message: string;
    readonly Detail: string;
    readonly code: string;
    /** undefined leaves the key out, as Intuit sometimes does. */
    readonly element?: string;
  }[];
}

export interface Written {
  readonly kind: "written";
  readonly object: WireObject;
}
export interface Deleted {
  readonly kind: "deleted";
  readonly entity: EntityName;
  readonly id: string;
}
/** JournalEntry?operation=void: HTTP 200 `{"BatchItemResponse":[]}` and nothing happens. */
export interface NothingDone {
  readonly kind: "nothing";
}
export type WriteResult = Written | Deleted | NothingDone | BooksFault;

/** create covers full and sparse update too, as Intuit's URL does: an Id in the body makes it an update. */
export interface WriteRequest {
  readonly entity: EntityName;
  /**
   * "send" is POST …/{id}/send: body is {Id}, optionally {Id, sendTo}. It sets EmailStatus, BillEmail and
   * DeliveryInfo and emits "emailed"; with no address at all it is fault 6420.
   */
  readonly operation: "save" | "delete" | "void" | "send";
  readonly body: Readonly<Record<string, unknown>>;
  readonly includeVoid?: boolean;
  readonly allowDuplicateDocNumber?: boolean;
  /** Who did it, for webhooks' aggregation and MetaData.LastModifiedByRef. */
  readonly actor: "api" | "person" | "activity";
}

/** Emitted after each write has taken effect, in order; webhooks and requestid stores listen. */
export interface CompanyEvent {
  readonly realmId: string;
  readonly entity: EntityName;
  readonly id: string;
  readonly operation: "created" | "updated" | "deleted" | "merged" | "voided" | "emailed";
  /** No webhook tells of it. */
  readonly isSilent?: boolean;
  /** merged: the losing record, which is gone. */
  readonly deletedId?: string;
  readonly atMs: number;
  /** Who did it; undefined for a merge, which only a person can make. */
  readonly actor?: WriteRequest["actor"];
  /** undefined before a record was there. */
  readonly tokenBefore?: string;
  /** undefined once it is gone. */
  readonly tokenAfter?: string;
}

/** What a merge leaves to be seen; Intuit's pages promise none of it. */
export interface MergeTraces {
  /** Default "deleted": a stub in change data capture. "inactive": the record stays, as name (deleted). */
  readonly loser?: "deleted" | "inactive";
  /** Default true: a webhook names both. */
  readonly notice?: boolean;
}

export interface ScanOptions {
  /** Inclusive lower and upper bounds on MetaData.LastUpdatedTime, epoch ms, served from an index. */
  readonly updatedFromMs?: number;
  readonly updatedToMs?: number;
  /** Leave out Active:false list objects (the query endpoint's default). */
  readonly activeOnly?: boolean;
  /** "id" ascending numerically; "updated" by LastUpdatedTime then Id. */
  readonly order: "id" | "updated";
  readonly descending?: boolean;
  /** Skip and take are applied inside, so that a page deep in a million rows costs one page. */
  readonly offset?: number;
  readonly limit?: number;
}

export interface Company {
  readonly realmId: string;
  readonly name: string;
  readonly country: "US" | "CA" | "GB" | "AU" | "FR";
  // Settings: CompanyInfo and Preferences are read and scanned under Id "1". A RecurringTransaction row is the
  // inner transaction (Id, SyncToken, MetaData, RecurringInfo, …) plus "$wraps": "Invoice" | "Bill" | …, which the
  // protocol half takes off and wraps around it. ExchangeRate rows carry an Id for the seam only, as "$id" does not exist
  // on the wire: the protocol half drops Id and SyncToken of ExchangeRate.
  // Uploads arrive as save of Attachable with FileName, ContentType, Size (read-only elsewhere) and AttachableRef;
  // a reference to a record that is not there is fault 6000 ("… that you are trying to link does not exist. …").
  /** Entities that this company's country and subscription offer; others answer 5030 or 4000-family faults. */
  offers(entity: EntityName): boolean;
  /** The subscription has all but these entities from now on; what was recorded of them stays and waits. */
  leaveOut?(entities: readonly EntityName[]): void;
  /** Current JSON, inactive ones included; undefined when deleted or never there. */
  read(entity: EntityName, id: string): WireObject | undefined;
  /** Rows of the query endpoint before its WHERE is applied. Lazy: a page costs a page. */
  scan(entity: EntityName, options: ScanOptions): Iterable<WireObject>;
  /**
   * The same rows as scan, each as the exact text JSON.stringify would give. Optional: offered when the
   * books keep or build text more cheaply than objects, so that a page of 1,000 costs one join.
   */
  scanText?(entity: EntityName, options: ScanOptions): Iterable<string>;
  /** How many rows scan would give without offset and limit; from the index, not by scanning. */
  count(
    entity: EntityName,
    options: Pick<ScanOptions, "updatedFromMs" | "updatedToMs" | "activeOnly">,
  ): number;
  deletedSince(entity: EntityName, sinceMs: number): readonly DeletedStub[];
  write(request: WriteRequest): WriteResult;
  /** A person merges two names in the product: the losing one goes, references follow. */
  merge(entity: EntityName, winnerId: string, loserId: string, traces?: MergeTraces): WriteResult;
  /** What people do in the product and no endpoint offers: payroll, reclassifying, statement charges. */
  act(action: ProductAction): object | BooksFault;
  onEvent(listener: (event: CompanyEvent) => void): () => void;
  /** Intuit's report JSON, or a fault. `parameters` are the URL's. */
  report(name: string, parameters: ReadonlyMap<string, string>): object | BooksFault;
  /** Every posting of the double entry, for checks and GET /_sandbox/…/ledger. */
  ledger(): Iterable<LedgerPosting>;
}

/** Debit-positive, in home currency, as a count of cents so that sums are exact. */
export interface LedgerPosting {
  readonly entity: EntityName;
  readonly transactionId: string;
  readonly accountId: string;
  /** YYYY-MM-DD */
  readonly on: string;
  readonly cents: number;
}

/** The sandbox's own clock: starts at real time, can be set and moved by control. Epoch ms. */
export interface SandboxClock {
  now(): number;
}

export interface CompanySpec {
  readonly realmId: string;
  readonly seed: number;
  readonly index: number;
  /** "small" is about 600 records, "medium" 20,000, "large" 200,000; a number is that many. */
  readonly size: "small" | "medium" | "large" | number;
  readonly profile?: "landscaper" | "restaurant" | "shop" | "agency" | "bindery" | "winery";
}

/**
 * What Intuit's books do could not be confirmed. Read at each use, so that a change holds from the next
 * write or report on.
 */
export interface BooksHabits extends LedgerHabits {
  /** A payment raises the SyncToken of the invoice it settles; recordings vary. */
  readonly linkedSyncTokenMoves: boolean;
  /** Sales tax is rounded once on the sum of what a rate taxes, or on every line. */
  readonly salesTaxRounding: "sum" | "line";
  /** A trial balance shows earlier years' results in Retained Earnings, or on the accounts they were booked to. */
  readonly trialBalancePriorYears: "retained-earnings" | "accounts";
  /** Writes into closed books are refused with 6210 (a password is set) or 6200. */
  readonly closedBooksCode: "6210" | "6200";
  /** TAX and NON of a US company like other codes, or without SyncToken, Active and domain; or one more of them. */
  readonly pseudoTaxCodes: "whole" | "bare" | "bare-and-custom";
  /** Records carry the members that replies of 2026 have and older ones lack. */
  readonly membersOf2026: boolean;
  /** The numbers and booleans of a TaxPayment are text, as in the only published sample. */
  readonly taxPaymentAsText: boolean;
  /** An update that sends TxnTaxDetail back beside changed lines keeps the old tax, or has it computed anew. */
  readonly taxDetailOnLineChange: "keep" | "recompute";
}

export const usualHabits: BooksHabits = {
  ...usualLedgerHabits,
  linkedSyncTokenMoves: false,
  salesTaxRounding: "sum",
  trialBalancePriorYears: "retained-earnings",
  closedBooksCode: "6210",
  pseudoTaxCodes: "bare",
  membersOf2026: true,
  taxPaymentAsText: true,
  taxDetailOnLineChange: "keep",
};

/** The books half's one entry, in sandbox/company/generate.ts: `export const openCompany: OpenCompany`. */
export type OpenCompany = (spec: CompanySpec, clock: SandboxClock, habits?: () => BooksHabits) => Company;
