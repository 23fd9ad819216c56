// `npm run bench -- <name>`: each prints what it measured, and ends with one line of JSON.

import { runNamed } from "./harness/run-named.ts";

await runNamed("bench", {
  backfill: async () => (await import("./backfill/bench-backfill.ts")).benchBackfill,
  intake: async () => (await import("./intake/intake.ts")).intake,
  clock: async () => (await import("./clock/bench-clock.ts")).benchClock,
  cost: async () => (await import("./cost.ts")).cost,
  freshness: async () => (await import("./freshness.ts")).freshness,
  neighbors: async () => (await import("./neighbors.ts")).neighbors,
  mapping: async () => (await import("./mapping.ts")).benchMapping,
});
