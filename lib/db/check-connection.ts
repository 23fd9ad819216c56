// What is asked on every new connection before anybody gets it: that PostgreSQL lets this role do what it
// is for and nothing that would undo the separation of firms. Whatever was right at the process's start may
// be otherwise after a failover, a restore, or a change of passwords and addresses.

import { randomUUID } from "node:crypto";

import type pg from "pg";

import { AppError } from "#lib/core/app-error.ts";
import { log } from "#lib/log/log.ts";
import { forgetTenantKey, readTenantKey, signTenant, type TenantKey } from "./tenant-key.ts";

/** Which of the two a connection is for. The owner of the tables is neither. */
export type DatabaseRole = "application" | "system";

interface Rights {
  readonly role: string;
  readonly superuser: boolean;
  readonly bypassesPolicies: boolean;
  readonly createsRoles: boolean;
  readonly isApplication: boolean;
  readonly isSystem: boolean;
  /** Null: there are no tables yet. */
  readonly ownsTables: boolean | null;
  readonly policiesAreOn: boolean | null;
  readonly createsTables: boolean;
  readonly createsFunctions: boolean;
  readonly rewritesAudit: boolean | null;
}

const memberOf = (group: string): string =>
  `coalesce(pg_has_role(me.oid, (SELECT oid FROM pg_roles WHERE rolname = '${group}'), 'MEMBER'), false)`;

const rightsQuery = `
  SELECT current_user::text AS role, me.rolsuper AS superuser, me.rolbypassrls AS "bypassesPolicies",
    me.rolcreaterole AS "createsRoles",
    ${memberOf("tieout_application")} AS "isApplication", ${memberOf("tieout_system")} AS "isSystem",
    pg_has_role(me.oid, companies.relowner, 'MEMBER') AS "ownsTables",
    companies.relrowsecurity AS "policiesAreOn",
    has_schema_privilege('public', 'CREATE')
      OR has_database_privilege(current_database(), 'CREATE') AS "createsTables",
    EXISTS (SELECT FROM pg_language WHERE lanpltrusted AND has_language_privilege(oid, 'USAGE'))
      AS "createsFunctions",
    has_table_privilege(to_regclass('public.audit_events'), 'UPDATE, DELETE, TRUNCATE') AS "rewritesAudit"
  FROM pg_roles AS me LEFT JOIN pg_class AS companies ON companies.oid = to_regclass('public.companies')
  WHERE me.rolname = current_user`;

/**
 * @throws AppError `database.unavailable`, with a `config.invalid` as its cause that names the role and what
 * is wrong with it, when the connection must not be used.
 */
export async function checkConnection(client: pg.ClientBase, expected: DatabaseRole): Promise<void> {
  const { rows } = await client.query<Rights>(rightsQuery);
  const complaint = rows[0] ? complaintAbout(rows[0], expected) : "PostgreSQL does not know its own role";
  if (complaint !== null) reject(expected, rows[0]?.role ?? "unknown", complaint);
  if (expected === "application" && !(await bindsTenants(client))) {
    reject(expected, rows[0]?.role ?? "unknown", "the tenant key does not verify; run npm run db:migrate");
  }
}

function complaintAbout(rights: Rights, expected: DatabaseRole): string | null {
  if (rights.superuser) return "it is a superuser";
  if (rights.bypassesPolicies) return "it has BYPASSRLS";
  if (rights.createsRoles) return "it has CREATEROLE";
  if (rights.ownsTables === null) return "there are no tables; run npm run db:migrate";
  if (rights.ownsTables) return "it is the owner of the tables, or a member of it";
  const isExpected = expected === "application" ? rights.isApplication : rights.isSystem;
  const isOther = expected === "application" ? rights.isSystem : rights.isApplication;
  if (!isExpected) return `it is not a member of tieout_${expected}`;
  if (isOther) return "it is a member of both tieout_application and tieout_system";
  if (!rights.policiesAreOn) return "row-level security is not enabled on companies; run npm run db:migrate";
  if (rights.createsTables) return "it may create tables or schemas";
  if (rights.createsFunctions) return "it may create functions; see npm run db:roles";
  if (rights.rewritesAudit !== false) return "it may change or remove audit events";
  return null;
}

/** The key may have been replaced since this process read it: then it is read once more. */
async function bindsTenants(client: pg.ClientBase): Promise<boolean> {
  if (await bindsWith(client, await readTenantKey())) return true;
  forgetTenantKey();
  return bindsWith(client, await readTenantKey());
}

async function bindsWith(client: pg.ClientBase, key: TenantKey): Promise<boolean> {
  const probe = randomUUID();
  const { rows } = await client.query<{ bound: string | null }>(
    "SELECT CASE WHEN set_config('tieout.tenant', $1, true) = $1 THEN bound_organization() END AS bound",
    [signTenant(key, probe)],
  );
  return rows[0]?.bound === probe;
}

const logAgainAfterMs = 30_000;
const said = new Map<string, number>();

function reject(expected: DatabaseRole, role: string, complaint: string): never {
  const variable = expected === "application" ? "DATABASE_URL" : "DATABASE_SYSTEM_URL";
  const why = `${variable} connects as "${role}", which cannot be used: ${complaint}.`;
  // Each request finds it out anew; the log need not say it each time.
  if (Date.now() - (said.get(why) ?? -Infinity) > logAgainAfterMs) {
    said.set(why, Date.now());
    log({ role }).error(why);
  }
  throw new AppError("database.unavailable", why, { cause: new AppError("config.invalid", why) });
}
