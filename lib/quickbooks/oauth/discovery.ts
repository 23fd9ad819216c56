import { z } from "zod";

import { AppError } from "#lib/core/app-error.ts";
import { systemClock, type Clock } from "#lib/core/clock.ts";

/** What we use of Intuit's discovery document (OpenID Connect Discovery 1.0, section 3). */
export interface Endpoints {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly revocation: string;
  readonly userInfo: string;
}

const document = z.looseObject({
  issuer: z.string().min(1),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  revocation_endpoint: z.url(),
  userinfo_endpoint: z.url(),
});

const freshForMs = 24 * 60 * 60 * 1000;
const timeoutMs = 10_000;

interface Cached {
  readonly fetchedAt: number;
  readonly endpoints: Promise<Endpoints>;
}

const cache = new Map<string, Cached>();

/**
 * Intuit's endpoints, read once a day per process; callers that arrive together share one request. A
 * failed reading is not kept, but an older good one is used in its place: Intuit's addresses outlive an
 * outage of the page that lists them.
 *
 * @throws AppError `quickbooks.unavailable`, `quickbooks.timeout`, `quickbooks.malformed`.
 */
export async function discover(url: string, clock: Clock = systemClock): Promise<Endpoints> {
  const now = clock.now().getTime();
  const known = cache.get(url);
  if (known && now - known.fetchedAt < freshForMs) return known.endpoints;
  const endpoints = fetchEndpoints(url).catch((failure: unknown) => {
    if (known) {
      cache.set(url, known);
      return known.endpoints;
    }
    cache.delete(url);
    throw failure;
  });
  cache.set(url, { fetchedAt: now, endpoints });
  return endpoints;
}

async function fetchEndpoints(url: string): Promise<Endpoints> {
  let parsed: unknown;
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      throw new AppError("quickbooks.unavailable", `the discovery document answered ${response.status}`, {
        httpStatus: response.status,
      });
    }
    parsed = await response.json();
  } catch (thrown) {
    throw translated(thrown);
  }
  return readEndpoints(parsed);
}

/** @throws AppError `quickbooks.malformed` when an endpoint is missing or no address. */
export function readEndpoints(parsed: unknown): Endpoints {
  const read = document.safeParse(parsed);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new AppError("quickbooks.malformed", `the discovery document is not right: ${fields}`);
  }
  return {
    issuer: read.data.issuer,
    authorization: read.data.authorization_endpoint,
    token: read.data.token_endpoint,
    revocation: read.data.revocation_endpoint,
    userInfo: read.data.userinfo_endpoint,
  };
}

function translated(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof SyntaxError) {
    return new AppError("quickbooks.malformed", "the discovery document is not JSON", { cause: thrown });
  }
  const timedOut = thrown instanceof DOMException && thrown.name === "TimeoutError";
  return new AppError(
    timedOut ? "quickbooks.timeout" : "quickbooks.unavailable",
    "the discovery document could not be fetched",
    { cause: thrown },
  );
}
