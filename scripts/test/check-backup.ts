// Backs a database up and restores it, by the very commands that docs/RUNBOOK.md prints, on the server that
// TEST_POSTGRES_URL (a superuser's URL) names. Takes its programs from the PATH.

import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { parseOrganizationId } from "#lib/core/ids.ts";
import { closePool } from "#lib/db/pool.ts";
import { requireDatabaseRoles } from "#lib/db/require-database-roles.ts";
import { withTenant, asSystemUndone } from "#lib/db/scope.ts";
import {
  databaseUrls,
  ensureDatabase,
  inDatabase,
  rolesOf,
  type DatabaseUrls,
} from "../database/ensure-database.ts";
import { withClient } from "../database/with-client.ts";
import { migrate } from "../database/migrate.ts";
import { StartProblem } from "../processes/start-problem.ts";
import { inProject } from "../project-root.ts";
import { demoEnvironment } from "../stack/demo-environment.ts";

const ours = { rolePrefix: "tieout_backup", password: "test-only", database: "tieout_backup" };
const marked = "A firm in the backup";

async function main(): Promise<void> {
  const serverUrl = process.env["TEST_POSTGRES_URL"];
  if (serverUrl === undefined) throw new StartProblem("Set TEST_POSTGRES_URL to a superuser's URL.");
  const folder = await mkdtemp(path.join(tmpdir(), "tieout-backup-"));
  const urls = databaseUrls(serverUrl, ours);
  const adminUrl = inDatabase(serverUrl, ours.database);
  const environment = { ADMIN_SERVER_URL: serverUrl, DATABASE_MIGRATION_URL: urls.owner };
  try {
    await ensureDatabase(serverUrl, ours);
    await migrate(urls.owner);
    await withClient(adminUrl, (admin) =>
      admin.query("INSERT INTO organizations (id, name) VALUES (gen_random_uuid(), $1)", [marked]),
    );
    const [backup, restore] = await commands();
    run("backup", backup, folder, environment);
    // What happens after the backup is gone once it is restored.
    await withClient(adminUrl, (admin) => admin.query("DELETE FROM organizations"));
    run("restore", restore, folder, environment);
    await check(urls, adminUrl);
    console.log("Backed up and restored as docs/RUNBOOK.md says: the application reads and writes it.");
  } finally {
    await rm(folder, { recursive: true, force: true });
    await withClient(serverUrl, async (admin) => {
      await admin.query(`DROP DATABASE IF EXISTS ${ours.database} WITH (FORCE)`);
      const { owner, application, system } = rolesOf(ours);
      await admin.query(`DROP ROLE IF EXISTS ${owner.name}, ${application.name}, ${system.name}`);
    });
  }
}

/** The two blocks of shell under the runbook's heading, for a database and roles of this check's own. */
async function commands(): Promise<readonly [string, string]> {
  const runbook = await readFile(inProject("docs/RUNBOOK.md"), "utf8");
  const section = /^## Backup and restore$([\s\S]*?)^## /m.exec(runbook)?.[1] ?? "";
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) =>
    (block ?? "")
      .replaceAll("DATABASE IF EXISTS tieout'", `DATABASE IF EXISTS ${ours.database}'`)
      .replaceAll("db:roles -- ", `db:roles -- ${optionsOfOurs()} `)
      .replaceAll("npm run", `npm --prefix "${inProject()}" run`),
  );
  const [backup, restore] = blocks;
  if (backup === undefined || restore === undefined || !restore.includes(ours.database)) {
    throw new StartProblem("docs/RUNBOOK.md has no longer a block to back up and one to restore.");
  }
  return [backup, restore];
}

function optionsOfOurs(): string {
  const { database, owner, application, system } = rolesOf(ours);
  return `--database ${database} --owner ${owner.name} --application ${application.name} --system ${system.name}`;
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

/** The owner's tables, all of them, the firm that was there before, and the roles' rights. */
async function check(urls: DatabaseUrls, adminUrl: string): Promise<void> {
  Object.assign(
    process.env,
    demoEnvironment({ database: urls, sandboxUrl: "http://127.0.0.1:9", appUrl: "http://127.0.0.1:9" }),
  );
  await requireDatabaseRoles();
  await asSystemUndone(async (sql) => {
    const { rows } = await sql.query<{ id: string; name: string }>("SELECT id, name FROM organizations");
    const [firm] = rows;
    if (rows.length !== 1 || firm?.name !== marked) throw new StartProblem("The firm was not restored.");
    await sql.query("UPDATE organizations SET name = name");
    const seen = await withTenant(parseOrganizationId(firm.id), (bound) =>
      bound.query("SELECT FROM organizations"),
    );
    if (seen.rowCount !== 1) throw new StartProblem("The restored key binds no transaction to its firm.");
  });
  await closePool();
  await withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ tables: string; foreign: string; open: string }>(
      `SELECT count(*) AS tables, count(*) FILTER (WHERE owner.rolname <> $1) AS foreign,
         count(*) FILTER (WHERE NOT relrowsecurity AND EXISTS (
           SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'organization_id')) AS open
       FROM pg_class JOIN pg_roles AS owner ON owner.oid = relowner
       WHERE relkind IN ('r', 'p') AND relnamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace)`,
      [rolesOf(ours).owner.name],
    );
    const [found] = rows;
    if (!found || Number(found.tables) < 30 || Number(found.foreign) > 0 || Number(found.open) > 0) {
      throw new StartProblem(`The restored tables are not as before: ${JSON.stringify(found)}`);
    }
  });
}

await main();
