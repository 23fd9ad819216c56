import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";

/** Customers, accounts, items, and `invoices` invoices with lines, links, an edit, a void and a deletion. */
export async function seedBooks(firm: OrganizationId, company: CompanyId, invoices: number): Promise<void> {
  await asSystem(async (sql) => {
    await seedLists(sql, firm, company);
    await seedTransactions(sql, firm, company, invoices);
    await seedPast(sql, firm, company);
    await seedFailures(sql, firm, company);
  });
}

async function seedLists(sql: Sql, firm: OrganizationId, company: CompanyId): Promise<void> {
  await sql.query(
    `INSERT INTO entities (organization_id, company_id, kind, source_id, name, full_name, code, active, entity_type,
       classification, currency, balance, email, source, content_hash, edit_hash, sync_token, source_updated_at,
       source_created_at, deleted_at, merged_into_id)
     SELECT $1, $2, kind, id::text, name, name, code, id % 31 <> 0, type, classification, 'USD', balance,
            CASE WHEN kind = 'customer' THEN 'books@client' || id || '.example' END,
            json_build_object('Id', id::text, 'DisplayName', name, 'SyncToken', '1', 'Active', true,
              'MetaData', json_build_object('CreateTime', '2025-01-04T09:12:00-08:00', 'LastUpdatedTime', '2026-10-02T10:00:00-07:00')),
            '\\x00', '\\x00', 1, now() - id * interval '7 hours', now() - interval '300 days',
            CASE WHEN kind = 'customer' AND id = 7 THEN now() - interval '2 days' END,
            CASE WHEN kind = 'customer' AND id = 7 THEN '8' END
       FROM (
         SELECT 'customer' AS kind, n AS id, (ARRAY['Amy’s Bird Sanctuary', 'Bill’s Windsurf Shop', 'Cool Cars',
                  'Diego Rodriguez', 'Dukes Basketball Camp', 'Freeman Sporting Goods', 'Geeta Kalapatapu'])[1 + n % 7]
                  || CASE WHEN n > 7 THEN ' ' || n ELSE '' END AS name, NULL AS code, NULL AS type,
                NULL AS classification, (n * 137.25)::numeric AS balance FROM generate_series(1, 90) n
         UNION ALL
         SELECT 'account', n, (ARRAY['Checking', 'Accounts Receivable (A/R)', 'Design income', 'Job materials', 'Sales tax payable'])[n],
                (1000 * n)::text, (ARRAY['Bank', 'Accounts Receivable', 'Income', 'Cost of Goods Sold', 'Other Current Liability'])[n],
                (ARRAY['Asset', 'Asset', 'Revenue', 'Expense', 'Liability'])[n], (ARRAY[12034.5, 5281.52, NULL, NULL, -370.94])[n]
           FROM generate_series(1, 5) n
         UNION ALL
         SELECT 'item', n, (ARRAY['Design', 'Rocks', 'Pest control', 'Sprinkler heads'])[n], 'SKU-' || n, 'Service', NULL, NULL
           FROM generate_series(1, 4) n
       ) lists`,
    [firm, company],
  );
}

async function seedTransactions(
  sql: Sql,
  firm: OrganizationId,
  company: CompanyId,
  invoices: number,
): Promise<void> {
  await sql.query(
    `INSERT INTO transactions (organization_id, company_id, type, source_id, doc_number, transaction_on, due_on,
       party_kind, party_id, party_name, currency, exchange_rate, total_amount, home_total_amount, tax_amount, balance,
       account_id, memo, source, content_hash, edit_hash, sync_token, source_updated_at, source_created_at, voided_at,
       deleted_at)
     SELECT $1, $2, type, n::text, CASE WHEN type = 'invoice' THEN (1000 + n)::text END,
            current_date - (n % 700), current_date - (n % 700) + 30, 'customer', (1 + n % 90)::text, 'Cool Cars',
            'USD', 1, amount, amount, round(amount * 0.08, 2), CASE WHEN n % 3 = 0 THEN amount ELSE 0 END,
            CASE WHEN type = 'payment' THEN '1' END, CASE WHEN n % 4 = 0 THEN 'Spring clean-up' END,
            json_build_object('Id', n::text, 'SyncToken', '2', 'DocNumber', (1000 + n)::text, 'TotalAmt', amount,
              'CurrencyRef', json_build_object('value', 'USD', 'name', 'United States Dollar'),
              'CustomerRef', json_build_object('value', (1 + n % 90)::text, 'name', 'Cool Cars'),
              'Line', json_build_array(json_build_object('Id', '1', 'Amount', amount, 'DetailType', 'SalesItemLineDetail')),
              'MetaData', json_build_object('LastUpdatedTime', '2026-11-20T10:00:00-08:00')),
            '\\x00', '\\x00', 2, now() - n * interval '3 hours', now() - interval '300 days',
            CASE WHEN n % 41 = 0 THEN now() - interval '4 days' END, CASE WHEN n % 53 = 0 THEN now() - interval '5 days' END
       FROM (SELECT type, n, CASE WHEN type = 'journal_entry' THEN 0 ELSE (n * 37 % 4000 + 0.75)::numeric
                     END AS amount
               FROM unnest(ARRAY['invoice', 'payment', 'credit_memo', 'journal_entry']) type, generate_series(1, $3) n) made`,
    [firm, company, invoices],
  );
  await sql.query(
    `INSERT INTO transaction_lines (organization_id, company_id, type, source_id, position, line_id, detail_type, amount,
       description, item_id, account_id, quantity, unit_price, side)
     SELECT organization_id, company_id, type, source_id, l - 1, l::text,
            CASE type WHEN 'journal_entry' THEN 'JournalEntryLineDetail' ELSE 'SalesItemLineDetail' END,
            round(total_amount / 3, 2), CASE l WHEN 1 THEN 'Custom design' WHEN 2 THEN 'Rock fountain' END,
            CASE WHEN type = 'invoice' THEN l::text END, CASE WHEN type = 'journal_entry' THEN l::text ELSE '3' END,
            CASE WHEN type = 'invoice' THEN l END, CASE WHEN type = 'invoice' THEN round(total_amount / 3 / l, 4) END,
            CASE WHEN type = 'journal_entry' THEN CASE WHEN l = 1 THEN 'debit' ELSE 'credit' END END
       FROM transactions, generate_series(1, 3) l WHERE company_id = $1 AND type IN ('invoice', 'journal_entry', 'credit_memo')`,
    [company],
  );
  await sql.query(
    `INSERT INTO transaction_links (organization_id, company_id, type, source_id, position, linked_as, linked_type, linked_id, amount)
     SELECT organization_id, company_id, 'payment', source_id, 0, 'Invoice', 'invoice', source_id, total_amount
       FROM transactions WHERE company_id = $1 AND type = 'payment'`,
    [company],
  );
}

async function seedPast(sql: Sql, firm: OrganizationId, company: CompanyId): Promise<void> {
  await sql.query(
    `INSERT INTO record_versions (organization_id, company_id, record_type, source_id, version, source, sync_token,
       source_updated_at, replaced_at, replaced_by)
     SELECT $1, $2, 'invoice', '1', v, json_build_object('Id', '1', 'SyncToken', (v - 1)::text, 'DocNumber', '1001',
              'TotalAmt', 20 + v, 'PrivateNote', 'Version ' || v,
              'CustomerRef', json_build_object('value', '2', 'name', CASE v WHEN 1 THEN 'Cool Cars' ELSE 'Cool Cars Inc.' END),
              'Line', json_build_array(json_build_object('Id', '1', 'Amount', 20 + v, 'DetailType', 'SalesItemLineDetail'))),
            v - 1, now() - (10 - v) * interval '1 day', now() - (9 - v) * interval '1 day', 'edited'
       FROM generate_series(1, 2) v`,
    [firm, company],
  );
  await sql.query(
    "UPDATE transactions SET versions = 3 WHERE company_id = $1 AND type = 'invoice' AND source_id = '1'",
    [company],
  );
}

async function seedFailures(sql: Sql, firm: OrganizationId, company: CompanyId): Promise<void> {
  await sql.query(
    `INSERT INTO record_failures (id, organization_id, company_id, record_type, source_id, reason, detail, source,
       attempts, first_seen_at)
     SELECT gen_random_uuid(), $1, $2, CASE WHEN n = 3 THEN 'bill' ELSE 'invoice' END, (9000 + n)::text,
            CASE WHEN n = 3 THEN 'A required field is missing' ELSE 'A number has more digits than can be kept exactly' END,
            CASE WHEN n = 3 THEN 'VendorRef is missing.' ELSE 'TotalAmt: 0.12345678901234567' END,
            json_build_object('Id', (9000 + n)::text, 'SyncToken', '0', 'TotalAmt', 0.5, 'DocNumber', 'BAD-' || n),
            n, now() - n * interval '1 day'
       FROM generate_series(1, 3) n`,
    [firm, company],
  );
}
