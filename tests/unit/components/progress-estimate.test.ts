import { expect, test } from "vitest";

import { addSample, estimateProgress, type ProgressSample } from "#components/company/progress-estimate.ts";

const walk = (...steps: readonly (readonly [number, number])[]): readonly ProgressSample[] =>
  steps.reduce<readonly ProgressSample[]>((samples, [atMs, seen]) => addSample(samples, { atMs, seen }), []);

test("one sample is not enough to say how fast it goes", () => {
  expect(estimateProgress(walk([0, 100]), 1000)).toEqual({ perSecond: null, leftMs: null });
});

test("rate and time left come from the last twenty seconds, not from the start", () => {
  const samples = walk([0, 0], [100_000, 1000], [105_000, 6000], [110_000, 11_000]);
  expect(estimateProgress(samples, 21_000)).toEqual({ perSecond: 1000, leftMs: 10_000 });
});

test("no time left is promised while nothing moves or the whole is unknown", () => {
  expect(estimateProgress(walk([0, 50], [1000, 50]), 100)).toEqual({ perSecond: 0, leftMs: null });
  expect(estimateProgress(walk([0, 50], [1000, 70]), null)).toEqual({ perSecond: 20, leftMs: null });
});

test("more seen than expected leaves nothing to wait for, never a negative time", () => {
  expect(estimateProgress(walk([0, 90], [1000, 110]), 100).leftMs).toBe(0);
});

test("a run that goes on from an earlier point starts a new estimate", () => {
  expect(walk([0, 500], [1000, 900], [2000, 300])).toEqual([{ atMs: 2000, seen: 300 }]);
});
