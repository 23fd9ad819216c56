/**
 * For the RETURNING of a statement that is a transaction by itself: its commit does not wait for the disk.
 * A permit is for a second. A crash of PostgreSQL takes longer than that, and what it takes back, half a
 * second of bookings, no longer counts then.
 *
 * @param unless SQL that is true where the commit shall wait after all: what is counted must not be lost.
 */
export function withoutWaitingForDisk(unless: string): string {
  return `set_config('synchronous_commit',
    CASE WHEN ${unless} THEN current_setting('synchronous_commit') ELSE 'off' END, true)`;
}
