// `npm run worker`: jobs and the clock, until it is told to stop.

import { enableCompileCache } from "node:module";

// Before anything else is loaded: what was stripped of its types and compiled once is kept. A later start
// takes half the time, and 25 megabytes of compiler stay out of the process.
enableCompileCache();

const { isAppError } = await import("#lib/core/app-error.ts");
const { runWorker } = await import("#lib/worker/run-worker.ts");

try {
  await runWorker();
} catch (thrown) {
  // The log needs the configuration, which may be what is wrong.
  console.error(isAppError(thrown) ? thrown.message : thrown);
  process.exit(1);
}
