// A backfill on a server whose JIT compiler is on, beside one with it off: our statements must not notice.
// On the server that TEST_POSTGRES_URL (a superuser's URL) names, whose setting this changes meanwhile.

import { spawnSync } from "node:child_process";

import { z } from "zod";

import { withClient } from "../database/with-client.ts";
import { StartProblem } from "../processes/start-problem.ts";
import { inProject } from "../project-root.ts";

const atLeast = 0.8;
/** The better of two of each: what else the machine does is not what is compared. */
const rounds = 2;
const report = z.object({ bench: z.literal("backfill"), recordsPerSecond: z.number(), records: z.number() });

async function main(): Promise<number> {
  const adminUrl = process.env["TEST_POSTGRES_URL"];
  if (adminUrl === undefined) throw new StartProblem("Set TEST_POSTGRES_URL to a superuser's URL.");
  const best = { on: 0, off: 0 };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const jit of ["on", "off"] as const) {
        await setJit(adminUrl, `= ${jit}`);
        const perSecond = backfill();
        console.log(`JIT ${jit}: ${perSecond} records a second`);
        best[jit] = Math.max(best[jit], perSecond);
      }
    }
  } finally {
    await setJit(adminUrl, null);
  }
  const share = best.on / best.off;
  console.log(`With JIT on ${(share * 100).toFixed(0)} % of the speed with JIT off`);
  return share >= atLeast ? 0 : 1;
}

async function setJit(adminUrl: string, to: string | null): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await admin.query(to === null ? "ALTER SYSTEM RESET jit" : `ALTER SYSTEM SET jit ${to}`);
    await admin.query("SELECT pg_reload_conf()");
  });
}

/** Its own verdict is about memory and a floor, and not asked for here. */
function backfill(): number {
  const words = ["backfill", "--records", "20000", "--usual", "0"];
  const { stdout, stderr } = spawnSync(process.execPath, [inProject("bench/main.ts"), ...words], {
    encoding: "utf8",
  });
  const last = stdout.trimEnd().split("\n").at(-1) ?? "";
  if (!last.startsWith("{")) throw new StartProblem(`The backfill failed:\n${stdout}\n${stderr}`);
  const { recordsPerSecond, records } = report.parse(JSON.parse(last));
  if (records < 19_000) throw new StartProblem(`The backfill ended early:\n${stdout}`);
  return recordsPerSecond;
}

process.exit(await main());
