// Backs a database up and restores it, by the very commands that docs/RUNBOOK.md prints, on the server that
// TEST_POSTGRES_URL (a superuser's URL) names. Takes its programs from the PATH.

import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { applicationUrl, ensureApplicationDatabase, withAdmin } from "../database/application-database.ts";
import { migrate } from "../database/migrate.ts";
import { StartProblem } from "../processes/start-problem.ts";
import { inProject } from "../project-root.ts";

const ours = { role: "tieout_backup", password: "test-only", database: "tieout_backup" };
const marked = "A firm in the backup";

async function main(): Promise<void> {
  const serverUrl = process.env["TEST_POSTGRES_URL"];
  if (serverUrl === undefined) throw new StartProblem("Set TEST_POSTGRES_URL to a superuser's URL.");
  const folder = await mkdtemp(path.join(tmpdir(), "tieout-backup-"));
  const databaseUrl = applicationUrl(serverUrl, ours);
  const adminUrl = new URL(serverUrl);
  adminUrl.pathname = `/${ours.database}`;
  const environment = {
    ADMIN_SERVER_URL: serverUrl,
    ADMIN_DATABASE_URL: adminUrl.href,
    DATABASE_URL: databaseUrl,
  };
  try {
    await ensureApplicationDatabase(serverUrl, ours);
    await migrate(databaseUrl);
    await withAdmin(adminUrl.href, (admin) =>
      admin.query("INSERT INTO organizations (id, name) VALUES (gen_random_uuid(), $1)", [marked]),
    );
    const [backup, restore] = await commands();
    run("backup", backup, folder, environment);
    // What happens after the backup is gone once it is restored.
    await withAdmin(adminUrl.href, (admin) => admin.query("DELETE FROM organizations"));
    run("restore", restore, folder, environment);
    await check(databaseUrl, adminUrl.href);
    console.log("Backed up and restored as docs/RUNBOOK.md says: the application reads and writes it.");
  } finally {
    await rm(folder, { recursive: true, force: true });
    await withAdmin(serverUrl, async (admin) => {
      await admin.query(`DROP DATABASE IF EXISTS ${ours.database} WITH (FORCE)`);
      await admin.query(`DROP ROLE IF EXISTS ${ours.role}`);
    });
  }
}

/** The two blocks of shell under the runbook's heading, for a database and a role of this check's own. */
async function commands(): Promise<readonly [string, string]> {
  const runbook = await readFile(inProject("docs/RUNBOOK.md"), "utf8");
  const section = /^## Backup and restore$([\s\S]*?)^## /m.exec(runbook)?.[1] ?? "";
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) =>
    (block ?? "")
      .replaceAll("DATABASE IF EXISTS tieout'", `DATABASE IF EXISTS ${ours.database}'`)
      .replaceAll(
        "CREATE DATABASE tieout OWNER tieout'",
        `CREATE DATABASE ${ours.database} OWNER ${ours.role}'`,
      )
      .replaceAll("npm run", `npm --prefix "${inProject()}" run`),
  );
  const [backup, restore] = blocks;
  if (backup === undefined || restore === undefined || !restore.includes(ours.database)) {
    throw new StartProblem("docs/RUNBOOK.md has no longer a block to back up and one to restore.");
  }
  return [backup, restore];
}

function run(what: string, command: string, cwd: string, environment: Record<string, string>): void {
  console.log(command.trimEnd());
  const { status } = spawnSync("sh", ["-e", "-c", command], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: "inherit",
  });
  if (status !== 0) throw new StartProblem(`The commands to ${what} failed.`);
}

/** As the application's role: its own tables, all of them, and the firm that was there before. */
async function check(databaseUrl: string, adminUrl: string): Promise<void> {
  await withAdmin(databaseUrl, async (client) => {
    await client.query("BEGIN");
    await client.query("SET LOCAL tieout.scope = 'system'");
    const { rows } = await client.query<{ name: string }>("SELECT name FROM organizations");
    if (rows.length !== 1 || rows[0]?.name !== marked) throw new StartProblem("The firm was not restored.");
    await client.query("UPDATE organizations SET name = name");
    await client.query("ROLLBACK");
  });
  await withAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ tables: string; foreign: string; open: string }>(
      `SELECT count(*) AS tables, count(*) FILTER (WHERE owner.rolname <> $1) AS foreign,
         count(*) FILTER (WHERE NOT relforcerowsecurity AND EXISTS (
           SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'organization_id')) AS open
       FROM pg_class JOIN pg_roles AS owner ON owner.oid = relowner
       WHERE relkind IN ('r', 'p') AND relnamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace)`,
      [ours.role],
    );
    const [found] = rows;
    if (!found || Number(found.tables) < 30 || Number(found.foreign) > 0 || Number(found.open) > 0) {
      throw new StartProblem(`The restored tables are not as before: ${JSON.stringify(found)}`);
    }
  });
}

await main();
