// The one place through which every query passes, and the first of the two layers between firms.
//
// A firm's scope is a transaction of the application role that has proven to PostgreSQL for which firm it
// acts; row-level security, the second layer, then shows and takes only that firm's rows, whatever the query
// forgot. Code that must see several firms (the clock, webhook intake, sign-in) says so by name with
// `asSystem` and runs on connections of another role.

import pg from "pg";

import { AppError } from "#lib/core/app-error.ts";
import { isUuid, type OrganizationId } from "#lib/core/ids.ts";
import { currentWork } from "./current-work.ts";
import { holdConnection } from "./hold-connection.ts";
import { applicationPool, pipelinedPool, systemPool } from "./pool.ts";
import type { PrismaTransaction } from "./prisma.ts";
import { throughGate } from "./request-gate.ts";
import { readTenantKey, signTenant } from "./tenant-key.ts";
import { limitsSql, workLimits, type WorkLimits } from "./work-limits.ts";

// Each statement of ours is short, and PostgreSQL's JIT compiler would spend more on it than it takes. The
// pool says so to each session; behind a pooler, which hands out another session each time, only this holds.
const withoutJit = "SET LOCAL jit = off";
// A temporary table outlives its transaction. Behind ours, none that a smuggled statement left on the
// connection can take the place of a table of that name for the firm that comes next.
const ownTablesFirst = "SET LOCAL search_path = public, pg_temp";
const begin = (limits: WorkLimits): string => `BEGIN; ${withoutJit}; ${ownTablesFirst}; ${limitsSql(limits)}`;
// As a parameter: other sessions of the role can read a statement's text while it runs (pg_stat_activity),
// and what they read there they could use.
const bind = "SELECT set_config('tieout.tenant', $1, true)";

export type { PrismaTransaction };
export type QueryResultRow = pg.QueryResultRow;

/** What may be done inside a scope with SQL of our own. */
export type Sql = Pick<pg.PoolClient, "query">;

/**
 * SQL in one firm's scope. Its statements name `organization` wherever they read or write a firm's table:
 * row-level security is then a second layer and not the only one.
 */
export type TenantSql = Sql & { readonly organization: OrganizationId };

/** SQL over all firms. Statements that serve one company name its firm wherever they know it. */
export type SystemSql = Sql & { readonly organization: null };

/** Runs SQL in one transaction as `organization`. Commits when `work` resolves, else rolls back. */
export async function withTenant<T>(
  organization: OrganizationId,
  work: (sql: TenantSql) => Promise<T>,
): Promise<T> {
  return inFirmsTransaction("", organization, work);
}

/**
 * As {@link withTenant}, but the commit does not wait for the disk: for steps of a run, each of which a crash
 * of PostgreSQL may take back because the run can make it again. Later commits that do wait, as the one
 * that ends the run, take these with them.
 */
export async function withTenantAsyncCommit<T>(
  organization: OrganizationId,
  work: (sql: TenantSql) => Promise<T>,
): Promise<T> {
  return inFirmsTransaction("; SET LOCAL synchronous_commit = off", organization, work);
}

/** As {@link withTenant}, but over all firms. Only for code that has no firm yet, or serves all of them. */
export async function asSystem<T>(work: (sql: SystemSql) => Promise<T>): Promise<T> {
  return inTransaction(systemPool(), null, (client, start) => client.query(start), work);
}

/**
 * Runs single statements, each its own transaction, as the system role. For the tables that belong to no
 * firm (pacing, queue) and for asking whether PostgreSQL is there, where a transaction of three round trips
 * would be two too many.
 */
export async function withoutTenant<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const limits = { ...workLimits.step, connectionMs: workLimits[currentWork().kind].connectionMs };
  const hold = (client: pg.PoolClient, spoil: (why: unknown) => void): Promise<T> =>
    work(client).catch((thrown: unknown) => {
      if (hasEndedSession(thrown)) spoil(thrown);
      throw thrown;
    });
  return holdConnection(systemPool(), hold, limits);
}

/**
 * One statement in a transaction over all firms, in one round trip where {@link asSystem} takes three: for
 * webhook intake, whose every millisecond Intuit waits for. Committed when it resolves.
 */
export async function asSystemAtOnce<Row extends pg.QueryResultRow>(
  query: pg.QueryConfig,
): Promise<readonly Row[]> {
  const limits = workLimits.intake;
  const hold = async (client: pg.PoolClient, spoil: (why: unknown) => void): Promise<readonly Row[]> => {
    // The last of them ends the transaction whatever the others came to.
    const answers = await Promise.allSettled([
      client.query(begin(limits)),
      client.query<Row>(query),
      client.query("COMMIT"),
    ]);
    const failed = answers.find((answer) => answer.status === "rejected");
    if (failed) {
      if (hasEndedSession(failed.reason)) spoil(failed.reason);
      throw failed.reason;
    }
    const [, answer] = answers;
    return answer.status === "fulfilled" ? answer.value.rows : [];
  };
  return holdConnection(pipelinedPool(), hold, limits);
}

/** As {@link asSystem}, and takes all of it back: to find out whether it could be done. */
export async function asSystemUndone(work: (sql: SystemSql) => Promise<void>): Promise<void> {
  const undo = new Error("done, and to be undone");
  await asSystem(async (sql) => {
    await work(sql);
    throw undo;
  }).catch((thrown: unknown) => {
    if (thrown !== undo) throw thrown;
  });
}

/**
 * As {@link withTenant}, with Prisma's client beside: for rows read and written by their keys. Both speak on
 * one connection, in one transaction. Its conditions name the firm (`organizationId`) as those of SQL do.
 */
export async function tenantModels<T>(
  organization: OrganizationId,
  work: (models: PrismaTransaction, sql: TenantSql) => Promise<T>,
): Promise<T> {
  // Workers write with SQL alone, and are spared the client's 20 megabytes.
  const { withModels } = await import("./prisma.ts");
  const { transactionMs } = workLimits[currentWork().kind];
  return inFirmsTransaction("", organization, (sql) =>
    withModels(sql, transactionMs, (models) => work(models, sql)),
  );
}

/** What is not PostgreSQL's own answer to a statement leaves the connection of no further use. */
function hasEndedSession(thrown: unknown): boolean {
  return !(thrown instanceof pg.DatabaseError) || thrown.severity === "FATAL";
}

async function tokenFor(organization: OrganizationId): Promise<string> {
  if (!isUuid(organization)) throw new AppError("internal", "a firm's id is not a uuid");
  return signTenant(await readTenantKey(), organization.toLowerCase());
}

async function inFirmsTransaction<T>(
  settings: string,
  organization: OrganizationId,
  work: (sql: TenantSql) => Promise<T>,
): Promise<T> {
  // Before a connection is taken: the key is read on another.
  const token = await tokenFor(organization);
  const open = async (client: pg.PoolClient, start: string): Promise<void> => {
    await client.query(`${start}${settings}`);
    await client.query(bind, [token]);
  };
  return inTransaction(applicationPool(), organization, open, work);
}

async function inTransaction<T, Organization extends OrganizationId | null>(
  pool: pg.Pool,
  organization: Organization,
  open: (client: pg.PoolClient, start: string) => Promise<unknown>,
  work: (sql: Sql & { readonly organization: Organization }) => Promise<T>,
): Promise<T> {
  const limits = workLimits[currentWork().kind];
  const transact = async (client: pg.PoolClient, spoil: (why: unknown) => void): Promise<T> => {
    try {
      await open(client, begin(limits));
      const result = await work({ query: client.query.bind(client), organization });
      await client.query("COMMIT");
      return result;
    } catch (thrown) {
      // When that fails the connection itself is gone: giving it back would hand the next caller a dead one.
      await client.query("ROLLBACK").catch(spoil);
      throw thrown;
    }
  };
  return throughGate(organization, () => holdConnection(pool, transact, limits));
}
