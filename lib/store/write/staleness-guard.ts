/**
 * True where `incoming` may take the place of `stored`: an older version never replaces a newer one.
 *
 * Equal times are let through unless the SyncToken has gone back: Intuit stamps to the second, and
 * refusing a tie would drop the second of two quick edits. A record marked as deleted takes a newer
 * version without coming back by it, see {@link raises}.
 *
 * `readAt` is SQL for QuickBooks' time of the answer, null when it did not say.
 */
export function stalenessGuard(stored: string, incoming: string, readAt: string): string {
  const sameTime = `${incoming}.source_updated_at = ${stored}.source_updated_at`;
  return `(${incoming}.source_updated_at > ${stored}.source_updated_at
    OR (${sameTime} AND ${incoming}.sync_token > ${stored}.sync_token)
    OR (${sameTime} AND ${incoming}.sync_token = ${stored}.sync_token
      AND (${stored}.deleted_at IS NULL OR ${undeletes(stored, incoming, readAt)})))`;
}

/**
 * True where `incoming` shows that a record marked as deleted is there: QuickBooks gave it in an answer
 * after the deletion (a whole second later, for deletions are stamped to the second), or in a version
 * made after it. A page that was read before and is written late cannot raise it.
 */
export function undeletes(stored: string, incoming: string, readAt: string): string {
  return `coalesce(${readAt} >= ${stored}.deleted_at + interval '1 second'
    OR ${incoming}.source_updated_at > ${stored}.deleted_at, false)`;
}
