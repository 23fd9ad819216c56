import { asSystem } from "#lib/db/scope.ts";

/** Adds calls that were counted with their permits to the firms' meters. The clock calls it. */
export async function carryOverCalls(): Promise<number> {
  const { rowCount } = await asSystem((sql) =>
    sql.query(
      `WITH taken AS (
         SELECT company_id, metered, free, failed, throttled FROM quickbooks_paces
         WHERE metered + free + failed + throttled > 0 ORDER BY company_id FOR UPDATE SKIP LOCKED
       ), cleared AS (
         UPDATE quickbooks_paces AS pace SET metered = 0, free = 0, failed = 0, throttled = 0
         WHERE company_id = ANY (ARRAY(SELECT company_id FROM taken))
       )
       INSERT INTO quickbooks_call_meters AS meter
         (organization_id, company_id, day, metered, free, failed, throttled)
       SELECT company.organization_id, taken.company_id, (now() AT TIME ZONE 'UTC')::date,
         taken.metered, taken.free, taken.failed, taken.throttled
       FROM taken JOIN companies AS company ON company.id = taken.company_id
       ON CONFLICT (company_id, day) DO UPDATE SET metered = meter.metered + excluded.metered,
         free = meter.free + excluded.free, failed = meter.failed + excluded.failed,
         throttled = meter.throttled + excluded.throttled`,
    ),
  );
  return rowCount ?? 0;
}
