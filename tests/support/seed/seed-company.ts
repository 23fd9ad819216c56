import { randomUUID } from "node:crypto";

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { ConnectionState } from "#lib/contracts/connection-state.ts";
import { parseCompanyId, type CompanyId, type OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";

export interface SeedCompany {
  readonly name: string;
  /** Left out: never connected. */
  readonly connection?: ConnectionState;
  readonly quickbooksName?: string;
  readonly schedule?: "daily" | "hourly" | "custom" | "paused";
  readonly syncedMinutesAgo?: number;
  /** Of the largest type; the others get a share of it. */
  readonly records?: number;
  /** Types whose count in QuickBooks is this many higher than ours. */
  readonly differs?: Partial<Record<RecordType, number>>;
  readonly accessEndsInDays?: number;
}

const notOffered: readonly RecordType[] = ["journal_code", "credit_card_payment", "tax_payment"];
const shares: Partial<Record<RecordType, number>> = {
  invoice: 1,
  payment: 0.8,
  purchase: 0.7,
  bill: 0.3,
  bill_payment: 0.25,
  journal_entry: 0.1,
  customer: 0.12,
  deposit: 0.2,
  item: 0.02,
  vendor: 0.03,
  company_info: 0,
  preferences: 0,
};

/** Connected where asked, with counts for each type; no runs and no records of its own. */
export async function seedCompany(firm: OrganizationId, seed: SeedCompany): Promise<CompanyId> {
  const id = parseCompanyId(randomUUID());
  await asSystem(async (sql) => {
    await sql.query(
      `INSERT INTO companies (id, organization_id, name, legal_name, country, home_currency, time_zone, sync_schedule,
         last_synced_at, next_sync_at, subscription)
       VALUES ($1, $2, $3, $3 || ' LLC', 'US', 'USD', 'America/Los_Angeles', $4,
         now() - $5::int * interval '1 minute', CASE WHEN $4 <> 'paused' THEN now() + interval '47 minutes' END,
         'QuickBooks Online Plus')`,
      [id, firm, seed.name, seed.schedule ?? "hourly", seed.syncedMinutesAgo ?? null],
    );
    if (seed.connection === undefined) return;
    const connection = randomUUID();
    await sql.query(
      `INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed, realm_id_hash,
         company_name, state, state_since, connected_at, consented_at)
       VALUES ($1, $2, $3, 'sandbox', 'sealed', $4, $5, $6, now() - interval '3 days', now() - interval '200 days',
         now() - interval '200 days')`,
      [connection, firm, id, randomUUID(), seed.quickbooksName ?? seed.name, seed.connection],
    );
    await sql.query(
      `INSERT INTO quickbooks_tokens (connection_id, organization_id, company_id, access_token_sealed,
         refresh_token_sealed, access_expires_at, refresh_expires_at, refresh_hard_expires_at)
       VALUES ($1, $2, $3, 'sealed', 'sealed', now() + interval '40 minutes', now() + $4::int * interval '1 day',
         now() + interval '1625 days')`,
      [connection, firm, id, seed.accessEndsInDays ?? 98],
    );
    for (const type of allRecordTypes) {
      const offered = !notOffered.includes(type);
      const count = offered ? Math.max(1, Math.round((seed.records ?? 0) * (shares[type] ?? 0.01))) : null;
      await sql.query(
        `INSERT INTO company_record_types (organization_id, company_id, record_type, offered, not_offered_reason,
           source_count, our_count, live_count, counted_at, current_as_of, backfilled_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, now() - interval '20 minutes', now() - interval '6 minutes',
           now() - interval '190 days')`,
        [
          firm,
          id,
          type,
          offered,
          offered ? null : "QuickBooks says that this company's country or subscription does not have it.",
          count === null ? null : count + (seed.differs?.[type] ?? 0),
          count,
        ],
      );
    }
  });
  return id;
}

/** Many companies at once, in every status; for what must hold at the size of a large firm. */
export async function seedManyCompanies(firm: OrganizationId, count: number): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query(
      `WITH made AS (
         INSERT INTO companies (id, organization_id, name, sync_schedule, last_synced_at, next_sync_at)
         SELECT gen_random_uuid(), $1, 'Client ' || to_char(n, 'FM0000') || ' ' ||
                (ARRAY['Landscaping', 'Bakery', 'Dental', 'Logistics', 'Roofing', 'Studio', 'Farms'])[1 + n % 7],
                CASE WHEN n % 23 = 0 THEN 'paused' ELSE 'daily' END,
                now() - (n % 1300) * interval '1 minute', now() + interval '3 hours'
           FROM generate_series(1, $2) n RETURNING id, name
       ), connected AS (
         INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed,
           realm_id_hash, company_name, state)
         SELECT gen_random_uuid(), $1, id, 'sandbox', 'sealed', id::text, name,
                CASE WHEN right(split_part(name, ' ', 2), 2) = '13' THEN 'needs_reconnect'
                     WHEN right(split_part(name, ' ', 2), 2) = '77' THEN 'disconnected' ELSE 'connected' END
           FROM made
       )
       INSERT INTO company_record_types (organization_id, company_id, record_type, offered, our_count, live_count,
         source_count)
       SELECT $1, id, type, true, 120, 120, 120 FROM made, unnest($3::text[]) type`,
      [firm, count, allRecordTypes],
    );
    await sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, created_at, started_at,
         finished_at, records_seen, metered_calls, api_calls)
       SELECT gen_random_uuid(), $1, c.id, 'incremental', 'schedule',
              CASE WHEN n = 1 AND right(split_part(c.name, ' ', 2), 2) = '29' THEN 'failed' ELSE 'succeeded' END,
              now() - n * interval '1 day', now() - n * interval '1 day', now() - n * interval '1 day' + interval '4 s',
              12, 1, 2
         FROM companies c, generate_series(1, 3) n WHERE c.organization_id = $1 AND c.name LIKE 'Client %'`,
      [firm],
    );
  });
}
