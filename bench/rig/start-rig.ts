// PostgreSQL, the sandbox and workers of a bench or drill: each a process of its own, as in production,
// and gone when the launcher ends, however it does.

import { chmod, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";

import type { PersonActor } from "#lib/core/actor.ts";
import { closePool } from "#lib/db/pool.ts";
import { closePrisma } from "#lib/db/prisma.ts";
import type { DatabaseUrls } from "#scripts/database/ensure-database.ts";
import { migrate } from "#scripts/database/migrate.ts";
import { postgresUser, sharedTemporaryFolder } from "#scripts/database/run-as.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import { startSupervisor, type Supervisor } from "#scripts/processes/supervisor.ts";
import { runProcess, type RunningProcess } from "#scripts/processes/running-process.ts";
import { inProject } from "#scripts/project-root.ts";
import { demoEnvironment } from "#scripts/stack/demo-environment.ts";
import { answersHttp, whenReady } from "#scripts/stack/when-ready.ts";
import { workerFlags } from "#scripts/worker-flags.ts";
import { addFirm } from "./add-firm.ts";
import { findOwner } from "./find-owner.ts";
import { startRigPostgres, useGivenPostgres, type RigPostgres } from "./rig-postgres.ts";
import { SandboxControl } from "./sandbox-control.ts";

export interface RigOptions {
  readonly sandbox: { readonly companies: number; readonly size: number | "small"; readonly seed: number };
  /** Of the sandbox's command: "--no-limits". */
  readonly sandboxArgs?: readonly string[];
  /** For workers and web, in addition to the demo's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where web shall listen, when the sandbox sends webhooks. */
  readonly webPort?: number;
  /** False: PostgreSQL does not wait for the disk. Default true, as in production. */
  readonly durable?: boolean;
  readonly postgresSettings?: Readonly<Record<string, string>>;
  /** A superuser's URL: on this server instead of one of its own. */
  readonly givenPostgres?: string | undefined;
}

export interface Rig {
  readonly postgres: Pick<RigPostgres, "pid" | "adminUrl">;
  readonly database: DatabaseUrls;
  readonly sandbox: SandboxControl;
  readonly sandboxProcess: RunningProcess;
  readonly environment: Readonly<Record<string, string>>;
  /** The firm's owner, in whose name companies are connected. */
  readonly owner: PersonActor;
  readonly logs: string;
  startWorker(environment?: Readonly<Record<string, string>>): Promise<RunningWorkerProcess>;
  /** For processes of our own making: a script and its arguments. */
  run(
    name: string,
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
    onLine?: (line: string) => void,
  ): RunningProcess;
  /** Ends PostgreSQL in the way given and starts it again on the same data and port. */
  restartPostgres(how: "fast" | "crash"): Promise<void>;
  stop(): Promise<void>;
}

export interface RunningWorkerProcess extends RunningProcess {
  readonly healthUrl: string;
}

/** @throws StartProblem with one sentence. */
export async function startRig(options: RigOptions): Promise<Rig> {
  const starter = new RigStarter(options);
  try {
    return await starter.start();
  } catch (thrown) {
    await starter.stop();
    throw thrown;
  }
}

class RigStarter {
  readonly #options: RigOptions;
  readonly #guardian: Supervisor = startSupervisor();
  readonly #running: RunningProcess[] = [];
  #folder = "";
  #server: RigPostgres | undefined;
  #environment: Readonly<Record<string, string>> = {};

  constructor(options: RigOptions) {
    this.#options = options;
  }

  async start(): Promise<Rig> {
    this.#folder = await mkdtemp(path.join(sharedTemporaryFolder(postgresUser()), "tieout-rig-"));
    await chmod(this.#folder, 0o711);
    const { givenPostgres, durable = true, postgresSettings: settings = {} } = this.#options;
    const server = givenPostgres
      ? await useGivenPostgres(givenPostgres)
      : await startRigPostgres({ folder: this.#folder, supervisor: this.#guardian, durable, settings });
    this.#server = server;
    const { database } = server;
    await migrate(database.owner);

    const sandboxPort = await freePort();
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
    const sandboxProcess = this.#run("sandbox", this.#sandboxArguments(sandboxPort), {});
    await whenReady(sandboxProcess, 300_000, () => sandboxProcess.lastLines().includes("sandbox ready"));

    this.#environment = demoEnvironment({
      database,
      sandboxUrl,
      appUrl: `http://127.0.0.1:${this.#options.webPort ?? 9}`,
      more: { LOG_LEVEL: "warn", ...this.#options.environment },
    });
    // This process uses lib, too: to make the firm, to connect companies, to read what came of it.
    Object.assign(process.env, this.#environment);
    const firm = await addFirm();
    return {
      postgres: { pid: server.pid, adminUrl: server.adminUrl },
      database,
      sandbox: new SandboxControl(sandboxUrl),
      sandboxProcess,
      environment: this.#environment,
      owner: await findOwner(firm),
      logs: this.#folder,
      startWorker: (more = {}) => this.#startWorker(more),
      run: (name, args, more = {}, onLine) =>
        this.#run(name, args, { ...this.#environment, ...more }, onLine),
      restartPostgres: (how) => server.restart(how),
      stop: () => this.stop(),
    };
  }

  async stop(): Promise<void> {
    await Promise.all([closePool(), closePrisma()]);
    await Promise.all(this.#running.map((one) => one.stop()));
    await this.#server?.stop();
    if (this.#folder !== "" && !process.env["BENCH_KEEP_LOGS"])
      await rm(this.#folder, { recursive: true, force: true });
  }

  async #startWorker(more: Readonly<Record<string, string>>): Promise<RunningWorkerProcess> {
    const port = await freePort();
    const healthUrl = `http://127.0.0.1:${port}`;
    const worker = this.#run("worker", [...workerFlags(), inProject("worker.ts")], {
      ...this.#environment,
      ...more,
      WORKER_HEALTH_PORT: String(port),
    });
    await whenReady(worker, 60_000, () => answersHttp(`${healthUrl}/ready`));
    return { ...worker, healthUrl };
  }

  #sandboxArguments(port: number): string[] {
    const { sandbox, sandboxArgs = [], webPort } = this.#options;
    const webhooks = webPort === undefined ? [] : [`http://127.0.0.1:${webPort}/api/webhooks/quickbooks`];
    return [
      inProject("sandbox/main.ts"),
      ...["--port", String(port), "--companies", String(sandbox.companies)],
      ...["--size", String(sandbox.size), "--seed", String(sandbox.seed)],
      ...webhooks.flatMap((url) => ["--webhook-url", url]),
      ...sandboxArgs,
    ];
  }

  #run(
    name: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    onLine?: (line: string) => void,
  ): RunningProcess {
    const logFile = path.join(this.#folder, `${name}.log`);
    const running = runProcess({ name, args, environment, supervisor: this.#guardian, logFile, onLine });
    this.#running.push(running);
    return running;
  }
}
