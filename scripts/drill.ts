// `npm run drill -- <name>`: breaks things on purpose and checks that nothing was lost. Each prints its
// seed, and ends with one line of JSON.

import { runNamed } from "#bench/harness/run-named.ts";

await runNamed("drill", {
  connections: async () => (await import("#bench/drills/connections.ts")).connections,
  faults: async () => (await import("#bench/drills/faults.ts")).faults,
  "hung-database": async () => (await import("#bench/drills/hung-database.ts")).hungDatabase,
  "input-fuzz": async () => (await import("#bench/drills/input-fuzz.ts")).inputFuzz,
  kill: async () => (await import("#bench/drills/kill.ts")).kill,
  million: async () => (await import("#bench/drills/million.ts")).million,
  plan: async () => (await import("#bench/drills/plan.ts")).plan,
  throttle: async () => (await import("#bench/drills/throttle.ts")).throttle,
  "webhook-fuzz": async () => (await import("#bench/drills/webhook-fuzz.ts")).webhookFuzz,
});
