// Webhook intake beside a bare route of the same kind of server that does one insert: the same load, by
// turns, against two Next.js servers and one PostgreSQL that waits for its disk.

import { mkdtemp, rm, chmod } from "node:fs/promises";
import path from "node:path";

import { asSystem } from "#lib/db/scope.ts";
import { demoSecrets } from "#lib/config/config.ts";
import { ensureDatabase, type DatabaseUrls } from "#scripts/database/ensure-database.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { startEmbeddedPostgres } from "#scripts/database/embedded-postgres.ts";
import { migrate } from "#scripts/database/migrate.ts";
import { postgresUser, sharedTemporaryFolder } from "#scripts/database/run-as.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import { buildWeb } from "#scripts/stack/build-web.ts";
import { demoEnvironment } from "#scripts/stack/demo-environment.ts";
import { createConnectedCompany } from "#tests/support/connected-company.ts";
import { startChild, type Child } from "../drills/child-process.ts";
import { runChild } from "../harness/run-child.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { buildBareApp } from "./build-bare-app.ts";
import type { LoadInput, LoadOutput } from "./load-child.ts";

const nextProgram = path.resolve(import.meta.dirname, "../../node_modules/next/dist/bin/next");

export async function intake(run: Run): Promise<Report> {
  const companies = run.argument("companies", 200);
  const rounds = run.argument("rounds", 3);
  run.print("Building the pages and the bare route…");
  await buildWeb(run.signal);
  const bareApp = await buildBareApp(nextProgram);
  const database = await startDatabase();
  const children: Child[] = [];
  try {
    const appUrl = `http://127.0.0.1:${await freePort()}`;
    const bareUrl = `http://127.0.0.1:${await freePort()}`;
    const environment = demoEnvironment({
      database: database.urls,
      sandboxUrl: "http://127.0.0.1:9",
      appUrl,
      more: { LOG_LEVEL: "warn" },
    });
    Object.assign(process.env, environment);
    await withClient(database.urls.owner, (owner) =>
      owner.query(
        `CREATE TABLE bench_insert (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), body jsonb);
         GRANT INSERT ON bench_insert TO tieout_application`,
      ),
    );
    const realmIds: string[] = [];
    for (let count = 0; count < companies; count += 1)
      realmIds.push((await createConnectedCompany()).realmId);
    for (const [folder, url] of [
      [".", appUrl],
      [bareApp, bareUrl],
    ] as const) {
      const args = [nextProgram, "start", folder, "-p", new URL(url).port, "-H", "127.0.0.1"];
      children.push(await startChild("web", args, environment, { readyWord: "Ready" }));
    }
    const load = {
      connections: run.argument("connections", 12),
      realmIds,
      verifierToken: demoSecrets.webhookVerifierToken,
    };
    const measure = async (url: string, seconds: number): Promise<LoadOutput> => {
      const input: LoadInput = { ...load, url, forMs: seconds * 1_000 };
      const { output } = await runChild<LoadOutput>({
        script: "intake/load-child.ts",
        input,
        environment: {},
      });
      return output;
    };
    return await compare(run, rounds, {
      intake: (seconds) => measure(`${appUrl}/api/webhooks/quickbooks`, seconds),
      bare: (seconds) => measure(`${bareUrl}/api/insert`, seconds),
    });
  } finally {
    await Promise.all(children.map((child) => child.kill()));
    await database.stop();
  }
}

interface Sides {
  readonly intake: (seconds: number) => Promise<LoadOutput>;
  readonly bare: (seconds: number) => Promise<LoadOutput>;
}

async function compare(run: Run, rounds: number, sides: Sides): Promise<Report> {
  const seconds = run.argument("seconds", 6);
  await sides.bare(3);
  await sides.intake(3);
  const found: { readonly intake: LoadOutput; readonly bare: LoadOutput }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const bare = await sides.bare(seconds);
    const taken = await sides.intake(seconds);
    found.push({ bare, intake: taken });
    run.print(
      `round ${round}: bare ${bare.perSecond.toFixed(0)}/s p99 ${bare.p99Ms.toFixed(1)} ms, ` +
        `intake ${taken.perSecond.toFixed(0)}/s p99 ${taken.p99Ms.toFixed(1)} ms`,
    );
  }
  const middle = (of: (round: (typeof found)[number]) => number): number =>
    found.map(of).toSorted((left, right) => left - right)[Math.floor(found.length / 2)] ?? 0;
  const ratio = middle((round) => round.intake.perSecond / round.bare.perSecond);
  const p99Ms = middle((round) => round.intake.p99Ms);
  const bareP99Ms = middle((round) => round.bare.p99Ms);
  const stored = await asSystem((sql) =>
    sql.query<{ events: number; jobs: number }>(
      `SELECT (SELECT count(*) FROM quickbooks_webhook_events)::int AS events,
         (SELECT count(*) FROM graphile_worker.jobs)::int AS jobs`,
    ),
  );
  const round1 = (value: number): number => Math.round(value * 10) / 10;
  return {
    // Where the bare route itself is slow, it is the machine.
    passed: ratio >= 0.8 && p99Ms < Math.max(50, 1.5 * bareP99Ms),
    figures: {
      ratio: Math.round(ratio * 100) / 100,
      p99Ms: round1(p99Ms),
      p50Ms: round1(middle((round) => round.intake.p50Ms)),
      deliveriesPerSecond: Math.round(middle((round) => round.intake.perSecond)),
      barePerSecond: Math.round(middle((round) => round.bare.perSecond)),
      bareP99Ms: round1(bareP99Ms),
      eventsStored: stored.rows[0]?.events ?? 0,
      jobsWaiting: stored.rows[0]?.jobs ?? 0,
    },
  };
}

async function startDatabase(): Promise<{ readonly urls: DatabaseUrls; stop(): Promise<void> }> {
  const folder = await mkdtemp(path.join(sharedTemporaryFolder(postgresUser()), "tieout-intake-"));
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres({
    dataFolder: path.join(folder, "postgres"),
    password: "bench",
    port: await freePort(),
    durable: true,
  });
  const urls = await ensureDatabase(server.adminUrl, {
    rolePrefix: "tieout",
    password: "tieout",
    database: "tieout",
  });
  await migrate(urls.owner);
  return {
    urls,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
