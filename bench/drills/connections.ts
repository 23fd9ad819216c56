// Eight workers and two webs at PostgreSQL's usual max_connections = 100, at full load: all that can use a
// connection wants one at the same time, because what they read is locked. Nobody is refused, and there is
// room left for whoever wants to look.

import { createHmac, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";

import { demoSecrets } from "#lib/config/config.ts";
import { adminUrlOf } from "#scripts/database/ensure-database.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import { inProject } from "#scripts/project-root.ts";
import { whenReady } from "#scripts/stack/when-ready.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { connectCompany } from "../rig/connect-company.ts";
import { startRig, type Rig } from "../rig/start-rig.ts";

const metricsToken = "a-token-of-this-drill";
const requestsAtOnce = 40;

/** `--workers` (8), `--webs` (2), `--seconds` of full load (15). */
export async function connections({ argument, print }: Run): Promise<Report> {
  const [workers, webs] = [argument("workers", 8), argument("webs", 2)];
  const rig = await startRig({
    sandbox: { companies: 8, size: "small", seed: 42 },
    environment: { METRICS_TOKEN: metricsToken },
    durable: false,
    postgresSettings: { max_connections: "100" },
  });
  try {
    const ports = await Promise.all(Array.from({ length: webs }, (_, index) => startWeb(rig, index)));
    for (let index = 0; index < workers; index += 1) await rig.startWorker();
    for (const company of await rig.sandbox.listCompanies()) {
      await connectCompany(rig.sandbox, rig.owner, company.realmId);
    }
    print(`${workers} workers and ${webs} webs are up, and eight companies are read for the first time`);
    const peak = await underLoad(rig, ports, argument("seconds", 15));
    const log = await readFile(path.join(rig.logs, "postgres.log"), "utf8");
    const rejected =
      log.match(/too many clients|connection slots are reserved|too many connections/g)?.length ?? 0;
    print(`at most ${peak.connections} connections of the application at once, ${rejected} refused`);
    return {
      // Without load nothing would have been shown.
      passed: rejected === 0 && peak.couldLook && peak.connections > (workers + webs) * 6,
      figures: { workers, webs, peakConnections: peak.connections, rejected, couldLook: peak.couldLook },
    };
  } finally {
    await rig.stop();
  }
}

async function startWeb(rig: Rig, index: number): Promise<number> {
  const port = await freePort();
  const web = rig.run(`web-${index}`, [inProject("bench/drills/load-server.ts"), String(port)]);
  await whenReady(web, 60_000, () => web.lastLines().includes("listening"));
  return port;
}

async function underLoad(
  rig: Rig,
  ports: readonly number[],
  seconds: number,
): Promise<{ connections: number; couldLook: boolean }> {
  const admin = new pg.Client({ connectionString: adminUrlOf(rig.postgres.adminUrl, rig.database) });
  await admin.connect();
  let connectionsAtMost = 0;
  let couldLook = false;
  try {
    await admin.query("BEGIN; LOCK TABLE companies, quickbooks_webhook_events IN ACCESS EXCLUSIVE MODE");
    const asked = ports.flatMap((port) =>
      Array.from({ length: requestsAtOnce }, (_, index) => (index % 4 === 0 ? deliver(port) : scrape(port))),
    );
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      const { rows } = await admin.query<{ count: number }>(
        `SELECT count(*)::int FROM pg_stat_activity WHERE usename IN (
           SELECT member::regrole::name FROM pg_auth_members
           WHERE roleid IN ('tieout_application'::regrole, 'tieout_system'::regrole))`,
      );
      connectionsAtMost = Math.max(connectionsAtMost, rows[0]?.count ?? 0);
      await sleep(200);
    }
    couldLook = await canConnect(rig.database.application);
    await admin.query("COMMIT");
    await Promise.all(asked);
  } finally {
    await admin.end();
  }
  return { connections: connectionsAtMost, couldLook };
}

/** As whoever wants to look by hand, with the application's role. */
async function canConnect(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function scrape(port: number): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  return (await fetch(`http://127.0.0.1:${port}/api/metrics`, { headers })).status;
}

async function deliver(port: number): Promise<number> {
  const event = {
    specversion: "1.0",
    id: randomUUID(),
    type: "qbo.invoice.updated.v1",
    time: new Date().toISOString(),
    intuitentityid: "1",
    intuitaccountid: "123",
  };
  const body = JSON.stringify([event]);
  const signature = createHmac("sha256", demoSecrets.webhookVerifierToken).update(body).digest("base64");
  const headers = { "intuit-signature": signature };
  return (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status;
}
