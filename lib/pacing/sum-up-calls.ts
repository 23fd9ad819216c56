import { asSystem } from "#lib/db/scope.ts";

/** As far back as the month's allowance and the week before it are asked about. */
const daysAsked = 40;

/**
 * Adds up the calls of days that are over, firm by firm, so that the month's allowance need not be added up
 * from each company's meters every ten seconds. The clock calls it. A day is over once another has passed: a
 * call counts for the day on which its transaction began, and none takes so long.
 *
 * @returns how many days it was.
 */
export async function sumUpCalls(): Promise<number> {
  let days = 0;
  while (await sumUpNextDay()) days += 1;
  return days;
}

/** Of several that do it at once, the others find the day taken. */
async function sumUpNextDay(): Promise<boolean> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ days: number }>(
      `WITH next AS (
         INSERT INTO quickbooks_summed_days (day)
         SELECT day FROM (
           SELECT greatest((SELECT max(day) + 1 FROM quickbooks_summed_days), today - ${daysAsked}) AS day, today
           FROM (SELECT (now() AT TIME ZONE 'UTC')::date AS today) AS calendar
         ) AS candidate
         WHERE day <= today - 2
         ON CONFLICT DO NOTHING RETURNING day
       ), summed AS (
         INSERT INTO quickbooks_call_days (organization_id, day, metered)
         SELECT meter.organization_id, next.day, sum(meter.metered)
         FROM next CROSS JOIN LATERAL (
           SELECT organization_id, metered FROM quickbooks_call_meters WHERE day = next.day OFFSET 0) AS meter
         GROUP BY meter.organization_id, next.day
       )
       SELECT count(*)::int AS days FROM next`,
    ),
  );
  return rows[0]?.days === 1;
}
