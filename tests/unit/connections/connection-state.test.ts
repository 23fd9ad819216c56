import { describe, expect, test } from "vitest";

import {
  connectOutcomes,
  isConnectOutcome,
  outcomeAddress,
} from "#lib/connections/connect/connect-outcome.ts";
import {
  allConnectionStates,
  connectionStates,
  grantStates,
  liveStates,
} from "#lib/books/connection-state.ts";
import { connectionState } from "#lib/contracts/connection-state.ts";

describe("the states of a connection", () => {
  test("are those of the contract", () => {
    expect([...allConnectionStates].sort()).toEqual([...connectionState.options].sort());
  });

  test("each say what happened, and offer a next step unless there is nothing to do", () => {
    for (const state of allConnectionStates) {
      const info = connectionStates[state];
      expect(info.message, state).toMatch(/^[A-Z].*\.$/);
      expect(info.nextStepLabel === null, state).toBe(info.nextStep === "none" || info.nextStep === "wait");
    }
  });

  test("that ended a grant never sync and hold no grant to keep alive", () => {
    for (const state of ["needs_reconnect", "revoked", "disconnected"] as const) {
      expect(liveStates).not.toContain(state);
      expect(grantStates).not.toContain(state);
    }
    expect(grantStates).toContain("paused");
    expect(liveStates).not.toContain("paused");
  });
});

describe("the outcomes of connecting", () => {
  test("each have a sentence of their own", () => {
    const sentences = Object.values(connectOutcomes).map((outcome) => outcome.message);
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test("travel in the address of the integrations page", () => {
    expect(outcomeAddress("realm_differs", "c")).toBe(
      "/settings/integrations?status=error&reason=realm_differs&company=c",
    );
    for (const outcome of ["connected", "reconnected", "already_connected"] as const) {
      expect(outcomeAddress(outcome)).toBe(`/settings/integrations?status=connected&reason=${outcome}`);
    }
    expect(isConnectOutcome("realm_differs")).toBe(true);
    expect(isConnectOutcome("toString")).toBe(false);
  });
});
