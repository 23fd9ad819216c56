import type pg from "pg";

import { AppError } from "#lib/core/app-error.ts";
import { cancelStatement } from "./cancel-statement.ts";
import { currentWork } from "./current-work.ts";
import { databaseUnavailable } from "./database-unavailable.ts";
import { workLimits, type WorkLimits } from "./work-limits.ts";

/**
 * Lends a connection for as long as `use` takes, and no longer than the limits allow: a server that hangs, or
 * a network that swallows everything, would keep it for good. When whoever asked leaves, the statement under
 * way is cancelled.
 *
 * @param use Calls `spoil` when the connection is not fit for the next.
 *
 * @throws AppError `database.unavailable`, `database.busy`, `request.abandoned`; what `use` throws else.
 */
export async function holdConnection<T>(
  from: pg.Pool,
  use: (client: pg.PoolClient, spoil: (why: unknown) => void) => Promise<T>,
  limits: WorkLimits = workLimits[currentWork().kind],
): Promise<T> {
  const { endsWith, endsBy = Infinity } = currentWork();
  const left = (): number => Math.max(0, endsBy - performance.now());
  const client = await takeConnection(from, Math.min(limits.connectionMs, left()), endsWith);
  const ended = Promise.withResolvers<never>();
  let broken: Error | undefined;
  let isGiven = false;
  const spoil = (why: unknown): void => {
    broken ??= why instanceof Error ? why : new Error("a query failed");
  };
  const give = (): void => {
    if (isGiven) return;
    isGiven = true;
    client.release(broken);
  };
  // Ends the connection, and with it the statement that waits for an answer.
  const drop = (why: AppError): void => {
    spoil(why);
    ended.reject(why);
    give();
  };
  const leave = (): void => {
    void cancelStatement(client).then(() => drop(new AppError("request.abandoned")));
  };
  const timer = setTimeout(
    () => drop(new AppError("database.unavailable", "PostgreSQL did not answer in time")),
    Math.min(limits.transactionMs, left()),
  );
  endsWith?.addEventListener("abort", leave, { once: true });
  if (endsWith?.aborted) leave();
  try {
    return await Promise.race([use(client, spoil), ended.promise]);
  } catch (thrown) {
    if (endsWith?.aborted) throw new AppError("request.abandoned", undefined, { cause: thrown });
    throw databaseUnavailable(thrown) ?? thrown;
  } finally {
    clearTimeout(timer);
    endsWith?.removeEventListener("abort", leave);
    // Else it goes once the request to cancel is on its way: it must not meet somebody else's statement.
    if (!endsWith?.aborted) give();
  }
}

/** Waits no longer than that; a connection that comes later goes straight back. */
async function takeConnection(
  from: pg.Pool,
  withinMs: number,
  endsWith: AbortSignal | undefined,
): Promise<pg.PoolClient> {
  if (endsWith?.aborted) throw new AppError("request.abandoned");
  const taking = from.connect();
  const ended = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => ended.reject(new AppError("database.unavailable", "no connection came free in time")),
    withinMs,
  );
  const leave = (): void => ended.reject(new AppError("request.abandoned"));
  endsWith?.addEventListener("abort", leave, { once: true });
  try {
    return await Promise.race([taking, ended.promise]);
  } catch (thrown) {
    taking.then(
      (late) => late.release(),
      () => undefined,
    );
    // Whatever PostgreSQL has against a connection, a request can do nothing about it.
    if (thrown instanceof AppError) throw thrown;
    throw databaseUnavailable(thrown) ?? new AppError("database.unavailable", undefined, { cause: thrown });
  } finally {
    clearTimeout(timer);
    endsWith?.removeEventListener("abort", leave);
  }
}
