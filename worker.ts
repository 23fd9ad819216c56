// `npm run worker`: jobs and the clock, until it is told to stop.

import { config } from "./lib/config/config.ts";
import { isAppError } from "./lib/core/app-error.ts";
import { assertWalls } from "./lib/db/assert-walls.ts";
import { closePool } from "./lib/db/pool.ts";
import { closePrisma } from "./lib/db/prisma.ts";
import { log } from "./lib/log/log.ts";
import { startHealthServer } from "./lib/worker/health-server.ts";
import { startWorker } from "./lib/worker/start-worker.ts";

// Longer than a page takes to be committed. After that the process ends all the same, and what it was at
// is taken over by others as from a dead worker.
const patienceMs = 25_000;

async function main(): Promise<void> {
  await assertWalls();
  let stopping = false;
  const health = await startHealthServer(config().worker.healthPort, () => stopping);
  const worker = await startWorker();
  log({ worker: worker.name, healthPort: health.port }).info("answering /live, /ready and /metrics");

  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log({ worker: worker.name, signal }).info("stopping");
    setTimeout(() => {
      log({ worker: worker.name }).error("work did not stop in time; leaving it to others");
      process.exit(1);
    }, patienceMs).unref();
    worker
      .stop()
      .then(() => Promise.all([health.close(), closePool(), closePrisma()]))
      .then(
        () => process.exit(0),
        (thrown: unknown) => {
          log({ worker: worker.name }).error({ err: thrown }, "could not stop in order");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch((thrown: unknown) => {
  // The log needs the configuration, which may be what is wrong.
  console.error(isAppError(thrown) ? thrown.message : thrown);
  process.exit(1);
});
