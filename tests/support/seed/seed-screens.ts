// Everything that the screens can show, in one firm: companies in each state, runs, failures, alerts and
// webhook events. `DATABASE_URL=… node tests/support/seed/seed-screens.ts [how many further companies]`

import { closePool } from "#lib/db/pool.ts";
import { closePrisma } from "#lib/db/prisma.ts";
import { asSystem } from "#lib/db/scope.ts";
import type { CompanyId, OrganizationId, SyncId } from "#lib/core/ids.ts";
import { setTestEnvironment } from "../environment.ts";
import { seedBooks } from "./seed-books.ts";
import { seedCompany, seedManyCompanies } from "./seed-company.ts";
import { seedFirm, type SeededFirm } from "./seed-people.ts";
import { seedHistory, seedRun } from "./seed-runs.ts";

export interface SeededScreens {
  readonly firm: SeededFirm;
  /** In step, with books to browse. */
  readonly current: CompanyId;
  /** In the middle of its first sync. */
  readonly syncing: CompanyId;
  readonly syncingRun: SyncId;
  readonly lapsed: CompanyId;
  /** A run that waits for approval. */
  readonly awaitingApproval: CompanyId;
  readonly runAwaitingApproval: SyncId;
  readonly incompleteRun: SyncId;
  readonly reconnect: CompanyId;
  readonly never: CompanyId;
}

export async function seedScreens(furtherCompanies = 0): Promise<SeededScreens> {
  const firm = await seedFirm("Harbor & Pine CPAs", "harborpine.example");
  const id = firm.organizationId;
  const current = await seedCompany(id, {
    name: "Craig’s Design and Landscaping",
    connection: "connected",
    syncedMinutesAgo: 6,
    records: 48_201,
  });
  await seedBooks(id, current, 400);
  await seedHistory(id, current);
  const incompleteRun = await seedRun(id, current, {
    kind: "full",
    trigger: "person",
    state: "incomplete",
    minutesAgo: 400,
    seconds: 96,
    seen: 96_000,
    expected: 96_010,
    failed: 3,
    steps: { invoice: "incomplete", time_activity: "failed", journal_code: "not_offered" },
  });
  await seedRun(id, current, { state: "succeeded", minutesAgo: 6, seen: 12 });

  const syncing = await seedCompany(id, {
    name: "Bluewater Boatworks",
    connection: "connected",
    records: 12_000,
  });
  const syncingRun = await seedRun(id, syncing, {
    kind: "full",
    trigger: "connect",
    state: "running",
    minutesAgo: 2,
    seen: 61_440,
    expected: 148_000,
    steps: {
      invoice: "running",
      payment: "running",
      bill: "pending",
      purchase: "pending",
      journal_entry: "pending",
    },
  });
  const lapsed = await seedCompany(id, {
    name: "Tidewater Dental Group",
    connection: "subscription_lapsed",
    syncedMinutesAgo: 4300,
    records: 5100,
  });
  const awaitingApproval = await seedCompany(id, {
    name: "Old Mill Bakery",
    connection: "connected",
    syncedMinutesAgo: 1500,
    records: 7400,
    schedule: "daily",
  });
  const runAwaitingApproval = await seedRun(id, awaitingApproval, {
    state: "awaiting_approval",
    minutesAgo: 35,
    seen: 7400,
    deleted: 2961,
    errorCode: "sync.mass_deletion",
    errorDetail: "2,961 of 7,400 records (40 %) would be marked as deleted; the limit is 20 %.",
    steps: {},
  });
  const reconnect = await seedCompany(id, {
    name: "Pioneer Roofing",
    connection: "needs_reconnect",
    syncedMinutesAgo: 5200,
    records: 9120,
    quickbooksName: "Pioneer Roofing & Sons",
  });
  await seedRun(id, reconnect, {
    state: "failed",
    minutesAgo: 5000,
    errorCode: "connection.needs_reconnect",
  });
  const failing = await seedCompany(id, {
    name: "Summit Logistics",
    connection: "connected",
    syncedMinutesAgo: 70,
    records: 31_000,
    differs: { invoice: 4 },
  });
  await seedRun(id, failing, {
    state: "failed",
    minutesAgo: 12,
    errorCode: "quickbooks.unavailable",
    errorDetail: "HTTP 503 on six attempts.",
  });
  await seedCompany(id, {
    name: "Marigold Studio",
    connection: "paused",
    schedule: "paused",
    syncedMinutesAgo: 9000,
    records: 640,
  });
  await seedCompany(id, {
    name: "Evergreen Farms",
    connection: "disconnected",
    syncedMinutesAgo: 20_000,
    records: 2200,
  });
  await seedCompany(id, {
    name: "Quartz Analytics",
    connection: "connected",
    syncedMinutesAgo: 31,
    records: 900,
    accessEndsInDays: 6,
  });
  const never = await seedCompany(id, {
    name: "A very long company name that a client really has, Incorporated in Delaware",
  });
  await seedWebhookEvents(id, current, reconnect);
  if (furtherCompanies > 0) await seedManyCompanies(id, furtherCompanies);
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO company_access (organization_id, membership_id, company_id)
       SELECT $1, membership, company FROM unnest($2::uuid[]) membership, unnest($3::uuid[]) company`,
      [id, [firm.people.accountant.membershipId, firm.people.viewer.membershipId], [current, reconnect]],
    ),
  );
  return {
    firm,
    current,
    syncing,
    syncingRun,
    lapsed,
    awaitingApproval,
    runAwaitingApproval,
    incompleteRun,
    reconnect,
    never,
  };
}

async function seedWebhookEvents(
  firm: OrganizationId,
  current: CompanyId,
  reconnect: CompanyId,
): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query(
      `INSERT INTO alerts (id, organization_id, company_id, kind, message, times_seen, opened_at, state, recovered_at)
       VALUES (gen_random_uuid(), $1, $2, 'reconnect_needed', 'QuickBooks no longer accepts our access. Reconnect QuickBooks to keep syncing.', 3, now() - interval '3 days', 'open', NULL),
              (gen_random_uuid(), $1, $3, 'count_mismatch', 'Invoices: QuickBooks has 4 more than we do.', 1, now() - interval '5 hours', 'open', NULL),
              (gen_random_uuid(), $1, NULL, 'error_rate', 'More than 5 % of syncs failed in the last 24 hours.', 6, now() - interval '9 days', 'recovered', now() - interval '8 days')`,
      [firm, reconnect, current],
    );
    await sql.query(
      `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, realm_id_hash, entity, operation,
         source_id, occurred_at, received_at, state, attempts, last_error, processed_at)
       SELECT gen_random_uuid()::text, $1, $2, 'hash', (ARRAY['Invoice', 'Customer', 'Payment', 'Bill'])[1 + n % 4],
              (ARRAY['Create', 'Update', 'Delete', 'Merge', 'Void'])[1 + n % 5], n::text, now() - n * interval '4 minutes',
              now() - n * interval '4 minutes' + interval '1 s',
              (CASE WHEN n = 1 THEN 'pending' WHEN n = 9 THEN 'dead' WHEN n = 14 THEN 'failed' ELSE 'processed' END),
              CASE WHEN n = 9 THEN 8 ELSE 1 END, CASE WHEN n IN (9, 14) THEN 'QuickBooks cannot be reached at the moment.' END,
              CASE WHEN n NOT IN (1, 9, 14) THEN now() - n * interval '4 minutes' + interval '2 s' END
         FROM generate_series(1, 64) n`,
      [firm, current],
    );
  });
}

if (import.meta.main) {
  const databaseUrl = process.env["DATABASE_URL"];
  if (!databaseUrl) throw new Error("DATABASE_URL is not set: which database shall be filled?");
  setTestEnvironment({ databaseUrl });
  const { firm, ...ids } = await seedScreens(Number(process.argv[2] ?? 0));
  console.log(JSON.stringify({ organization: firm.organizationId, ...ids }, null, 2));
  await Promise.all([closePool(), closePrisma()]);
}
