import { describe, expect, it } from "vitest";

import { AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { withRetries, type RetryPolicy } from "#lib/quickbooks/with-retries.ts";

/** Fails with the codes in turn, then succeeds. */
async function run(
  codes: readonly ErrorCode[],
  policy: RetryPolicy = {},
): Promise<{ attempts: number; waits: number[]; failure: unknown }> {
  const waits: number[] = [];
  let attempts = 0;
  let failure: unknown = null;
  try {
    await withRetries(
      () => {
        const code = codes[attempts];
        attempts += 1;
        return code === undefined ? Promise.resolve() : Promise.reject(new AppError(code));
      },
      {
        random: () => 1,
        sleep: (ms) => {
          waits.push(ms);
          return Promise.resolve();
        },
        ...policy,
      },
    );
  } catch (thrown) {
    failure = thrown;
  }
  return { attempts, waits, failure };
}

describe("a call that fails", () => {
  it("is sent again after waits that double, up to a limit", async () => {
    const outcome = await run(Array<ErrorCode>(7).fill("quickbooks.unavailable"), {
      attempts: 8,
      longestWaitMs: 4000,
    });
    expect(outcome).toEqual({ attempts: 8, waits: [500, 1000, 2000, 4000, 4000, 4000, 4000], failure: null });
  });

  it("waits a random part of that, so that callers spread", async () => {
    const outcome = await run(["quickbooks.timeout", "quickbooks.timeout"], { random: () => 0.25 });
    expect(outcome.waits).toEqual([125, 250]);
  });

  it("waits a minute and a little after it was throttled", async () => {
    const { waits } = await run(["quickbooks.throttled"], { random: () => 0.5 });
    expect(waits).toEqual([62_500]);
  });

  it("is resubmitted once where Intuit says so", async () => {
    expect(await run(["quickbooks.failed"])).toMatchObject({ attempts: 2, failure: null });
    const twice = await run(["quickbooks.failed", "quickbooks.failed"]);
    expect(twice).toMatchObject({ attempts: 2, failure: { code: "quickbooks.failed" } });
  });

  it.each<ErrorCode>([
    "connection.needs_reconnect",
    "quickbooks.forbidden",
    "quickbooks.rejected",
    "quickbooks.not_offered",
    "quickbooks.subscription_lapsed",
    // The client itself has tried with a new token; the others outlast a call.
    "quickbooks.unauthorized",
    "quickbooks.circuit_open",
    "quickbooks.budget_spent",
  ])("is not sent again after %s", async (code) => {
    expect(await run([code])).toMatchObject({ attempts: 1, waits: [], failure: { code } });
  });

  it("does not wait out a minute that the caller leaves to others", async () => {
    const outcome = await run(["quickbooks.throttled"], { leaveLongWaits: true });
    expect(outcome).toMatchObject({ attempts: 1, waits: [], failure: { code: "quickbooks.throttled" } });
  });

  it("gives up after its attempts with the last failure", async () => {
    const outcome = await run(Array<ErrorCode>(9).fill("quickbooks.unavailable"), { attempts: 3 });
    expect(outcome).toMatchObject({ attempts: 3, failure: { code: "quickbooks.unavailable" } });
  });

  it("stops at once when the work is called off", async () => {
    const controller = new AbortController();
    const outcome = await run(["quickbooks.unavailable", "quickbooks.unavailable"], {
      signal: controller.signal,
      onRetry: () => controller.abort(new Error("called off")),
      sleep: (_, signal) =>
        signal?.aborted === true ? Promise.reject(new Error("woken")) : Promise.resolve(),
    });
    expect(outcome.attempts).toBe(1);
  });
});
