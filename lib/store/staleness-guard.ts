/**
 * True where `incoming` may take the place of `held`: an older version never replaces a newer one.
 *
 * Equal times are let through unless the SyncToken has gone back: Intuit stamps to the second, and
 * refusing a tie would drop the second of two quick edits.
 *
 * A record marked as deleted comes back only by an answer that QuickBooks gave after the deletion (a
 * whole second later, for deletions are stamped to the second), or by a version made after it. A page
 * that was read before and is written late cannot raise it.
 *
 * `readAt` is SQL for QuickBooks' time of the answer, null when it did not say.
 */
export function stalenessGuard(held: string, incoming: string, readAt: string): string {
  return `(${incoming}.source_updated_at > ${held}.source_updated_at
    OR (${incoming}.source_updated_at = ${held}.source_updated_at AND ${incoming}.sync_token >= ${held}.sync_token))
  AND (${held}.deleted_at IS NULL
    OR ${readAt} >= ${held}.deleted_at + interval '1 second'
    OR ${incoming}.source_updated_at > ${held}.deleted_at)`;
}
