// One viewer searches large books, forty times at once, and another firm's person asks who they are. Beside the
// same without the searches.

import { setTimeout as sleep } from "node:timers/promises";

import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import { addMember, createCompany, createFirm } from "#tests/support/people-of-a-firm.ts";
import { startDrillDatabase } from "./drills/drill-database.ts";
import { startDrillStack } from "./drills/drill-stack.ts";
import { startLoad, type LoadAnswer } from "./drills/request-load.ts";
import type { Report, Run } from "./harness/run-named.ts";

const atMostMs = 200;
const insertedAtOnce = 50_000;

/** `--invoices` (600,000), `--searches` at once (40), `--seconds` (20). */
export async function neighbors({ argument, print }: Run): Promise<Report> {
  const [invoices, searches, seconds] = [
    argument("invoices", 600_000),
    argument("searches", 40),
    argument("seconds", 20),
  ];
  const database = await startDrillDatabase();
  const stack = await startDrillStack({
    databaseUrl: database.urls.application,
    seed: 1,
    companies: 1,
    size: 50,
    connects: false,
    web: "pages",
  });
  const web = await stack.startWeb();
  try {
    const url = new URL(stack.webhookUrl).origin;
    const viewer = await addMember(stack.organizationId, "viewer");
    const colleague = await addMember(stack.organizationId, "accountant");
    const neighbor = (await createFirm("Another firm")).people.owner;
    const company = await createCompany(stack.organizationId, [viewer]);
    for (let from = 0; from < invoices; from += insertedAtOnce) {
      await insertInvoices(stack.organizationId, company, from, Math.min(from + insertedAtOnce, invoices));
    }
    await asSystem((sql) => sql.query("ANALYZE transactions"));
    print(`${invoices} invoices are there`);

    // No name and no number has this: each search reads all of them.
    const path = `/api/companies/${company}/records/invoice?search=nobody%20is%20called%20this`;
    const measure = async (forSeconds: number) => {
      const asking = startLoad(url, [neighbor.cookie], ["/api/me"]);
      const beside = startLoad(url, [colleague.cookie], ["/api/companies"]);
      await sleep(forSeconds * 1000);
      await Promise.all([asking.stop(), beside.stop()]);
      return { neighbor: asking.answers, colleague: beside.answers };
    };
    const one = startLoad(url, [viewer.cookie], [path]);
    await one.stop();
    const alone = await measure(5);
    const searching = startLoad(
      url,
      Array.from({ length: searches }, () => viewer.cookie),
      [path],
    );
    const under = await measure(seconds);
    await searching.stop();

    const statuses = Object.fromEntries(
      [200, 429, 503].map((status) => [
        status,
        searching.answers.filter((answer) => answer.status === status).length,
      ]),
    );
    const others = searching.answers.length - Object.values(statuses).reduce((sum, count) => sum + count, 0);
    const medianMs = median(under.neighbor);
    print(`one search alone took ${figure(median(one.answers))} ms`);
    return {
      passed:
        medianMs < atMostMs &&
        others === 0 &&
        (statuses[200] ?? 0) > 0 &&
        [...under.neighbor, ...under.colleague].every(({ status }) => status === 200),
      figures: {
        invoices,
        searchesAtOnce: searches,
        searchAloneMs: figure(median(one.answers)),
        medianAloneMs: figure(median(alone.neighbor)),
        medianMs: figure(medianMs),
        slowestMs: figure(Math.max(...under.neighbor.map(({ ms }) => ms))),
        colleagueMedianMs: figure(median(under.colleague)),
        answered: statuses[200] ?? 0,
        askedToWait: statuses[429] ?? 0,
        tookTooLong: statuses[503] ?? 0,
        others,
      },
    };
  } finally {
    await web.kill();
    await stack.stop();
    await database.stop();
  }
}

async function insertInvoices(
  firm: OrganizationId,
  company: CompanyId,
  from: number,
  until: number,
): Promise<void> {
  await withTenant(firm, (sql) =>
    sql.query(
      `INSERT INTO transactions (organization_id, company_id, type, source_id, doc_number, transaction_on, due_on,
         party_kind, party_id, party_name, currency, exchange_rate, total_amount, home_total_amount, tax_amount,
         balance, memo, source, content_hash, edit_hash, sync_token, source_updated_at, source_created_at)
       SELECT $1, $2, 'invoice', n::text, (100000 + n)::text, current_date - (n % 2000), current_date,
         'customer', (n % 5000)::text, 'Customer ' || n % 5000, 'USD', 1, n % 4000, n % 4000, 0, 0,
         CASE WHEN n % 4 = 0 THEN 'Thank you for your business' END,
         json_build_object('Id', n::text, 'SyncToken', '0', 'DocNumber', (100000 + n)::text),
         '\\x00', '\\x00', 0, now(), now()
       FROM generate_series($3::int, $4::int - 1) AS n`,
      [firm, company, from, until],
    ),
  );
}

function median(answers: readonly LoadAnswer[]): number {
  const sorted = answers.map(({ ms }) => ms).toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const figure = (ms: number): number => Math.round(ms * 10) / 10;
