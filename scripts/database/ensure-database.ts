// Makes the roles and the database that Tieout connects with, on a server whose superuser we are: the demo's,
// the tests', the drills'.

import {
  createDatabaseSql,
  databaseRightsSql,
  schemaSql,
  serverSql,
  type DatabaseRoles,
} from "./roles-sql.ts";
import { withClient } from "./with-client.ts";

/** Where to connect as which role. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly application: string;
  readonly system: string;
}

export interface WantedDatabase {
  /** Before "_owner", "_app" and "_jobs". */
  readonly rolePrefix: string;
  /** Of all three roles. */
  readonly password: string;
  readonly database: string;
}

/** Creates what is missing, and gives an older database to its owner. */
export async function ensureDatabase(adminUrl: string, wanted: WantedDatabase): Promise<DatabaseUrls> {
  const roles = rolesOf(wanted);
  await withClient(adminUrl, async (admin) => {
    for (const statement of serverSql(roles)) await admin.query(statement);
    const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [wanted.database]);
    if (rowCount === 0) await admin.query(createDatabaseSql(roles));
    for (const statement of databaseRightsSql(roles)) await admin.query(statement);
  });
  await withClient(inDatabase(adminUrl, wanted.database), async (admin) => {
    for (const statement of schemaSql(roles)) await admin.query(statement);
  });
  return databaseUrls(adminUrl, wanted);
}

export function rolesOf({ rolePrefix, password, database }: WantedDatabase): DatabaseRoles {
  const login = (suffix: string) => ({ name: `${rolePrefix}_${suffix}`, password });
  return { database, owner: login("owner"), application: login("app"), system: login("jobs") };
}

export function databaseUrls(serverUrl: string, wanted: WantedDatabase): DatabaseUrls {
  const { owner, application, system } = rolesOf(wanted);
  const urlAs = (role: string): string => {
    const url = new URL(inDatabase(serverUrl, wanted.database));
    url.username = role;
    url.password = wanted.password;
    return url.href;
  };
  return { owner: urlAs(owner.name), application: urlAs(application.name), system: urlAs(system.name) };
}

export function inDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** The superuser's URL of the database that `urls` lead to. */
export function adminUrlOf(adminUrl: string, { owner }: DatabaseUrls): string {
  const url = new URL(adminUrl);
  url.pathname = new URL(owner).pathname;
  return url.href;
}
