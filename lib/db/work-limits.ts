// How long each kind of work may take at most, in milliseconds. Whatever hangs, a query, a lock, a server that
// was stopped, ends by these and not by the patience of whoever waits.

export interface WorkLimits {
  /** Until a connection is free. */
  readonly connectionMs: number;
  /** One statement, by PostgreSQL's own clock. */
  readonly statementMs: number;
  /** One lock that another transaction holds. */
  readonly lockMs: number;
  /** Between two statements of a transaction, which keeps locks all the while. */
  readonly idleMs: number;
  /** A transaction as a whole, by our clock: a server that hangs enforces none of its limits. */
  readonly transactionMs: number;
}

export const workLimits = {
  /** A person looks at a screen. */
  interactive: {
    connectionMs: 3_000,
    statementMs: 10_000,
    lockMs: 5_000,
    idleMs: 5_000,
    transactionMs: 12_000,
  },
  /** Who somebody is, which every request asks first. */
  sign_in: { connectionMs: 3_000, statementMs: 3_000, lockMs: 2_000, idleMs: 5_000, transactionMs: 5_000 },
  /** Whether we can serve requests at all. */
  health: { connectionMs: 1_000, statementMs: 2_000, lockMs: 1_000, idleMs: 2_000, transactionMs: 3_000 },
  /** A person connects a company: once Intuit's code is spent, there is no second try. */
  connecting: {
    connectionMs: 10_000,
    statementMs: 10_000,
    lockMs: 5_000,
    idleMs: 10_000,
    transactionMs: 15_000,
  },
  /** Webhooks. Intuit repeats what is not answered, and stops sending when that happens too often. */
  intake: { connectionMs: 2_000, statementMs: 4_000, lockMs: 3_000, idleMs: 2_000, transactionMs: 5_000 },
  /** Jobs, whose pages are large, and commands. Who waits is another job. */
  job: {
    connectionMs: 60_000,
    statementMs: 300_000,
    lockMs: 30_000,
    idleMs: 60_000,
    transactionMs: 330_000,
  },
  /** Single short statements between others, as a permit for a call. */
  step: { connectionMs: 20_000, statementMs: 10_000, lockMs: 10_000, idleMs: 10_000, transactionMs: 15_000 },
  /** What the workers do by themselves every few seconds, and make up for when it failed. */
  clock: {
    connectionMs: 20_000,
    statementMs: 60_000,
    lockMs: 5_000,
    idleMs: 10_000,
    transactionMs: 70_000,
  },
} as const satisfies Record<string, WorkLimits>;

export type WorkKind = keyof typeof workLimits;

/** All that a request reads, once it is known who asks: a page reads several things, each within its limits. */
export const readingMs = 13_000;

/** Until PostgreSQL has accepted a new connection. */
export const connectMs = 10_000;

/** A migration waits for a lock no longer: requests would queue behind it. It may be run again. */
export const migrationLockMs = 30_000;

/** SQL that holds a transaction to its limits; as part of it, for a pooler gives each another session. */
export function limitsSql({ statementMs, lockMs, idleMs }: WorkLimits): string {
  return (
    `SET LOCAL statement_timeout = ${statementMs}; SET LOCAL lock_timeout = ${lockMs}; ` +
    `SET LOCAL idle_in_transaction_session_timeout = ${idleMs}`
  );
}
