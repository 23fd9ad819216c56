// Plans change: 5030 and 4001 are of the day. What QuickBooks once did not offer is asked for again, and
// when it can be had, all of it comes, with what was written before.

import { randomUUID } from "node:crypto";

import { expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { checkCompany } from "#lib/sync/reconcile/check-company.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { parseSyncId } from "#lib/core/ids.ts";
import { processEvents } from "#lib/intuit-events/process-events.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";

const openBooks = booksOfAFile();

const rejection = {
  status: 400,
  code: "5030",
  type: "ValidationFault",
  message: "Feature Not Supported Error",
  detail: "Feature Not Supported Error : Bill",
};

interface TypeState {
  readonly offered: boolean;
  readonly current_as_of: Date | null;
  readonly last_asked_at: Date | null;
}

async function billsOf(books: SandboxBooks): Promise<TypeState | undefined> {
  const { rows } = await asSystem((sql) =>
    sql.query<TypeState>(
      `SELECT offered, current_as_of, last_asked_at FROM company_record_types
       WHERE company_id = $1 AND record_type = 'bill'`,
      [books.ours.companyId],
    ),
  );
  return rows[0];
}

/** A company whose plan had no bills when it was read, and has now, with all older ones. */
async function openThatBoughtBills(): Promise<SandboxBooks> {
  const books = await openBooks();
  const { faults } = books.running.sandbox;
  faults.add(faultRuleInput.parse({ ...rejection, effect: "clause", clauses: ["FROM Bill "] }));
  expect((await books.sync({ kind: "full" })).row).toMatchObject({ state: "succeeded" });
  const state = await billsOf(books);
  expect(state).toMatchObject({ offered: false, current_as_of: null });
  expect(state?.last_asked_at).not.toBeNull();
  // Asked for again by a person, it is still not to be had.
  expect((await books.sync()).row).toMatchObject({ state: "succeeded" });
  expect(await billsOf(books)).toMatchObject({ offered: false, current_as_of: null });
  faults.remove();
  return books;
}

async function expectAllBills(books: SandboxBooks): Promise<void> {
  expect(await billsOf(books)).toMatchObject({ offered: true });
  expect(await disagreements(books)).toEqual([]);
}

test("a type bought later comes whole with Sync now", async () => {
  const books = await openThatBoughtBills();
  expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
  await expectAllBills(books);
});

test("a type bought later comes whole with the scheduled sync, once a day", async () => {
  const books = await openThatBoughtBills();
  expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({ metered_calls: 1 });
  expect(await billsOf(books)).toMatchObject({ offered: false });
  books.running.sandbox.clock.advance(21 * 60 * 60 * 1000);
  expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({ state: "succeeded" });
  await expectAllBills(books);
});

test("a type bought later comes whole with a webhook that names it", async () => {
  const books = await openThatBoughtBills();
  const { companyId, organizationId } = books.ours;
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, realm_id_hash, entity,
         operation, source_id, occurred_at, received_at)
       VALUES ($1, $2, $3, 'any', 'Bill', 'created', '1', now(), now() - interval '1 minute')`,
      [randomUUID(), organizationId, companyId],
    ),
  );
  const outcome = await processEvents(companyId);
  if (outcome.kind !== "asked") throw new Error(`the event was ${outcome.kind}`);
  await runSync(parseSyncId(outcome.syncId), books.dependencies);
  await expectAllBills(books);
});

test("a type bought later is found by the check, and comes whole with the sync that it asks for", async () => {
  const books = await openThatBoughtBills();
  const { companyId, organizationId } = books.ours;
  const client = await books.dependencies.openClient({ organizationId, companyId, observe: () => undefined });
  const check = await checkCompany(organizationId, companyId, {
    openClient: () => Promise.resolve(client),
    clock: books.dependencies.clock,
  });
  expect(check.findings.map((finding) => finding.message).join(" ")).toContain("come to offer");
  const { rows } = await asSystem((sql) =>
    sql.query<{ id: string }>("SELECT id FROM quickbooks_syncs WHERE company_id = $1 AND state = 'queued'", [
      companyId,
    ]),
  );
  await runSync(parseSyncId(rows[0]?.id ?? ""), books.dependencies);
  await expectAllBills(books);
});

test("invariant 13: a type that is lost again is not shown as current, and comes back whole", async () => {
  const books = await openThatBoughtBills();
  await books.sync();
  await expectAllBills(books);
  const { faults } = books.running.sandbox;
  // The first rule that hits a request wins.
  faults.add(faultRuleInput.parse({ ...rejection, effect: "fault", path: "/cdc?" }));
  faults.add(faultRuleInput.parse({ ...rejection, effect: "clause", clauses: ["FROM Bill "] }));
  books.running.sandbox.activity.edit(books.company, 40, 6);
  await books.sync();
  expect(await billsOf(books)).toMatchObject({ offered: false });
  faults.remove();
  await books.sync();
  await expectAllBills(books);
});
