// What benchmarks run against: a PostgreSQL of their own (or one given by TEST_POSTGRES_URL), a sandbox
// process, and in the database a firm with one company that is connected to the sandbox's.

import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { createInterface } from "node:readline";

import { ensureRole, applicationUrl, withAdmin } from "../../scripts/database/application-database.ts";
import { startTemporaryPostgres } from "../../scripts/database/embedded-postgres.ts";
import { migrate } from "../../scripts/database/migrate.ts";
import { demoEnvironment } from "../../scripts/stack/demo-environment.ts";

export interface BenchStack {
  readonly databaseUrl: string;
  /** Null when the server was given and is not ours to look at. */
  readonly postgresPid: number | null;
  readonly sandboxUrl: string;
  readonly sandboxPid: number;
  readonly realmId: string;
  readonly accessToken: string;
  /** For the application's processes. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

export interface BenchStackOptions {
  /** Records of the sandbox's company. */
  readonly records: number;
  /** Whether the sandbox answers 429 beyond Intuit's limits. Default: no. */
  readonly limits?: boolean;
}

/** Waits for the disk where a real server would, unlike the databases of tests. */
const settings = { synchronous_commit: "on", shared_buffers: "256MB", max_wal_size: "4GB" };

export async function startBenchStack(options: BenchStackOptions): Promise<BenchStack> {
  const postgres = await benchPostgres();
  const sandbox = await startSandboxProcess(options).catch(async (thrown: unknown) => {
    await postgres.stop();
    throw thrown;
  });
  const realmId = await firstRealm(sandbox.url);
  return {
    databaseUrl: postgres.url,
    postgresPid: postgres.pid,
    sandboxUrl: sandbox.url,
    sandboxPid: sandbox.child.pid ?? 0,
    realmId,
    accessToken: await handOutToken(sandbox.url, realmId),
    environment: demoEnvironment({
      databaseUrl: postgres.url,
      sandboxUrl: sandbox.url,
      appUrl: "http://localhost:3000",
      more: { LOG_LEVEL: "error" },
    }),
    stop: async () => {
      sandbox.child.kill("SIGKILL");
      await postgres.stop();
    },
  };
}

async function benchPostgres(): Promise<{ url: string; pid: number | null; stop: () => Promise<void> }> {
  const given = process.env["TEST_POSTGRES_URL"];
  const server = given ? null : await startTemporaryPostgres(settings);
  const adminUrl = server?.adminUrl ?? given ?? "";
  const database = `tieout_bench_${randomUUID().slice(0, 8)}`;
  await withAdmin(adminUrl, async (admin) => {
    await ensureRole(admin, "tieout", "tieout");
    await admin.query(`CREATE DATABASE ${database} OWNER tieout`);
  });
  const url = applicationUrl(adminUrl, { role: "tieout", password: "tieout", database });
  await migrate(url);
  return {
    url,
    pid: server?.pid ?? null,
    stop: async () => {
      await withAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE ${database} WITH (FORCE)`));
      await server?.stop();
    },
  };
}

async function startSandboxProcess(
  options: BenchStackOptions,
): Promise<{ url: string; child: ChildProcess }> {
  const script = path.resolve(import.meta.dirname, "../../sandbox/main.ts");
  const args = [script, "--port", "0", "--companies", "1", "--size", String(options.records)];
  if (!options.limits) args.push("--no-limits");
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^sandbox ready (\S+)/.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    return { url, child };
  }
  throw new Error("the sandbox did not start");
}

async function firstRealm(sandboxUrl: string): Promise<string> {
  const answer: unknown = await (await fetch(`${sandboxUrl}/_sandbox/companies`)).json();
  const [company] = (answer as { companies: { realmId: string }[] }).companies;
  if (!company) throw new Error("the sandbox opened no company");
  return company.realmId;
}

async function handOutToken(sandboxUrl: string, realmId: string): Promise<string> {
  const answer = await fetch(`${sandboxUrl}/_sandbox/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ realmId }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
