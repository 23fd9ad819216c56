// `npm run --silent db:roles > roles.sql`: prints the script that makes Tieout's roles and its database, for
// psql as a superuser. Run again it changes the passwords and nothing else (--keep-passwords: not even those);
// for a database whose one role owned everything it is the first half of the change to three.

import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";

import {
  createDatabaseSql,
  databaseRightsSql,
  schemaSql,
  serverSql,
  type DatabaseRoles,
} from "./roles-sql.ts";

const { values } = parseArgs({
  options: {
    database: { type: "string", default: "tieout" },
    owner: { type: "string", default: "tieout_owner" },
    application: { type: "string", default: "tieout_app" },
    system: { type: "string", default: "tieout_jobs" },
    host: { type: "string", default: "localhost:5432" },
    "keep-passwords": { type: "boolean", default: false },
  },
});

const keepsPasswords = values["keep-passwords"];
const login = (name: string) => ({
  name,
  password: keepsPasswords ? null : randomBytes(24).toString("base64url"),
});
const roles: DatabaseRoles = {
  database: values.database,
  owner: login(values.owner),
  application: login(values.application),
  system: login(values.system),
};

console.log(rolesScript(roles, values.host));

function rolesScript(wanted: DatabaseRoles, host: string): string {
  const url = ({ name, password }: DatabaseRoles["owner"]): string =>
    `postgres://${encodeURIComponent(name)}:${password ?? ""}@${host}/${encodeURIComponent(wanted.database)}`;
  const create = createDatabaseSql(wanted).replaceAll("'", "''");
  return [
    "-- For psql, as a superuser, in any database of the server:  psql -f roles.sql postgres://…/postgres",
    ...(keepsPasswords
      ? ["-- Passwords stay as they are."]
      : [
          "-- Then put these lines into .env. They hold passwords: remove this file afterwards.",
          "--",
          `-- DATABASE_MIGRATION_URL=${url(wanted.owner)}`,
          `-- DATABASE_URL=${url(wanted.application)}`,
          `-- DATABASE_SYSTEM_URL=${url(wanted.system)}`,
        ]),
    "",
    "\\set ON_ERROR_STOP on",
    "",
    ...terminated(serverSql(wanted)),
    `SELECT '${create}' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${wanted.database.replaceAll("'", "''")}') \\gexec`,
    ...terminated(databaseRightsSql(wanted)),
    `\\connect "${wanted.database.replaceAll('"', '""')}"`,
    ...terminated(schemaSql(wanted)),
  ].join("\n");
}

function terminated(statements: readonly string[]): readonly string[] {
  return statements.map((statement) => `${statement};`);
}
