// Starts all of Tieout on this machine: database, sandbox, worker and pages. The demo, development, the
// end-to-end tests and the drills share it.

import { createWriteStream } from "node:fs";
import path from "node:path";

import { migrate } from "../database/migrate.ts";
import { choosePort, type WantedPort } from "../processes/choose-port.ts";
import { freePort } from "../processes/free-port.ts";
import { startSupervisor } from "../processes/supervisor.ts";
import { runProcess, type RunningProcess } from "../processes/running-process.ts";
import { StartProblem } from "../processes/start-problem.ts";
import { inProject } from "../project-root.ts";
import { workerFlags } from "../worker-flags.ts";
import type { DataFolder } from "./data-folder.ts";
import { startDemoChat, type DemoChat } from "./demo-chat.ts";
import { demoEnvironment } from "./demo-environment.ts";
import { startDatabase, type StackDatabase } from "./start-database.ts";
import { answersHttp, whenReady } from "./when-ready.ts";

export interface StackOptions {
  readonly data: DataFolder;
  /** built: what `next build` made. dev: compiled as it is asked for, and the worker starts over on changes. */
  readonly web: "built" | "dev";
  readonly ports: { readonly web: WantedPort; readonly sandbox: WantedPort };
  readonly sandbox: { readonly companies: number; readonly size: string; readonly seed: number };
  /** Variables for worker and web in addition to the demo's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Aborted when nobody waits for the stack any more: what was started by then is stopped. */
  readonly signal?: AbortSignal;
  /** Told before each part is started, as "PostgreSQL". */
  readonly onStep?: (part: string) => void;
  readonly onLine?: (process: string, line: string) => void;
}

export interface Stack {
  readonly appUrl: string;
  readonly sandboxUrl: string;
  /** Where the demo firm's alerts are posted. */
  readonly chatUrl: string;
  readonly database: Pick<StackDatabase, "urls" | "adminUrl">;
  /** What worker and web were told: further processes start with it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly processes: { readonly web: RunningProcess; readonly sandbox: RunningProcess };
  /** The first one; a drill that killed it starts its successor with `startWorker`. */
  readonly worker: RunningProcess;
  startWorker(): Promise<RunningProcess>;
  /** Gives the demo's people access to what has been connected since. */
  seed(): Promise<void>;
  /** Resolves with a sentence when some part ends that nobody asked to. Never rejects. */
  readonly broken: Promise<string>;
  /** Ends everything, users of the database before the database. May be called twice. */
  stop(): Promise<void>;
}

/** @throws StartProblem with one sentence. What had been started by then is stopped. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const launcher = new StackLauncher(options);
  options.signal?.addEventListener("abort", () => void launcher.stop());
  try {
    return await launcher.start();
  } catch (thrown) {
    await launcher.stop();
    throw thrown;
  }
}

class StackLauncher {
  readonly #options: StackOptions;
  readonly #guardian = startSupervisor();
  readonly #broken = Promise.withResolvers<string>();
  readonly #running: RunningProcess[] = [];
  #database: StackDatabase | undefined;
  #chat: DemoChat | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: StackOptions) {
    this.#options = options;
  }

  async start(): Promise<Stack> {
    const { data, ports, web: mode, onStep } = this.#options;
    onStep?.("PostgreSQL");
    const postgresLog = createWriteStream(path.join(data.logs, "postgres.log"), { mode: 0o600 });
    const database = await startDatabase(data, this.#guardian, (text) => postgresLog.write(text));
    this.#database = database;
    void database.ended.then(() => this.#reportEnd("postgres", this.#stopped !== undefined));
    onStep?.("Migrations");
    await migrate(database.urls.owner);

    onStep?.("QuickBooks sandbox");
    const webPort = await choosePort(ports.web);
    const sandboxPort = await choosePort(ports.sandbox);
    const appUrl = `http://localhost:${webPort}`;
    // Not "localhost": cookies ignore ports, and Intuit's pages must not share ours.
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
    const sandbox = this.#run("sandbox", this.#sandboxArguments(sandboxPort, appUrl), {});
    await whenReady(sandbox, 120_000, () => sandbox.lastLines().includes("sandbox ready"));

    const chat = await startDemoChat(await freePort(), path.join(data.logs, "chat.log"));
    this.#chat = chat;
    const environment = demoEnvironment({
      database: database.urls,
      sandboxUrl,
      appUrl,
      more: { ALERT_WEBHOOK_HOSTS: chat.host, ...this.#options.environment },
    });
    onStep?.("Firms and people");
    const seed = () =>
      this.#runToEnd("seed", [inProject("scripts/seed-demo.ts")], {
        ...environment,
        DEMO_CHAT_URL: chat.url,
      });
    await seed();

    onStep?.("Worker and pages");
    const startWorker = () => this.#startWorker(environment);
    const program =
      mode === "built" ? [inProject("server.ts")] : [inProject("node_modules/next/dist/bin/next"), "dev"];
    const [worker, web] = await Promise.all([
      startWorker(),
      this.#startWeb([...program, "-p", String(webPort), "-H", "127.0.0.1"], environment, appUrl),
    ]);
    return {
      appUrl,
      sandboxUrl,
      chatUrl: chat.url,
      database,
      environment,
      processes: { web, sandbox },
      worker,
      startWorker,
      seed,
      broken: this.#broken.promise,
      stop: () => this.stop(),
    };
  }

  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      const sandboxLast = (running: RunningProcess) => running.name === "sandbox";
      await Promise.all(this.#running.filter((one) => !sandboxLast(one)).map((one) => one.stop()));
      await Promise.all(this.#running.filter(sandboxLast).map((one) => one.stop()));
      await this.#chat?.stop();
      await this.#database?.stop();
      await this.#options.data.close();
    })();
    return this.#stopped;
  }

  async #startWorker(environment: Readonly<Record<string, string>>): Promise<RunningProcess> {
    const port = await freePort();
    const watch = this.#options.web === "dev" ? ["--watch"] : [];
    const worker = this.#run("worker", [...workerFlags(), ...watch, inProject("worker.ts")], {
      ...environment,
      WORKER_HEALTH_PORT: String(port),
    });
    await whenReady(worker, 60_000, () => answersHttp(`http://127.0.0.1:${port}/ready`));
    return worker;
  }

  async #startWeb(
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    appUrl: string,
  ): Promise<RunningProcess> {
    const web = this.#run("web", args, { ...environment, NEXT_TELEMETRY_DISABLED: "1" });
    await whenReady(web, 120_000, () => answersHttp(`${appUrl}/sign-in`));
    return web;
  }

  #sandboxArguments(port: number, appUrl: string): string[] {
    const { companies, size, seed } = this.#options.sandbox;
    const { data } = this.#options;
    return [
      inProject("sandbox/main.ts"),
      ...["--port", String(port), "--companies", String(companies), "--size", size, "--seed", String(seed)],
      ...["--redirect-uri", `${appUrl}/api/auth/quickbooks/callback`],
      ...["--webhook-url", `${appUrl}/api/webhooks/quickbooks`],
      ...(data.durable ? ["--state", path.join(data.folder, "sandbox.json")] : []),
    ];
  }

  #run(name: string, args: readonly string[], environment: Readonly<Record<string, string>>): RunningProcess {
    if (this.#stopped) throw new StartProblem("Stopped while starting.");
    const { data, onLine } = this.#options;
    const running = runProcess({
      name,
      args,
      environment,
      supervisor: this.#guardian,
      logFile: path.join(data.logs, `${name}.log`),
      onLine: onLine && ((line) => onLine(name, line)),
    });
    this.#running.push(running);
    void running.ended.then(() => this.#reportEnd(name, running.isStopping()));
    return running;
  }

  async #runToEnd(name: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    const logFile = path.join(this.#options.data.logs, `${name}.log`);
    const running = runProcess({ name, args, environment, supervisor: this.#guardian, logFile });
    const { code } = await running.ended;
    if (code !== 0) throw new StartProblem(`The step "${name}" failed:\n${running.lastLines()}`);
  }

  #reportEnd(name: string, wasAsked: boolean): void {
    if (!wasAsked)
      this.#broken.resolve(`The ${name} ended by itself. Its log: ${this.#options.data.logs}/${name}.log`);
  }
}
