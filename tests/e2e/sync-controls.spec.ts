import { expect, test, type Page } from "@playwright/test";
import pg from "pg";

import { SandboxDriver } from "#scripts/driver/sandbox-driver.ts";
import { aCompanyOnScreen, type ConnectedCompany } from "./support/a-company.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { recordsOf, withFault, withoutWebhooks } from "./support/in-quickbooks.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { databaseSystemUrl, sandboxUrl } from "./support/running-stack.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let page: Page;
let company: ConnectedCompany;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  ({ company, page } = await aCompanyOnScreen(browser, 2));
});

test.afterAll(async () => page.context().close());

const latestRun = () => page.getByRole("group", { name: "Recent syncs" }).getByRole("row").nth(1);

test("a sync under way shows how far it is, and ends when somebody cancels it", async () => {
  await withFault(
    { realmId: company.realmId, path: "v3/company", effect: "slow", delayMs: 10_000 },
    async () => {
      await page.goto(company.url);
      await pressByKeyboard(page, page.getByTestId("full-sync"));
      await pressByKeyboard(page, page.getByTestId("confirm-full-sync"));
      const progress = page.getByTestId("sync-progress");
      await expect(progress).toContainText("under way");
      await expect(progress.getByRole("progressbar")).toBeVisible();
      await expectNoBarrier(page, "running");
      await pressByKeyboard(page, progress.getByRole("button", { name: "Cancel" }));
      await expect(progress).toBeHidden();
    },
  );
  await expect(latestRun()).toContainText("Canceled");
});

test("while a sync runs, another one cannot be started, and the button says why", async () => {
  await withFault(
    { realmId: company.realmId, path: "v3/company", effect: "slow", delayMs: 4_000 },
    async () => {
      await page.getByTestId("full-sync").click();
      await page.getByTestId("confirm-full-sync").click();
      await expect(page.getByTestId("sync-progress")).toContainText("under way");
      await expect(page.getByTestId("sync-now")).toHaveAccessibleDescription(/A sync is under way/);
      await page.getByTestId("sync-progress").getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByTestId("sync-progress")).toBeHidden();
    },
  );
});

test("a sync that failed says what went wrong, and is tried again with one button", async () => {
  const rejected = {
    realmId: company.realmId,
    path: "/cdc",
    effect: "fault",
    status: 403,
    code: "3100",
  } as const;
  await withFault(rejected, async () => {
    await pressByKeyboard(page, page.getByTestId("sync-now"));
    await expect(latestRun()).toContainText("Failed");
  });
  await expect(page.getByRole("heading", { name: "QuickBooks Access denied" })).toBeVisible();
  await expectNoBarrier(page, "failed");
  await latestRun().getByRole("link").first().click();
  await expect(page.getByTestId("sync-state")).toHaveText("Failed");
  await expect(page.getByText("QuickBooks does not let this app read the company.").first()).toBeVisible();
  await expectNoBarrier(page, "failed run");
  await pressByKeyboard(page, page.getByRole("button", { name: "Try again" }));
  await expect(page.getByText("as a retry by Ada Lovelace")).toBeVisible();
  await expect(page.getByTestId("sync-state")).toHaveText("Succeeded");
});

test("the share of deletions that is believed without asking is the company's own", async () => {
  await page.goto(`${company.url}/settings`);
  await page.getByLabel("Stop above (percent)").fill("1");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
});

test("a sync that would delete more than that stops, marks nothing and asks", async () => {
  await putOffScheduledSync();
  const quickbooks = new SandboxDriver(sandboxUrl());
  const gone = await recordsOf(company.realmId, "Purchase", 14);
  await page.goto(company.url);
  await withoutWebhooks(async () => {
    for (const { Id, SyncToken } of gone) {
      const body = { Id, SyncToken };
      await quickbooks.change(company.realmId, { entity: "Purchase", operation: "delete", body });
    }
  });
  await page.getByTestId("sync-now").click();
  const held = page.getByTestId("run-awaiting-approval");
  await expect(held).toContainText("Nothing was marked as deleted");
  await expect(held).toContainText(/\d+ of [\d,]+ records are missing/);
  await expectNoBarrier(page, "awaiting_approval");
});

test("who refuses the deletions keeps the records, and the next sync asks again", async () => {
  const held = page.getByTestId("run-awaiting-approval");
  await pressByKeyboard(page, held.getByRole("button", { name: "Cancel" }));
  await expect(held).toBeHidden();
  await expect(latestRun()).toContainText("Canceled");
  await page.goto(`${company.url}/records/purchase?show=gone`);
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.goto(company.url);
  await page.getByTestId("sync-now").click();
  await expect(held).toBeVisible();
});

test("who approves them is asked once more, and then they are marked, not erased", async () => {
  const held = page.getByTestId("run-awaiting-approval");
  await pressByKeyboard(page, held.getByRole("button", { name: "Review and approve" }));
  const question = page.getByRole("dialog", { name: "Mark these records as deleted?" });
  await expect(question).toBeVisible();
  await expectNoBarrier(page, "held question");
  // Leaving the question decides nothing.
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(held).toBeVisible();
  await pressByKeyboard(page, held.getByRole("button", { name: "Review and approve" }));
  await pressByKeyboard(page, question.getByRole("button", { name: "Approve the deletions" }));
  await expect(held).toBeHidden();
  await expect(latestRun()).toContainText("14 deleted");
  await page.goto(`${company.url}/records/purchase?show=gone`);
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(15);
});

/** The company is due at once since its connection came back; a sync by the clock would ask as well. */
async function putOffScheduledSync(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseSystemUrl() });
  await client.connect();
  try {
    await client.query("UPDATE companies SET next_sync_at = now() + interval '1 day' WHERE id = $1", [
      company.id,
    ]);
  } finally {
    await client.end();
  }
}
