import { expect, test, type Page } from "@playwright/test";
import pg from "pg";

import { aCompanyOnScreen, type ConnectedCompany } from "./support/a-company.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { recordsOf, withFault } from "./support/in-quickbooks.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { databaseSystemUrl } from "./support/running-stack.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let page: Page;
let company: ConnectedCompany;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  ({ company, page } = await aCompanyOnScreen(browser, 2));
});

test.afterAll(async () => page.context().close());

const findings = () => page.getByRole("dialog").getByTestId("check-findings");

test("a check of sound books finds everything in order", async () => {
  await page.goto(company.url);
  await pressByKeyboard(page, page.getByTestId("check-company"));
  await expect(page.getByRole("dialog", { name: "Everything is in order" })).toBeVisible();
  await expect(findings()).toContainText(/All \d+ counts match QuickBooks/);
  // Times are written as people say them.
  await expect(findings()).toContainText(/QuickBooks answered at \w{3} \d+, \d{4}, \d+:\d\d:\d\d [AP]M/);
  await expect(findings()).toContainText(/Access lasts until \w{3} \d+, \d{4}/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a check of a damaged copy names what is missing, and a repair puts it back", async () => {
  const lost = await loseVendors(2);
  await pressByKeyboard(page, page.getByTestId("check-company"));
  const dialog = page.getByRole("dialog", { name: "Something needs attention" });
  await expect(dialog).toContainText("Counts differ or are not known: Vendors.");
  await expectNoBarrier(page, "check");
  await pressByKeyboard(page, dialog.getByRole("button", { name: "Repair differences" }));
  await expect(dialog).toBeHidden();
  const repair = page.getByRole("group", { name: "Recent syncs" }).getByRole("row").nth(1);
  await expect(repair).toContainText("Repair");
  await expect(repair).toContainText("Succeeded");
  for (const id of lost) {
    const answer = await page.goto(`${company.url}/records/vendor/${id}`);
    expect(answer?.status()).toBe(200);
  }
  await page.goto(company.url);
  await page.getByTestId("check-company").click();
  await expect(page.getByRole("dialog", { name: "Everything is in order" })).toBeVisible();
  await page.keyboard.press("Escape");
});

test("a record that cannot be understood is kept aside with what QuickBooks sent", async () => {
  const customers = await recordsOf(company.realmId, "Customer", 3);
  const vendors = await recordsOf(company.realmId, "Vendor", 1);
  const changed = [{ Customer: customers.map(unreadable) }, { Vendor: vendors.map(unreadable) }];
  const body = written({ CDCResponse: [{ QueryResponse: changed }], time: new Date().toISOString() });
  const answer = {
    realmId: company.realmId,
    path: "/cdc",
    effect: "status",
    status: 200,
    times: 1,
    body,
  } as const;
  await withFault(answer, async () => {
    await page.getByTestId("sync-now").click();
    await expect(page.getByText("4 records not imported")).toBeVisible();
  });
  await page.goto(`${company.url}/failures`);
  await expect(page.getByRole("article")).toHaveCount(4);
  await expect(page.getByRole("list", { name: "Kinds" }).getByRole("listitem")).toHaveCount(2);
  const first = page.getByRole("article").first();
  await pressByKeyboard(page, first.locator("summary"));
  await expect(first).toContainText("nested too deeply");
  await expectNoBarrier(page, "refused records");
});

test("one that is tried again and still cannot be understood says that it was tried again", async () => {
  const [customer] = await recordsOf(company.realmId, "Customer", 1);
  const answered = { Customer: [unreadable({ ...customer })], startPosition: 1, maxResults: 1 };
  const body = written({ QueryResponse: answered, time: new Date().toISOString() });
  const heading = page.getByRole("heading", { name: `Customer with ID ${customer?.Id ?? ""}`, exact: true });
  const item = page.getByRole("article").filter({ has: heading });
  await withFault(
    { realmId: company.realmId, path: "/query", effect: "status", status: 200, body },
    async () => {
      await item.getByRole("button", { name: "Retry" }).click();
      await expect(item).toContainText("tried 2 times");
    },
  );
});

test("one that is tried again and can be understood now leaves the list", async () => {
  await pressByKeyboard(
    page,
    page.getByRole("article").filter({ hasText: "Vendor" }).getByRole("button", { name: "Retry" }),
  );
  await expect(page.getByRole("article")).toHaveCount(3);
  await expect(page.getByRole("article").filter({ hasText: "Vendor" })).toHaveCount(0);
});

test("one that is set aside is off the list, and still to be found", async () => {
  await pressByKeyboard(page, page.getByRole("article").first().getByRole("button", { name: "Set aside" }));
  await expect(page.getByRole("article")).toHaveCount(2);
  await pressByKeyboard(page, page.getByRole("button", { name: "Set aside", exact: true }).first());
  await expect(page.getByRole("article")).toHaveCount(1);
  await page.getByRole("group", { name: "Show" }).getByRole("button", { name: "Open" }).click();
  await expect(page.getByRole("article")).toHaveCount(2);
});

test("all of a kind are tried again together", async () => {
  await pressByKeyboard(page, page.getByRole("button", { name: "Retry all of these" }));
  await expect(page.getByText("Every record was imported")).toBeVisible();
  await page.getByRole("group", { name: "Show" }).getByRole("button", { name: "Imported since" }).click();
  await expect(page.getByRole("article").filter({ hasText: "Customer" }).first()).toBeVisible();
});

const depth = 20_000;

/** A record may hold anything and is imported; nested as deeply as this, PostgreSQL cannot hold its JSON. */
function unreadable(record: object): object {
  return { ...record, Deep: "deep" };
}

function written(answer: object): string {
  const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
  return JSON.stringify(answer).replaceAll('"Deep":"deep"', `"Deep":${deep}`);
}

/** As a disk or a careless statement might: nothing of ours notices. */
async function loseVendors(count: number): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseSystemUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<{ source_id: string }>(
      `DELETE FROM entities WHERE company_id = $1 AND kind = 'vendor' AND source_id IN (
         SELECT source_id FROM entities WHERE company_id = $1 AND kind = 'vendor' AND deleted_at IS NULL
          ORDER BY source_id LIMIT $2) RETURNING source_id`,
      [company.id, count],
    );
    return rows.map((row) => row.source_id);
  } finally {
    await client.end();
  }
}
