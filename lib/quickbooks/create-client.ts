import { performance } from "node:perf_hooks";

import { AppError, isAppError, toAppError } from "#lib/core/app-error.ts";
import type { CallReply, CallRequest, ClientOptions, QuickBooksClient } from "./client.ts";
import { fetchDetectingSend, type Departure } from "./detect-sent.ts";
import { readReply } from "./answers/read-reply.ts";
import type { CallKind } from "./pacing.ts";

/** Every number from 1 to 74 has been ignored since August 2025; saying 75 makes the version visible. */
const minorVersion = "75";

const defaultTimeoutMs = 130_000;

const meteredKinds: ReadonlySet<CallKind> = new Set(["read", "query", "changes", "report", "batch"]);

/**
 * A client of one company. It holds no state but its options; connections are kept alive by fetch.
 * It makes one attempt per call, but for a 401: then the token is refreshed and the call sent once
 * more. Everything else is retried by {@link withRetries}, or not at all.
 */
export function createClient(options: ClientOptions): QuickBooksClient {
  return { call: (request) => callWithToken(options, request) };
}

async function callWithToken(options: ClientOptions, request: CallRequest): Promise<CallReply> {
  const token = await options.tokens.get();
  try {
    return await attempt(options, request, token);
  } catch (thrown) {
    if (!isAppError(thrown, "quickbooks.unauthorized")) throw thrown;
    return attempt(options, request, await options.tokens.rejected(token));
  }
}

/** One paced, observed and timed exchange. */
async function attempt(options: ClientOptions, request: CallRequest, token: string): Promise<CallReply> {
  const { companyId, pacer, observe } = options;
  const weight = weightOf(options, request);
  const release = await pacer.acquire({ companyId, kind: request.kind, weight, signal: request.signal });
  if (request.signal?.aborted === true) {
    await release({ status: null, code: null, metered: false });
    request.signal.throwIfAborted();
  }
  const startedAt = performance.now();
  let intuitTid: string | null = null;
  let status: number | null = null;
  const departure = { hasLeft: false };
  let failure: AppError | null = null;
  try {
    const response = await send(options, request, token, departure);
    status = response.status;
    intuitTid = response.headers.get("intuit_tid");
    return await readReply(response, request.kind === "query");
  } catch (thrown) {
    failure = request.signal?.aborted === true ? toAppError(thrown) : networkError(thrown, intuitTid);
    request.signal?.throwIfAborted();
    throw failure;
  } finally {
    const isCounted = status === null ? departure.hasLeft : status >= 200 && status < 300;
    const metered = isCounted && meteredKinds.has(request.kind);
    const outcome = { status, code: failure?.code ?? null, metered };
    const durationMs = performance.now() - startedAt;
    const faultCode = failure?.faultCode ?? null;
    observe?.({ kind: request.kind, ...outcome, weight, durationMs, intuitTid, faultCode });
    await release(outcome);
  }
}

function weightOf({ batchMetering = "items" }: ClientOptions, { kind, items = 1 }: CallRequest): number {
  return kind === "batch" && batchMetering === "items" ? items : 1;
}

function send(
  options: ClientOptions,
  request: CallRequest,
  token: string,
  departure: Departure,
): Promise<Response> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
  return fetchDetectingSend(departure, urlOf(options, request), {
    method: request.method,
    // The token must not follow a redirect to wherever it may lead.
    redirect: "error",
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "accept-encoding": "gzip",
      ...(request.body ? { "content-type": request.body.contentType } : {}),
    },
    ...(request.body ? { body: request.body.text } : {}),
    signal: request.signal ? AbortSignal.any([timeout, request.signal]) : timeout,
  });
}

function urlOf({ apiBaseUrl, realmId }: ClientOptions, { path, query = {} }: CallRequest): string {
  const parameters = Object.entries({ ...query, minorversion: minorVersion }).map(
    // Not URLSearchParams: it writes a space as "+", which some of Intuit's doors leave as it is.
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${apiBaseUrl}/v3/company/${realmId}/${path}?${parameters.join("&")}`;
}

/** What fetch throws, by name: its messages carry addresses, which carry the realm. */
function networkError(thrown: unknown, intuitTid: string | null): AppError {
  if (thrown instanceof AppError) return thrown;
  const timedOut = thrown instanceof DOMException && thrown.name === "TimeoutError";
  const code = timedOut ? "quickbooks.timeout" : "quickbooks.unavailable";
  return new AppError(
    code,
    timedOut ? "QuickBooks did not answer in time" : "QuickBooks could not be reached",
    {
      cause: thrown,
      intuitTid: intuitTid ?? undefined,
    },
  );
}
