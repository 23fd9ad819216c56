// Holds Intuit's limits for each company, however many workers there are. All that counts is in
// PostgreSQL; a permit costs one statement before the call and one, not waited for, after it.

import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";

import { AppError } from "#lib/core/app-error.ts";
import type { CallKind, CallOutcome, PacedCall, Pacer, Release } from "#lib/quickbooks/pacing.ts";
import { bookPermit, type Booking } from "./book-permit.ts";
import { isOutage, type createCallCounter } from "./call-counter.ts";
import { claimTry, reportTry } from "./circuit.ts";
import type { CallResult } from "./return-permit.ts";
import type { PacingLimits } from "./limits.ts";
import type { PermitReturns } from "./pending-returns.ts";

export interface PacerOptions {
  readonly limits: PacingLimits;
  /** Name of the worker, under which its permits are freed as soon as it is known to be dead. */
  readonly holder: string | null;
  /** False for callers that count their calls themselves: syncs. */
  readonly isCounted: boolean;
  readonly counter: ReturnType<typeof createCallCounter>;
  readonly returns: PermitReturns;
  /** Told of what went wrong after a call, when there is nobody left to throw at. */
  readonly onError: (thrown: unknown) => void;
}

// A permit is for a moment. A process too busy to use it in time gives it back, or its call would
// reach Intuit on top of the next ones.
const goodForMs = 150;
const lateBookings = 3;
// Worth waiting for on the spot; for longer the caller had better let go of its worker.
const shortRestMs = 2_000;

const meteredKinds: ReadonlySet<CallKind> = new Set(["read", "query", "changes", "report", "batch"]);

/**
 * `acquire` waits for its turn and returns what must be called with the outcome. Aborting its signal leaves
 * no permit behind.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features
 *
 * @throws AppError from `acquire`: `quickbooks.throttled` while the company rests for longer than two
 * seconds, `quickbooks.circuit_open`, `quickbooks.timeout` when no permit came free.
 */
export function createPacer(options: PacerOptions): Pacer {
  return { acquire: (call) => acquire(options, call) };
}

async function acquire(options: PacerOptions, call: PacedCall): Promise<Release> {
  const waitUntil = performance.now() + options.limits.permitLifeMs;
  let isTry = false;
  for (let late = 0; ;) {
    call.signal?.throwIfAborted();
    const permitId = randomUUID();
    const askedAt = performance.now();
    const booking = await book(options, call, permitId, isTry);
    switch (booking.kind) {
      case "booked": {
        const release = releaseOf(options, call, permitId, isTry);
        await useInTime(booking.waitMs, call, release);
        if (performance.now() - askedAt - booking.waitMs < goodForMs || late >= lateBookings) return release;
        late += 1;
        await returnPermit(options, call, permitId, "never_sent");
        break;
      }
      case "resting":
        if (booking.waitMs > shortRestMs) throw new AppError("quickbooks.throttled");
        await pause(booking.waitMs, call.signal);
        break;
      case "circuit_open":
        isTry = await claimTry();
        if (!isTry) throw new AppError("quickbooks.circuit_open");
        break;
      case "full":
        if (performance.now() > waitUntil) {
          throw new AppError("quickbooks.timeout", "no permit came free in time");
        }
        await pause(15 + Math.random() * 30, call.signal);
    }
  }
}

async function book(
  { limits, holder, isCounted, returns }: PacerOptions,
  call: PacedCall,
  permitId: string,
  ignoreCircuit: boolean,
): Promise<Booking> {
  const { companyId, kind, weight = 1 } = call;
  const request = {
    companyId,
    permitId,
    holder,
    isBatch: kind === "batch",
    isMetered: meteredKinds.has(kind),
    weight,
    isOfRun: !isCounted,
    ignoreCircuit,
  };
  try {
    return await bookPermit(request, limits);
  } catch (thrown) {
    returns.cancelPermit({ companyId, permitId, isCounted });
    throw thrown;
  }
}

function returnPermit(
  { returns, isCounted }: PacerOptions,
  { companyId }: PacedCall,
  permitId: string,
  result: CallResult,
): Promise<void> {
  return returns.returnPermit({ companyId, permitId, result, isCounted });
}

/** Waits for the booked moment. A caller that is told to stop meanwhile leaves no permit behind. */
async function useInTime(waitMs: number, call: PacedCall, release: Release): Promise<void> {
  try {
    if (waitMs >= 1) await pause(waitMs, call.signal);
  } catch (thrown) {
    await release({ status: null, code: null, metered: false });
    throw thrown;
  }
}

function releaseOf(options: PacerOptions, call: PacedCall, permitId: string, isTry: boolean): Release {
  return (outcome) => {
    const result = resultOf(outcome);
    void returnPermit(options, call, permitId, result);
    if (result === "never_sent") return;
    options.counter.count(outcome);
    // A call that its caller gave up says neither; then another one tries.
    const isBack = outcome.status !== null && outcome.status < 500;
    if (isTry && (isBack || isOutage(outcome))) reportTry(isBack).catch(options.onError);
  };
}

function resultOf({ status, code, metered }: CallOutcome): CallResult {
  if (code === "quickbooks.throttled") return "throttled";
  if (metered) return "metered";
  if (status !== null && status >= 200 && status < 300) return "free";
  return status === null && code === null ? "never_sent" : "failed";
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(Math.ceil(ms), undefined, signal ? { signal } : {});
  } catch (thrown) {
    signal?.throwIfAborted();
    throw thrown;
  }
}
