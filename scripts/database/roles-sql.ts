// The roles that Tieout connects as, as SQL: for the printed script (npm run db:roles) and for the databases
// that the demo, the tests and the drills make by themselves. All of it may be run again, and it converts an
// installation whose one role owned everything.

import pg from "pg";

/** What policies and grants name. Fixed: migrations name them, too. Nobody logs in as one of them. */
export const groupRoles = { application: "tieout_application", system: "tieout_system" } as const;

export interface LoginRole {
  readonly name: string;
  /** Null leaves the password that it has. */
  readonly password: string | null;
}

export interface DatabaseRoles {
  readonly database: string;
  /** Owns the schema and everything in it; `npm run db:migrate` alone connects as it. */
  readonly owner: LoginRole;
  readonly application: LoginRole;
  readonly system: LoginRole;
}

const name = (text: string): string => pg.escapeIdentifier(text);
const text = (value: string): string => pg.escapeLiteral(value);

/** For the whole server, in any of its databases, as a superuser. */
export function serverSql(roles: DatabaseRoles): readonly string[] {
  const { owner, application, system } = roles;
  return [
    ...Object.values(groupRoles).map((group) => createMissing(group, "NOLOGIN")),
    ...[owner, application, system].flatMap((login) => [
      createMissing(login.name, "LOGIN"),
      `ALTER ROLE ${name(login.name)} LOGIN${login.password === null ? "" : ` PASSWORD ${text(login.password)}`}`,
      `ALTER ROLE ${name(login.name)} SET jit = off`,
    ]),
    `GRANT ${groupRoles.application} TO ${name(application.name)}`,
    `GRANT ${groupRoles.system} TO ${name(system.name)}`,
  ];
}

function createMissing(role: string, how: "LOGIN" | "NOLOGIN"): string {
  return `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${text(role)}) THEN
    CREATE ROLE ${name(role)} ${how};
  END IF;
END $$`;
}

export function createDatabaseSql({ database, owner }: DatabaseRoles): string {
  return `CREATE DATABASE ${name(database)} OWNER ${name(owner.name)}`;
}

/** What CREATE DATABASE does not copy from a template. */
export function databaseRightsSql({ database, owner }: DatabaseRoles): readonly string[] {
  return [
    `ALTER DATABASE ${name(database)} OWNER TO ${name(owner.name)}`,
    `REVOKE ALL ON DATABASE ${name(database)} FROM PUBLIC`,
    // Pages of records travel by way of temporary tables.
    `GRANT CONNECT, TEMPORARY ON DATABASE ${name(database)} TO ${groupRoles.application}`,
    `GRANT CONNECT ON DATABASE ${name(database)} TO ${groupRoles.system}`,
  ];
}

/** Inside the database, as a superuser. */
export function schemaSql({ owner }: DatabaseRoles): readonly string[] {
  return [
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    `GRANT ALL ON SCHEMA public TO ${name(owner.name)}`,
    `GRANT USAGE ON SCHEMA public TO ${groupRoles.application}, ${groupRoles.system}`,
    // Without a language nobody but the owner makes functions, not even temporary ones, or runs DO.
    "REVOKE USAGE ON LANGUAGE sql, plpgsql FROM PUBLIC",
    `GRANT USAGE ON LANGUAGE sql, plpgsql TO ${name(owner.name)}`,
    takeOver(owner.name),
  ];
}

/** Gives the owner what another role has made, before there was one: tables, types, functions, the queue. */
function takeOver(owner: string): string {
  const notOfAnExtension = (catalogue: string, oid: string): string =>
    `NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${catalogue}'::regclass AND objid = ${oid} AND deptype = 'e')`;
  return `DO $$
DECLARE statement text;
BEGIN
  FOR statement IN
    WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'graphile_worker'))
    SELECT format('ALTER SCHEMA %I OWNER TO %I', nspname, ${text(owner)}) FROM pg_namespace
    WHERE nspname = 'graphile_worker' AND nspowner <> ${text(owner)}::regrole
    UNION ALL
    SELECT format('ALTER %s %s OWNER TO %I',
      CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
      oid::regclass, ${text(owner)})
    FROM pg_class
    WHERE relnamespace IN (SELECT oid FROM ours) AND relkind IN ('r', 'p', 'v', 'm', 'S')
      AND relowner <> ${text(owner)}::regrole AND ${notOfAnExtension("pg_class", "pg_class.oid")}
      -- A column's own sequence goes with its table.
      AND NOT EXISTS (SELECT FROM pg_depend WHERE relkind = 'S' AND classid = 'pg_class'::regclass
        AND objid = pg_class.oid AND deptype IN ('a', 'i'))
    UNION ALL
    SELECT format('ALTER TYPE %s OWNER TO %I', oid::regtype, ${text(owner)}) FROM pg_type
    WHERE typnamespace IN (SELECT oid FROM ours) AND typowner <> ${text(owner)}::regrole
      AND (typtype IN ('e', 'd')
        OR typtype = 'c' AND (SELECT relkind FROM pg_class WHERE pg_class.oid = typrelid) = 'c')
      AND ${notOfAnExtension("pg_type", "pg_type.oid")}
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO %I', oid::regprocedure, ${text(owner)}) FROM pg_proc
    WHERE pronamespace IN (SELECT oid FROM ours) AND proowner <> ${text(owner)}::regrole
      AND ${notOfAnExtension("pg_proc", "pg_proc.oid")}
  LOOP
    EXECUTE statement;
  END LOOP;
END $$`;
}
