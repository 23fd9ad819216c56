import { expect, test, type Page } from "@playwright/test";

import { aCompanyOnScreen, type ConnectedCompany } from "./support/a-company.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let page: Page;
let company: ConnectedCompany;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  ({ company, page } = await aCompanyOnScreen(browser, 2));
  await page.goto(`${company.url}/settings`);
});

test.afterAll(async () => page.context().close());

async function save(): Promise<void> {
  await pressByKeyboard(page, page.getByRole("button", { name: "Save changes" }));
  await expect(page.getByRole("button", { name: "Save changes" })).toHaveAccessibleDescription(
    "There are no changes to save.",
  );
}

test("nothing can be saved before something was changed, and the button says so", async () => {
  await expect(page.getByRole("button", { name: "Save changes" })).toHaveAccessibleDescription(
    "There are no changes to save.",
  );
  await page.getByLabel("Name", { exact: true }).fill("Something else");
  await pressByKeyboard(page, page.getByRole("button", { name: "Discard changes" }));
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(company.name);
});

test("a type that is left out is not kept any more, and says so beside the others", async () => {
  await page.getByRole("radio", { name: "Only these" }).check();
  await page.getByRole("checkbox", { name: "Time activities" }).uncheck();
  await page.getByLabel("Transactions from").fill("2026-01-01");
  await expectNoBarrier(page, "settings being changed");
  await save();
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Time activities" })).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Invoices" })).toBeChecked();
  await expect(page.getByLabel("Transactions from")).toHaveValue("2026-01-01");
  await page.goto(company.url);
  await page.getByRole("checkbox", { name: /not synced/ }).check();
  await expect(page.locator('[data-record-type="time_activity"]')).toContainText("Not synced");
});

test("everything is kept again, and the start date is gone, once that is saved", async () => {
  await page.goto(`${company.url}/settings`);
  await page.getByRole("radio", { name: "All that QuickBooks offers" }).check();
  await page.getByLabel("Transactions from").fill("");
  await save();
  await page.reload();
  await expect(page.getByRole("radio", { name: "All that QuickBooks offers" })).toBeChecked();
  await expect(page.getByLabel("Transactions from")).toHaveValue("");
});

test("a schedule of one's own holds, and an impossible one is refused where it stands", async () => {
  await page.getByRole("radio", { name: "Custom" }).check();
  const minutes = page.getByLabel("Minutes between syncs");
  await minutes.fill("30");
  await save();
  await page.goto(company.url);
  await expect(page.getByText("(every 30 minutes)")).toBeVisible();
  await page.goto(`${company.url}/settings`);
  await minutes.fill("1");
  await page.getByRole("button", { name: "Save changes" }).click();
  // The browser itself refuses, before anything is sent.
  await expect(minutes).toHaveJSProperty("validity.valid", false);
  await page.getByRole("radio", { name: "Daily" }).check();
  await page.getByLabel("Quiet hour", { exact: true }).selectOption({ label: "4 AM" });
  await save();
  await page.goto(company.url);
  await expect(page.getByText("(every day at 4 am)")).toBeVisible();
});

test("paused syncing says so, refuses syncs with the reason, and resumes with one button", async () => {
  await pressByKeyboard(page, page.getByRole("button", { name: "Pause syncing" }));
  await expect(page.getByTestId("qb-status")).toHaveText("Paused");
  await expect(page.getByTestId("sync-now")).toHaveAccessibleDescription(/Syncing is paused/);
  await expectNoBarrier(page, "paused");
  await pressByKeyboard(page, page.getByRole("button", { name: "Resume syncing" }));
  await expect(page.getByTestId("qb-status")).toHaveText("Connected");
  await expect(page.getByTestId("sync-now")).toHaveAccessibleDescription("");
});
