// Prisma's client for the models that pages and routes read and write by their keys. It has no connection
// of its own: it speaks on the one of the scope that it is used in, within that scope's transaction and
// limits, and beside its SQL. What serves sets of rows, and all that a worker does, is SQL.

import { AsyncLocalStorage } from "node:async_hooks";

import { PrismaPg } from "@prisma/adapter-pg";
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

import { AppError } from "#lib/core/app-error.ts";
import { PrismaClient, type Prisma } from "#prisma/generated/client.ts";

export type { Prisma };
export type PrismaTransaction = Prisma.TransactionClient;

type Sql = Pick<pg.PoolClient, "query">;

/** The scope that Prisma is used in, with what PostgreSQL said when it last rejected a statement of Prisma's. */
interface Scope {
  readonly sql: Sql;
  rejected?: unknown;
}

const current = new AsyncLocalStorage<Scope>();

function scopeNow(): Scope {
  const scope = current.getStore();
  if (!scope) throw new AppError("internal", "Prisma was asked outside of a scope");
  return scope;
}

/** Takes the place of a pool, as which Prisma's adapter knows where to send its statements. */
function scopesConnection(): pg.Pool {
  const query = async (config: pg.QueryConfig): Promise<unknown> => {
    const scope = scopeNow();
    try {
      return await scope.sql.query(config);
    } catch (thrown) {
      scope.rejected = thrown;
      throw thrown;
    }
  };
  return Object.assign(new pg.Pool(), { query });
}

const ours: SqlDriverAdapterFactory = {
  provider: "postgres",
  adapterName: "tieout-scope",
  connect: async () => {
    const adapter = await new PrismaPg(scopesConnection()).connect();
    const never = (): never => {
      throw new AppError("internal", "Prisma was asked outside of a scope");
    };
    return {
      provider: "postgres",
      adapterName: "tieout-scope",
      queryRaw: never,
      executeRaw: never,
      executeScript: never,
      startTransaction: () => Promise.resolve(transactionOf(adapter, scopeNow())),
      getConnectionInfo: () => ({ supportsRelationJoins: true }),
      dispose: () => adapter.dispose(),
    } satisfies SqlDriverAdapter;
  },
};

/** The scope begins and ends the transaction; Prisma only takes part in it. */
function transactionOf(adapter: SqlDriverAdapter, scope: Scope): Transaction {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    provider: "postgres",
    adapterName: "tieout-scope",
    options: { usePhantomQuery: true },
    queryRaw: (query: SqlQuery) => current.run(scope, () => adapter.queryRaw(query)),
    executeRaw: (query: SqlQuery) => current.run(scope, () => adapter.executeRaw(query)),
    commit: nothing,
    rollback: nothing,
  };
}

let shared: PrismaClient | undefined;

/**
 * For lib/db/scope only: runs `work` with Prisma on the connection of `sql`.
 *
 * @throws PostgreSQL's own error where it rejected a statement of Prisma's: what it means is then told in one
 * place for both.
 */
export async function withModels<T>(
  sql: Sql,
  withinMs: number,
  work: (models: PrismaTransaction) => Promise<T>,
): Promise<T> {
  shared ??= new PrismaClient({ adapter: ours });
  const client = shared;
  const scope: Scope = { sql };
  try {
    // The scope's clock ends what takes too long; Prisma's own would leave it running.
    const limits = { maxWait: withinMs, timeout: withinMs };
    return await current.run(scope, () => client.$transaction(work, limits));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw scope.rejected ?? thrown;
  }
}

/** Lets go of the client, not of the connections: those are the pool's. The next use makes another. */
export async function closePrisma(): Promise<void> {
  const closing = shared;
  shared = undefined;
  await closing?.$disconnect();
}
