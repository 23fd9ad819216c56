import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { AppError } from "#lib/core/app-error.ts";
import type { CallOutcome, PacedCall, Pacer } from "#lib/quickbooks/pacing.ts";
import { countOf } from "#lib/quickbooks/query.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { connectSandbox, type ConnectedSandbox } from "./connected-sandbox.ts";

const acquired: PacedCall[] = [];
const released: CallOutcome[] = [];
let rejection: AppError | null = null;

const pacer: Pacer = {
  acquire: (call) => {
    if (rejection) return Promise.reject(rejection);
    acquired.push(call);
    return Promise.resolve((outcome) => {
      released.push(outcome);
    });
  },
};

let quickbooks: ConnectedSandbox;
beforeAll(async () => {
  quickbooks = await connectSandbox({ pacer });
});
afterAll(() => quickbooks.running.stop());
beforeEach(() => {
  acquired.length = 0;
  released.length = 0;
  rejection = null;
  quickbooks.running.sandbox.faults.remove();
});

const fail = (rule: object): void => {
  quickbooks.running.sandbox.faults.add(faultRuleInput.parse({ path: "/v3/", ...rule }));
};

describe("a permit", () => {
  it("is taken for each attempt and given back with what came of it", async () => {
    await countOf(quickbooks.client, "invoice");
    expect(acquired).toMatchObject([{ kind: "query" }]);
    expect(released).toEqual([{ status: 200, code: null, metered: true }]);
  });

  it("is another one for the attempt with a new token", async () => {
    quickbooks.running.sandbox.grants.expireAccessTokens();
    await countOf(quickbooks.client, "invoice");
    expect(released).toEqual([
      { status: 401, code: "quickbooks.unauthorized", metered: false },
      { status: 200, code: null, metered: true },
    ]);
  });

  it.each([
    [
      { effect: "gateway", status: 429 },
      { status: 429, code: "quickbooks.throttled", metered: false },
    ],
    [{ effect: "reset" }, { status: null, code: "quickbooks.unavailable", metered: true }],
    [{ effect: "malformed" }, { status: 200, code: "quickbooks.malformed", metered: true }],
  ])("is given back when the call meets %j", async (rule, outcome) => {
    fail(rule);
    await expect(countOf(quickbooks.client, "invoice")).rejects.toBeInstanceOf(AppError);
    expect(released).toEqual([outcome]);
    expect(acquired).toHaveLength(1);
  });

  it("that is refused keeps the call from being sent", async () => {
    rejection = new AppError("quickbooks.circuit_open");
    quickbooks.calls.length = 0;
    await expect(countOf(quickbooks.client, "invoice")).rejects.toBe(rejection);
    expect(quickbooks.calls).toEqual([]);
  });
});
