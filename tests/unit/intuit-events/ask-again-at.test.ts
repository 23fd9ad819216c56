import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { askAgainAt, manyEvents, moreEvents, someEvents } from "#lib/intuit-events/ask-again-at.ts";

const second = 1_000;
const now = new Date("2026-11-16T12:00:00Z");
const after = (from: Date, ms: number): Date => new Date(from.getTime() + ms);

describe("a company's next webhook-led sync", () => {
  it("waits for what arrives within the coalescing window, counted from the first event", () => {
    const recent = { lastMinute: 1, firstReceivedAt: now, lastAskedAt: null };
    expect(askAgainAt(recent, 200)).toEqual(after(now, 200));
  });

  it("follows the last one at once for a few events, after a second for some, after twelve for many", () => {
    const at = (lastMinute: number): Date =>
      askAgainAt({ lastMinute, firstReceivedAt: now, lastAskedAt: now }, 0);
    expect(at(someEvents - 1)).toEqual(now);
    expect(at(someEvents)).toEqual(after(now, second));
    expect(at(moreEvents)).toEqual(after(now, 3 * second));
    expect(at(manyEvents)).toEqual(after(now, 12 * second));
  });

  it("is never later than twelve seconds after the last one or the window, whichever comes later", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(60_000), fc.nat(1_000), (lastMinute, askedAgoMs, coalesceMs) => {
        const lastAskedAt = after(now, -askedAgoMs);
        const at = askAgainAt({ lastMinute, firstReceivedAt: now, lastAskedAt }, coalesceMs);
        const latest = Math.max(after(lastAskedAt, 12 * second).getTime(), now.getTime() + coalesceMs);
        return at.getTime() <= latest && at.getTime() >= now.getTime() + coalesceMs;
      }),
    );
  });
});
