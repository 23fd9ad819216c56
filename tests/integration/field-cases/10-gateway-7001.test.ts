// Field case 10: the gateway refuses the whole company. 7001 is first tried again, then said in words; each
// such refusal moves the connection, ends the run, and is found to be over without a person.

import { describe, expect, test } from "vitest";

import { connectionStatusOf } from "#lib/connections/state/connection-status.ts";
import { parseSyncId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { scheduleDueSyncs } from "#lib/sync/schedule/schedule-due-syncs.ts";
import { describeConnection } from "#components/company/describe-connection.ts";
import type { FaultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import type { FinishedRun, SandboxBooks } from "#tests/support/sandbox-books.ts";

const openBooks = booksOfAFile();

const message =
  "message=Subscription for company has lapsed or Invalid destination URL is used; errorCode=007001; statusCode=400";

/** Every call to the company's books, or the first few. */
async function reject(books: SandboxBooks, rule: Partial<FaultRuleInput>): Promise<void> {
  await control(books, "POST", { path: "v3/company", effect: "gateway", ...rule });
}

async function control(books: SandboxBooks, method: "POST" | "DELETE", body?: object): Promise<void> {
  const answer = await fetch(`${books.running.url}/_sandbox/faults`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`);
}

const statusOf = ({ ours }: SandboxBooks) => connectionStatusOf(ours.organizationId, ours.companyId);

async function unfinished({ ours }: SandboxBooks): Promise<number> {
  const { rows } = await asSystem((sql) =>
    sql.query(
      "SELECT FROM quickbooks_syncs WHERE company_id = $1 AND state IN ('queued', 'running', 'awaiting_approval')",
      [ours.companyId],
    ),
  );
  return rows.length;
}

const sevenThousandOne = { status: 400, code: "7001", message } as const;

test("a 7001 that passes by itself costs a few seconds and nothing else", async () => {
  const books = await openBooks();
  await books.sync({ kind: "full" });
  await reject(books, { ...sevenThousandOne, times: 2 });
  expect((await books.sync()).row).toMatchObject({ state: "succeeded" });
  expect(await statusOf(books)).toMatchObject({ state: "connected" });
});

describe("a company that QuickBooks refuses", () => {
  test.each<[string, Partial<FaultRuleInput>, string, RegExp]>([
    [
      "7001",
      sevenThousandOne,
      "subscription_lapsed",
      /subscription has lapsed, or .* no such company at this address/,
    ],
    ["007001", { ...sevenThousandOne, code: "007001" }, "subscription_lapsed", /code 7001/],
    ["6190", { effect: "fault", status: 400, code: "6190" }, "subscription_lapsed", /code 6190/],
    ["3100", { status: 403, code: "003100" }, "access_denied", /code 3100/],
    ["120 in a 401", { effect: "fault", status: 401, code: "120" }, "access_denied", /lost access/],
    ["130", { effect: "fault", status: 400, code: "130" }, "access_denied", /QUICKBOOKS_ENVIRONMENT/],
    ["140", { effect: "fault", status: 400, code: "140" }, "access_denied", /locked/],
    ["401 to every token", { status: 401, code: "3200" }, "access_denied", /withdrawn/],
    [
      "a bare 403",
      { effect: "status", status: 403, body: "<html>Forbidden</html>" },
      "access_denied",
      /does not allow/,
    ],
  ])(
    "with %s says so and what to do, waits for nothing, and is back at the next answer",
    async (_what, rule, state, message) => {
      const books = await openBooks();
      await books.sync({ kind: "full" });
      await reject(books, rule);
      let ended = await books.sync();
      // A token that is refused although it is fresh is tried once more a moment later.
      if (ended.outcome.kind === "again") ended = await again(books, ended.syncId);
      expect(ended.outcome).toEqual({ kind: "finished", state: "failed" });
      expect(await unfinished(books)).toBe(0);
      const status = await statusOf(books);
      expect(status).toMatchObject({ state });
      expect(status.message).toMatch(message);
      expect(status.nextStep).not.toBeNull();
      expect(describeConnection(cardOf(status))).toMatch(message);
      expect(describeConnection(cardOf(status))).not.toMatch(/up to date/);
      // Asked again by itself: soon at first, and never at the pace of the schedule.
      const { rows } = await asSystem((sql) =>
        sql.query<{ next_sync_at: Date }>("SELECT next_sync_at FROM companies WHERE id = $1", [
          books.ours.companyId,
        ]),
      );
      const next = rows[0]?.next_sync_at;
      if (!next) throw new Error("nobody will ask again");
      expect(next.getTime()).toBeLessThanOrEqual(Date.now() + 16 * 60_000);
      await scheduleDueSyncs(new Date(next.getTime() + 1000), false);
      await control(books, "DELETE");
      expect((await books.sync()).row).toMatchObject({ state: "succeeded" });
      expect(await statusOf(books)).toMatchObject({ state: "connected" });
    },
  );
});

async function again(books: SandboxBooks, id: string): Promise<FinishedRun> {
  const outcome = await runSync(parseSyncId(id), books.dependencies);
  return { syncId: id, outcome, row: {} };
}

function cardOf(status: Awaited<ReturnType<typeof statusOf>>): Parameters<typeof describeConnection>[0] {
  if (status.state === null) throw new Error("not connected");
  return {
    attention: [],
    lastSyncedAt: status.lastSyncedAt,
    connection: { state: status.state, cause: status.cause },
  };
}
