// What a large firm's database holds after two months: rows of SQL's making, for PostgreSQL to find the few
// among them that the clock looks for.

import pg from "pg";

export interface FirmSize {
  readonly companies: number;
  readonly events: number;
}

const firm = "00000000-0000-4000-8000-00000000f117";

/** As superuser, whom row-level security does not slow down. */
export async function fillDatabase(adminUrl: string, { companies, events }: FirmSize): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET jit = off");
    await admin.query("INSERT INTO organizations (id, name) VALUES ($1, 'A large firm')", [firm]);
    for (const statement of ofCompanies) await admin.query(statement, [firm, companies]);
    await withoutIndexes(admin, "quickbooks_webhook_events", async () => {
      await admin.query(ofEvents, [firm, companies, events]);
    });
    await admin.query("VACUUM ANALYZE");
  } finally {
    await admin.end();
  }
}

const ofCompanies = [
  `INSERT INTO companies (id, organization_id, name, sync_schedule, next_sync_at, last_synced_at, changes_cursor_at)
   SELECT md5('company ' || n)::uuid, $1, 'Client ' || n, (ARRAY['daily', 'daily', 'hourly'])[1 + n % 3],
     now() + n % 1000 * interval '1 minute', now() - interval '20 minutes', now() - interval '20 minutes'
   FROM generate_series(1, $2::int) AS n`,
  `INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed, realm_id_hash, state)
   SELECT md5('connection ' || n)::uuid, $1, md5('company ' || n)::uuid, 'sandbox', 'sealed', md5('realm ' || n),
     CASE WHEN n % 200 = 0 THEN 'needs_reconnect' ELSE 'connected' END
   FROM generate_series(1, $2::int) AS n`,
  `INSERT INTO quickbooks_tokens (connection_id, organization_id, company_id, access_token_sealed,
     refresh_token_sealed, access_expires_at, refresh_expires_at)
   SELECT md5('connection ' || n)::uuid, $1, md5('company ' || n)::uuid, repeat('a', 900), repeat('r', 120),
     now() + interval '1 hour', now() + interval '100 days' FROM generate_series(1, $2::int) AS n`,
  `INSERT INTO company_record_types (organization_id, company_id, record_type, offered, source_count, our_count)
   SELECT $1, md5('company ' || n)::uuid, 'type ' || t, true, 100, CASE WHEN n % 500 = 0 AND t = 1 THEN 99 ELSE 100 END
   FROM generate_series(1, $2::int) AS n, generate_series(1, 38) AS t`,
  `INSERT INTO quickbooks_call_meters (organization_id, company_id, day, metered)
   SELECT $1, md5('company ' || n)::uuid, current_date - d, 3
   FROM generate_series(0, 60) AS d, generate_series(1, $2::int) AS n`,
  `INSERT INTO quickbooks_paces (company_id, metered)
   SELECT md5('company ' || n)::uuid, CASE WHEN n % 100 = 0 THEN 1 ELSE 0 END
   FROM generate_series(1, $2::int) AS n WHERE $1::uuid IS NOT NULL`,
  `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, created_at, started_at, finished_at)
   SELECT gen_random_uuid(), $1, md5('company ' || n)::uuid, 'incremental', 'schedule',
     CASE WHEN n % 97 = 0 AND r = 1 THEN 'failed' ELSE 'succeeded' END, at, at, at + interval '2 s'
   FROM generate_series(60, 1, -1) AS r, generate_series(1, $2::int) AS n,
     LATERAL (SELECT now() - r * interval '1 day' + n * interval '10 s') AS moment(at)`,
  `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, lease_token, started_at, heartbeat_at)
   SELECT md5('run ' || n)::uuid, $1, md5('company ' || n)::uuid, 'incremental', 'webhook', 'running',
     gen_random_uuid(), now(), now() + interval '1 day'
   FROM generate_series(1, $2::int, 40) AS n`,
  `INSERT INTO alerts (id, organization_id, company_id, kind, message, state, opened_at, recovered_at)
   SELECT gen_random_uuid(), $1, md5('company ' || n)::uuid, 'stale', '', 'recovered', now() - interval '9 days',
     now() - interval '8 days' FROM generate_series(1, $2::int) AS n`,
] as const;

/* In order of time, as they came. Of a million: 2,000 wait, 500 are being processed, 500 are dead, and 1,000
   are of twenty realms that nobody here is connected to. */
const ofEvents = `
  INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, realm_id_hash, entity, operation,
    source_id, occurred_at, received_at, state, attempts, sync_id, next_attempt_at)
  SELECT 'event-' || n, CASE WHEN state <> 'unmatched' THEN $1::uuid END,
    CASE WHEN state <> 'unmatched' THEN md5('company ' || company)::uuid END,
    CASE WHEN state = 'unmatched' THEN md5('elsewhere ' || n % 20) ELSE md5('realm ' || company) END,
    'Invoice', 'updated', n::text, at, at, state, 1,
    CASE WHEN state = 'processing' THEN md5('run ' || company)::uuid END,
    CASE WHEN state = 'failed' THEN now() + interval '1 hour' END
  FROM (
    SELECT n, now() - (1 - n::float8 / $3::bigint) * interval '59 days' - interval '1 minute' AS at,
      CASE n % 2000 WHEN 1 THEN 'pending' WHEN 2 THEN 'failed' WHEN 3 THEN 'failed' WHEN 4 THEN 'failed'
        WHEN 5 THEN 'processing' WHEN 6 THEN 'dead' WHEN 7 THEN 'unmatched' WHEN 8 THEN 'unmatched'
        ELSE 'processed' END AS state,
      CASE WHEN n % 2000 = 5 THEN 1 + 40 * (n / 2000 % ($2::bigint / 40)) ELSE 1 + n / 2000 % $2::bigint END AS company
    FROM generate_series(1, $3::bigint) AS n
  ) AS event`;

/** Rows first, indexes after: a tenth of the time. */
async function withoutIndexes(admin: pg.Client, table: string, work: () => Promise<void>): Promise<void> {
  const { rows } = await admin.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = $1::regclass AND NOT indisprimary`,
    [table],
  );
  for (const { name } of rows) await admin.query(`DROP INDEX ${name}`);
  await work();
  for (const { definition } of rows) await admin.query(definition);
}
