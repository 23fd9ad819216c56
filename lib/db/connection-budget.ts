export interface ConnectionBudget {
  readonly worker: {
    /** The session whose end tells the others that the worker has died. */
    readonly presence: number;
    /** Each lane of the queue listens on one of its own; they share another for short statements. */
    readonly queue: number;
    /** As the system role: permits, leases, the clock. */
    readonly system: number;
    /** As the application role; who finds none free waits for one. */
    readonly work: number;
  };
  readonly web: {
    /** Webhook intake, which waits for nothing else. */
    readonly intake: number;
    /** As the system role: sign-in, sessions and health, which firms' queries cannot take. */
    readonly system: number;
    readonly work: number;
  };
}

const presence = 1;
const queue = 4;
const intake = 2;
const systemOfWorker = 2;
const systemOfWeb = 3;

/**
 * How the connections of one process (`total`: DATABASE_POOL_SIZE) are shared out. PostgreSQL refuses whoever
 * comes when all of max_connections are in use, so that what a process may take at most is fixed, whatever it
 * is at.
 */
export function connectionBudget(total: number): ConnectionBudget {
  return {
    worker: { presence, queue, system: systemOfWorker, work: total - presence - queue - systemOfWorker },
    web: { intake, system: systemOfWeb, work: total - intake - systemOfWeb },
  };
}
