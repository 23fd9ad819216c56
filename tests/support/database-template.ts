// A database with the whole schema, made once per state of the migrations; each test file gets a clone,
// which takes a fraction of a second.

import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { databaseUrls, inDatabase, rolesOf, type DatabaseUrls } from "#scripts/database/ensure-database.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { migrate } from "#scripts/database/migrate.ts";
import { createDatabaseSql, databaseRightsSql, schemaSql, serverSql } from "#scripts/database/roles-sql.ts";

const logins = { rolePrefix: "tieout_test", password: "tieout" } as const;
const migrationsFolder = path.resolve(import.meta.dirname, "../../prisma/migrations");
const databaseFolder = path.resolve(import.meta.dirname, "../../scripts/database");

/** The template's name, after making it where it does not exist. Two runs at once make it once. */
export async function ensureTemplate(adminUrl: string): Promise<string> {
  const template = `tieout_template_${await migrationsDigest()}`;
  await withClient(adminUrl, async (admin) => {
    // Released when this connection closes.
    await admin.query("SELECT pg_advisory_lock(hashtext('tieout test template'))");
    const building = `tieout_building_${randomUUID().slice(0, 8)}`;
    const wanted = { ...logins, database: building };
    for (const statement of serverSql(rolesOf(wanted))) await admin.query(statement);
    const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [template]);
    if (rowCount) return;
    await admin.query(createDatabaseSql(rolesOf(wanted)));
    await withClient(inDatabase(adminUrl, building), async (inside) => {
      for (const statement of schemaSql(rolesOf(wanted))) await inside.query(statement);
    });
    await migrate(databaseUrls(adminUrl, wanted).owner);
    await admin.query(`ALTER DATABASE ${building} RENAME TO ${template}`);
  });
  return template;
}

export async function cloneTemplate(
  adminUrl: string,
  template: string,
): Promise<{ readonly name: string; readonly urls: DatabaseUrls }> {
  const name = `tieout_test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  const wanted = { ...logins, database: name };
  await withClient(adminUrl, async (admin) => {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    for (const statement of databaseRightsSql(rolesOf(wanted))) await admin.query(statement);
  });
  return { name, urls: databaseUrls(adminUrl, wanted) };
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function migrationsDigest(): Promise<string> {
  const hash = createHash("sha256");
  const names = (await readdir(migrationsFolder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  // What db:migrate does beside the migrations is part of the template, too.
  for (const file of ["migrate", "queue-rights", "tenant-key-rows", "roles-sql"]) {
    hash.update(await readFile(path.join(databaseFolder, `${file}.ts`)));
  }
  for (const name of names) {
    hash.update(name).update(await readFile(path.join(migrationsFolder, name, "migration.sql")));
  }
  return hash.digest("hex").slice(0, 12);
}
