/**
 * The distinct values of a column of events, found by one step through a partial index for each: of a
 * hundred thousand events that wait, most are of a few companies. Null is not among them.
 */
export const distinctSql = (column: string, condition: string): string => `
  WITH RECURSIVE each AS (
    (SELECT ${column} AS value FROM quickbooks_webhook_events
     WHERE ${condition} ORDER BY ${column} LIMIT 1)
    UNION ALL
    SELECT (SELECT ${column} FROM quickbooks_webhook_events
            WHERE ${condition} AND ${column} > each.value ORDER BY ${column} LIMIT 1)
    FROM each WHERE each.value IS NOT NULL
  )
  SELECT value FROM each WHERE value IS NOT NULL`;
