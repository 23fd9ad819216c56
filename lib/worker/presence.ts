// How the others know that a worker is alive: it holds an advisory lock of PostgreSQL on its name for as
// long as its session lives. A killed process, a lost machine and a cut cable all end the session, and
// no clock needs to be trusted.

import { setTimeout as delay } from "node:timers/promises";

import type { Logger } from "pino";

import { openSession as openDatabaseSession, type DatabaseSession } from "#lib/db/open-session.ts";

export interface Presence {
  /** Resolves once the name is existing; it is held until let go, through reconnections. */
  hold(name: string): Promise<void>;
  /** For a pool of workers that has ended: what it left behind may be taken over. Never rejects. */
  release(name: string): Promise<void>;
  end(): Promise<void>;
}

/** SQL that turns a worker's name into the key of its lock. */
export const presenceKey = (name: string): string => `hashtextextended('tieout worker ' || ${name}, 0)`;

interface Session {
  readonly client: DatabaseSession;
  /** One lock per name, however many ask for it: advisory locks are counted, and we let go once. */
  readonly locks: Map<string, Promise<void>>;
  /** The latest statement: a connection takes one at a time. */
  last: Promise<void>;
}

const comeBackAfterMs = 250;
// A server that hangs, or is cut off, says nothing by itself.
const askEveryMs = 5_000;
const answerWithinMs = 15_000;

/**
 * Opens its session when the first name is held, and another one, with all names, whenever that is lost.
 */
export function createPresence(log: Logger): Presence {
  const names = new Set<string>();
  let session: Promise<Session> | undefined;
  let returning: NodeJS.Timeout | undefined;
  let asking: NodeJS.Timeout | undefined;
  let ended = false;

  const comeBack = (): void => {
    session = undefined;
    if (ended || returning) return;
    returning = setTimeout(() => {
      returning = undefined;
      open().catch((thrown: unknown) => log.debug({ err: thrown }, "no session yet"));
    }, comeBackAfterMs);
  };

  const open = (): Promise<Session> => {
    const opening = openSession(names, (reason) => {
      // Also called when an attempt to open fails, and for an old session after a new one has begun.
      if (session !== opening || ended) return;
      log.warn({ reason }, "lost the session that shows this worker is alive; opening another");
      comeBack();
    });
    session = opening;
    opening.then(watch, comeBack);
    return opening;
  };

  const watch = (opened: Session): void => {
    asking = setTimeout(() => {
      void answers(opened).then((isAlive) => {
        if (ended) return;
        if (isAlive) watch(opened);
        // Ends the session, of which we are told like of any other end.
        else opened.client.end().catch(() => undefined);
      });
    }, askEveryMs).unref();
  };

  return {
    hold: async (name) => {
      names.add(name);
      await lock(await (session ?? open()), name);
    },
    release: async (name) => {
      names.delete(name);
      if (ended) return;
      const current = await session?.catch(() => undefined);
      if (!current?.locks.delete(name)) return;
      await inTurn(current, `SELECT pg_advisory_unlock(${presenceKey("$1::text")})`, name).catch(
        // The session has ended meanwhile, and the lock with it.
        (thrown: unknown) => log.debug({ err: thrown }, "no session to let a name go in"),
      );
    },
    end: async () => {
      ended = true;
      clearTimeout(returning);
      clearTimeout(asking);
      const current = await session?.catch(() => undefined);
      await current?.client.end();
    },
  };
}

/** Whether the server answers in time, after what was asked before. */
async function answers(session: Session): Promise<boolean> {
  const stop = new AbortController();
  const asked = inTurn(session, "SELECT length($1::text)", "").then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, delay(answerWithinMs, false, { signal: stop.signal, ref: false })]);
  } finally {
    stop.abort();
  }
}

async function openSession(names: ReadonlySet<string>, onLost: (reason: string) => void): Promise<Session> {
  const client = await openDatabaseSession("tieout presence", onLost);
  const opened: Session = { client, locks: new Map(), last: Promise.resolve() };
  for (const name of names) await lock(opened, name);
  return opened;
}

function lock(session: Session, name: string): Promise<void> {
  const existing = session.locks.get(name);
  if (existing) return existing;
  const locking = inTurn(session, `SELECT pg_advisory_lock(${presenceKey("$1::text")})`, name);
  session.locks.set(name, locking);
  return locking;
}

function inTurn(session: Session, text: string, name: string): Promise<void> {
  const turn = session.last.then(async () => {
    await session.client.query(text, [name]);
  });
  // Who asked is told of a failure; those behind them must still get their turn.
  session.last = turn.catch(() => undefined);
  return turn;
}
