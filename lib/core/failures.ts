// What each failure means to the caller, to the queue, to a sync run and to the person on screen. One table, so
// that a new code cannot be added without saying so, and nobody else decides by the code.

/**
 * never: trying again cannot help until somebody acts.
 * backoff: exponential with jitter. after-minute: Intuit asks for 60 seconds of silence after a 429.
 * once: Intuit says to resubmit one time.
 * later: it lasts longer than a call should wait; jobs and runs come back to it.
 */
export type Retry = "never" | "once" | "backoff" | "after-minute" | "later";

/**
 * What it means to the type that a sync run was reading. ends_run: no other type would fare better, for it is of
 * the company, the connection or our own side.
 */
export type StepOutcome = "ends_run" | "not_offered" | "fails_step";

/**
 * When a run that has met it starts again. never: it has failed. backoff: after growing waits, until it has been
 * started often enough without any progress; `attempts` sets another number. `restMs`: after that time however
 * often, for it does not speak against the run.
 */
export type Restart = "never" | "backoff" | { readonly attempts: number } | { readonly restMs: number };

export interface Failure {
  /** HTTP status of our own answer when this reaches a route. */
  readonly status: number;
  readonly retry: Retry;
  /** One or two sentences for an accountant: what happened and what to do. */
  readonly message: string;
  /** Default: it fails the step. */
  readonly step?: StepOutcome;
  /** Default: as `retry` says, never or with backoff. */
  readonly restart?: Restart;
  /** What it says of the company's connection, once no retry has helped. */
  readonly connection?: "subscription_lapsed" | "access_denied";
  /** The run stops for a person, who needs the figures of the error's own message. */
  readonly awaitsApproval?: true;
  /** Nothing but a full sync puts it right: the failed run asks for one. */
  readonly needsFullSync?: true;
}

export const failures = {
  "request.invalid": { status: 400, retry: "never", message: "Something in this request is not valid." },
  "request.too_large": { status: 413, retry: "never", message: "This is more than can be sent at once." },
  "request.not_found": {
    status: 404,
    retry: "never",
    message: "This does not exist, or you do not have access to it.",
  },
  "request.conflict": { status: 409, retry: "never", message: "This is not possible in the current state." },
  "request.too_many": {
    status: 429,
    retry: "backoff",
    message: "Too many requests at once. Try again in a few seconds.",
  },
  /** Nobody is there to read it; 499 is what proxies call it. */
  "request.abandoned": {
    status: 499,
    retry: "never",
    message: "The request was canceled before it was answered.",
  },
  "auth.required": { status: 401, retry: "never", message: "Please sign in." },
  "auth.forbidden": {
    status: 403,
    retry: "never",
    message: "Your role does not allow this. Ask an admin of your firm.",
  },
  "auth.cross_site": {
    status: 403,
    retry: "never",
    message:
      "This request did not come from one of Tieout's own pages and was rejected. Open Tieout again and repeat it there.",
  },
  "auth.wrong_password": { status: 400, retry: "never", message: "The current password is not correct." },
  "auth.throttled": {
    status: 429,
    retry: "never",
    message: "Too many attempts. Wait a few minutes and try again.",
  },
  "connection.missing": {
    status: 409,
    retry: "never",
    message: "This company is not connected to QuickBooks.",
    step: "ends_run",
  },
  "connection.needs_reconnect": {
    status: 409,
    retry: "never",
    message: "QuickBooks no longer accepts our access. Reconnect QuickBooks to keep syncing.",
    step: "ends_run",
  },
  "connection.paused": {
    status: 409,
    retry: "never",
    message: "Syncing of this company is paused.",
    step: "ends_run",
  },
  "connection.realm_taken": {
    status: 409,
    retry: "never",
    message: "This QuickBooks company is already connected.",
  },
  "connection.being_connected": {
    status: 409,
    retry: "backoff",
    message: "Someone is connecting this QuickBooks company right now. Check again in a minute.",
  },
  "connection.realm_differs": {
    status: 409,
    retry: "never",
    message: "This is not the QuickBooks company that was connected before.",
  },
  "connection.exchange_failed": {
    status: 502,
    retry: "never",
    message: "QuickBooks did not complete the connection. Please try again.",
  },
  "sync.already_running": {
    status: 409,
    retry: "never",
    message: "A sync of this company is already under way.",
  },
  "sync.lease_lost": {
    status: 409,
    retry: "never",
    message: "Another worker has taken over this sync.",
    step: "ends_run",
  },
  "sync.mass_deletion": {
    status: 409,
    retry: "never",
    message:
      "A large share of this company's records is missing in QuickBooks. Approve the deletions to continue.",
    step: "ends_run",
    awaitsApproval: true,
  },
  "sync.counts_differ": {
    status: 409,
    retry: "never",
    message: "The record count in QuickBooks differs from ours. A repair sync finds what is missing.",
  },
  "sync.cursor_in_future": {
    status: 409,
    retry: "never",
    message: "The stored position lies in the future and cannot be used. A full sync resets it.",
    step: "ends_run",
    needsFullSync: true,
  },
  "quickbooks.throttled": {
    status: 503,
    retry: "after-minute",
    message: "QuickBooks is busy. We will try again in a minute.",
    step: "ends_run",
    restart: { restMs: 60_000 },
  },
  "quickbooks.unavailable": {
    status: 503,
    retry: "backoff",
    message: "QuickBooks cannot be reached at the moment. We will try again shortly.",
  },
  "quickbooks.timeout": {
    status: 504,
    retry: "backoff",
    message: "QuickBooks took too long to answer. We will try again shortly.",
  },
  "quickbooks.unauthorized": {
    status: 502,
    retry: "later",
    message:
      "QuickBooks rejects our access although it was just renewed. Reconnect QuickBooks to keep syncing.",
    // Refused with a fresh token twice: more of the same would keep the run waiting for hours.
    step: "ends_run",
    restart: { attempts: 2 },
    connection: "access_denied",
  },
  "quickbooks.forbidden": {
    status: 502,
    retry: "never",
    message:
      "QuickBooks does not let this app read the company. Reconnect as an administrator of the company.",
    step: "ends_run",
    connection: "access_denied",
  },
  "quickbooks.subscription_lapsed": {
    status: 502,
    retry: "never",
    message:
      "The company's QuickBooks subscription has ended or is not paid. Syncing resumes once it is active again.",
    step: "ends_run",
    connection: "subscription_lapsed",
  },
  "quickbooks.company_unavailable": {
    status: 502,
    retry: "backoff",
    message:
      "QuickBooks says that the company's subscription has lapsed, or that it has no such company at this address. Ask the company whether its subscription is active; syncing resumes automatically.",
    // The call was tried again for seconds; a company that is still refused is looked at less often.
    step: "ends_run",
    restart: "never",
    connection: "subscription_lapsed",
  },
  "quickbooks.not_offered": {
    status: 502,
    retry: "never",
    message: "The company's QuickBooks subscription or country does not have this.",
    step: "not_offered",
  },
  "quickbooks.not_found": { status: 404, retry: "never", message: "QuickBooks has no such record." },
  "quickbooks.rejected": { status: 502, retry: "never", message: "QuickBooks rejected the request." },
  "quickbooks.failed": { status: 502, retry: "once", message: "QuickBooks had an internal problem." },
  "quickbooks.malformed": {
    status: 502,
    retry: "backoff",
    message: "QuickBooks' answer could not be read. We will try again shortly.",
  },
  "quickbooks.circuit_open": {
    status: 503,
    retry: "later",
    message: "QuickBooks has been failing. We are waiting before we ask again.",
    step: "ends_run",
    restart: { restMs: 30_000 },
  },
  "quickbooks.budget_spent": {
    status: 503,
    retry: "later",
    message:
      "The month's allowance of QuickBooks calls is nearly used. Scheduled syncs wait; you can still sync manually.",
    step: "ends_run",
    restart: { restMs: 3_600_000 },
  },
  "record.unreadable": { status: 422, retry: "never", message: "This record could not be read." },
  "webhook.bad_signature": { status: 401, retry: "never", message: "The signature does not match." },
  "database.unavailable": {
    status: 503,
    retry: "backoff",
    message: "The database cannot be reached. Nothing is lost; please try again shortly.",
    step: "ends_run",
    restart: { restMs: 5_000 },
  },
  "database.busy": {
    status: 503,
    retry: "backoff",
    message: "This took too long and was stopped. Nothing is lost; narrow the search, or try again shortly.",
    step: "ends_run",
  },
  "alert.undelivered": { status: 502, retry: "backoff", message: "The message could not be delivered." },
  "alert.address_rejected": { status: 400, retry: "never", message: "Tieout does not send to this address." },
  "secret.unreadable": {
    status: 500,
    retry: "never",
    message:
      "The stored access to QuickBooks cannot be decrypted with the current keys. The administrator of this installation must check TOKEN_ENCRYPTION_KEYS.",
  },
  "config.invalid": { status: 500, retry: "never", message: "The configuration is not valid." },
  internal: {
    status: 500,
    retry: "backoff",
    message: "Something went wrong on our side. It has been logged.",
    step: "ends_run",
  },
} satisfies Record<string, Failure>;

export type ErrorCode = keyof typeof failures;
