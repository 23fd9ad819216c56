// A database with the whole schema, made once per state of the migrations; each test file gets a clone,
// which takes a fraction of a second.

import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { applicationUrl, ensureRole, withAdmin } from "../../scripts/database/application-database.ts";
import { migrate } from "../../scripts/database/migrate.ts";

const role = "tieout";
const password = "tieout";
const migrationsFolder = path.resolve(import.meta.dirname, "../../prisma/migrations");

/** The template's name, after making it where it does not exist. Two runs at once make it once. */
export async function ensureTemplate(adminUrl: string): Promise<string> {
  const template = `tieout_template_${await migrationsDigest()}`;
  await withAdmin(adminUrl, async (admin) => {
    // Released when this connection closes.
    await admin.query("SELECT pg_advisory_lock(hashtext('tieout test template'))");
    await ensureRole(admin, role, password);
    const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [template]);
    if (rowCount) return;
    const building = `tieout_building_${randomUUID().slice(0, 8)}`;
    await admin.query(`CREATE DATABASE ${building} OWNER ${role}`);
    await migrate(applicationUrl(adminUrl, { role, password, database: building }));
    await admin.query(`ALTER DATABASE ${building} RENAME TO ${template}`);
  });
  return template;
}

export async function cloneTemplate(
  adminUrl: string,
  template: string,
): Promise<{ readonly name: string; readonly url: string }> {
  const name = `tieout_test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  await withAdmin(adminUrl, (admin) =>
    admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${role}`),
  );
  return { name, url: applicationUrl(adminUrl, { role, password, database: name }) };
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function migrationsDigest(): Promise<string> {
  const hash = createHash("sha256");
  const names = (await readdir(migrationsFolder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  for (const name of names) {
    hash.update(name).update(await readFile(path.join(migrationsFolder, name, "migration.sql")));
  }
  return hash.digest("hex").slice(0, 12);
}
