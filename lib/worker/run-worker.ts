import { config } from "#lib/config/config.ts";
import { closePool, sharePoolAsWorker } from "#lib/db/pool.ts";
import { requireDatabaseRoles } from "#lib/db/require-database-roles.ts";
import { log } from "#lib/log/log.ts";
import { startHealthServer } from "./health-server.ts";
import { startWorker } from "./start-worker.ts";

// Longer than a page takes to be committed, and less than an orchestrator waits. After that the process ends all
// the same, and what it was at is taken over by others as from a dead worker.
const patienceMs = 18_000;

/** Jobs and the clock, until the process is told to stop. @throws what keeps it from starting */
export async function runWorker(): Promise<void> {
  sharePoolAsWorker();
  await requireDatabaseRoles();
  let stopping = false;
  const { healthHost: host, healthPort: port } = config().worker;
  const health = await startHealthServer({ host, port }, () => stopping);
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
      .then(() => Promise.all([health.close(), closePool()]))
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
