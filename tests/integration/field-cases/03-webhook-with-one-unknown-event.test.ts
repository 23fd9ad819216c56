// Field case 3: events of types that nobody announced, without an entity, and beside good ones. Intuit holds
// the later events of all companies back until each delivery is answered 200.

import { expect, test } from "vitest";

import { parseSyncId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { processEvents } from "#lib/intuit-events/process-events.ts";
import { finishEvents } from "#lib/intuit-events/finish-events.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { deliver } from "../intuit-events/signed-delivery.ts";

const openBooks = booksOfAFile();

/** The two bodies of the field case, the company's own id in them. */
const changeOrder = (books: SandboxBooks, more: object = {}) => ({
  specversion: "1.0",
  id: "7c1b6a1e-0001-4f6e-9a51-000000000001",
  source: "intuit.x",
  type: "qbo.change-order.created.v1",
  datacontenttype: "application/json",
  time: "2026-11-20T21:31:25.179453Z",
  intuitentityid: "9",
  intuitaccountid: books.ours.realmId,
  data: {},
  ...more,
});
const subscriptionChanged = (books: SandboxBooks) => ({
  specversion: "1.0",
  id: "7c1b6a1e-0001-4f6e-9a51-000000000002",
  source: "intuit.x",
  type: "intuit.subscription.changed.v1",
  time: "2026-11-20T21:31:26Z",
  intuitaccountid: books.ours.realmId,
  data: {},
});

interface StoredEvent {
  readonly event_id: string;
  readonly state: string;
  readonly deliveries: number;
}

async function eventsOf(books: SandboxBooks): Promise<readonly StoredEvent[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<StoredEvent>(
      "SELECT event_id, state, deliveries FROM quickbooks_webhook_events WHERE company_id = $1 ORDER BY event_id",
      [books.ours.companyId],
    ),
  );
  return rows;
}

/** As the worker does: the waiting events' sync is asked for and carried out, and the events are settled. */
async function work(books: SandboxBooks): Promise<void> {
  await asSystem((sql) =>
    sql.query("UPDATE quickbooks_webhook_events SET received_at = received_at - interval '1 minute'"),
  );
  const outcome = await processEvents(books.ours.companyId);
  if (outcome.kind !== "asked") throw new Error(`no sync was asked for: ${outcome.kind}`);
  expect(await runSync(parseSyncId(outcome.syncId), books.dependencies)).toMatchObject({ kind: "finished" });
  await finishEvents();
}

const bodies: readonly [string, (books: SandboxBooks) => unknown][] = [
  ["an unknown entity", (books) => [changeOrder(books)]],
  ["another family without an entity's id", (books) => [subscriptionChanged(books)]],
  ["an unknown operation and version", (books) => [changeOrder(books, { type: "qbo.invoice.pondered.v99" })]],
  ["no type, no time, no id", (books) => [{ intuitaccountid: books.ours.realmId }]],
  [
    "a known type without an entity's id",
    (books) => [changeOrder(books, { type: "qbo.customer.updated.v1", intuitentityid: undefined })],
  ],
  [
    "numbers for text",
    (books) => [changeOrder(books, { id: 9, type: 7, time: 1786900000000, intuitentityid: 9 })],
  ],
  [
    "an older notification without entities",
    (books) => ({ eventNotifications: [{ realmId: books.ours.realmId, dataChangeEvent: null }] }),
  ],
  [
    "an older entity of an unknown name",
    (books) => ({
      eventNotifications: [
        {
          realmId: books.ours.realmId,
          dataChangeEvent: { entities: [{ name: "ChangeOrder", operation: 5 }] },
        },
      ],
    }),
  ],
];

test.each(bodies)(
  "a signed delivery of %s is answered 200, stored once, and brings the company's changes",
  async (_what, bodyOf) => {
    const books = await openBooks();
    await books.sync({ kind: "full" });
    books.running.sandbox.activity.edit(books.company, 5, 3);
    const body = JSON.stringify(bodyOf(books));
    expect((await deliver(body)).status).toBe(200);
    expect((await deliver(body)).status).toBe(200);
    expect(await eventsOf(books)).toMatchObject([{ deliveries: 2, state: "pending" }]);
    await work(books);
    expect(await eventsOf(books)).toMatchObject([{ state: "processed" }]);
    expect(await disagreements(books)).toEqual([]);
  },
);

test("a good event beside unknown and unreadable ones is processed with its change", async () => {
  const books = await openBooks();
  await books.sync({ kind: "full" });
  books.running.sandbox.activity.edit(books.company, 1, 3);
  const good = changeOrder(books, {
    id: "good",
    type: "qbo.customer.updated.v1",
    intuitentityid: "1",
    time: "2000-01-01T00:00:00Z",
  });
  const body = JSON.stringify([7, { id: "of no company" }, changeOrder(books), good, null]);
  expect((await deliver(body)).status).toBe(200);
  await work(books);
  expect(await eventsOf(books)).toMatchObject([
    { state: "processed" },
    { event_id: "good", state: "processed" },
  ]);
  expect(await disagreements(books)).toEqual([]);
});

test("an unknown event whose sync failed is answered by all changes at the next try, not by single records", async () => {
  const books = await openBooks();
  await books.sync({ kind: "full" });
  await deliver(
    JSON.stringify([changeOrder(books), changeOrder(books, { id: "i", type: "qbo.invoice.updated.v1" })]),
  );
  await asSystem((sql) =>
    sql.query("UPDATE quickbooks_webhook_events SET state = 'failed', attempts = 1 WHERE company_id = $1", [
      books.ours.companyId,
    ]),
  );
  books.running.sandbox.activity.edit(books.company, 5, 3);
  await work(books);
  expect(await disagreements(books)).toEqual([]);
});
