import { expect, test, type Page } from "@playwright/test";

import { SandboxDriver } from "#scripts/driver/sandbox-driver.ts";
import { aCompanyOnScreen, type ConnectedCompany } from "./support/a-company.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { appUrl, sandboxUrl } from "./support/running-stack.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let page: Page;
let company: ConnectedCompany;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  ({ company, page } = await aCompanyOnScreen(browser, 2));
  const quickbooks = new SandboxDriver(sandboxUrl());
  for (const DisplayName of ["Notice & Sons", "Notice & Daughters"]) {
    await quickbooks.change(company.realmId, { entity: "Customer", body: { DisplayName } });
  }
  await quickbooks.change(company.realmId, { entity: "Vendor", body: { DisplayName: "Notice Supplies" } });
});

test.afterAll(async () => page.context().close());

const rows = () => page.getByRole("group", { name: "Webhook events" }).locator("tbody tr");
const tab = (name: string) => page.getByRole("group", { name: "Show" }).getByRole("button", { name });

test("a change in QuickBooks is announced, imported, and shown with what became of it", async () => {
  await page.goto(`${appUrl()}/admin/webhooks?companyId=${company.id}`);
  await expect(
    rows()
      .filter({ hasText: /Vendor \d+ created/ })
      .first(),
  ).toContainText("Imported");
  await pressByKeyboard(page, rows().first().getByRole("button").first());
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("The change is in the books.");
  await expect(dialog.getByRole("link", { name: "View the sync" })).toBeVisible();
  await expectNoBarrier(page, "one event");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("state, type and company filter the list, and an empty find offers the way back", async () => {
  await page.getByLabel("Type of record").selectOption({ label: "Vendors" });
  await expect(rows().filter({ hasText: "Customer" })).toHaveCount(0);
  await expect(rows().filter({ hasText: "Vendor" }).first()).toBeVisible();
  await tab("Needs attention").click();
  await expect(page.getByText("No events match")).toBeVisible();
  await expectNoBarrier(page, "no event found");
  await pressByKeyboard(page, page.getByRole("button", { name: "Show all events" }));
  await expect(rows().first()).toBeVisible();
  await expect(page).toHaveURL(`${appUrl()}/admin/webhooks`);
});

test("everything at once is not replayed by mistake, and the button says why", async () => {
  await expect(page.getByTestId("replay-found")).toHaveAccessibleDescription(
    /Choose a state, a type or a company/,
  );
});

test("one event is replayed, and answered by a sync of its company", async () => {
  const row = rows().filter({ hasText: "Vendor" }).first();
  await pressByKeyboard(page, row.getByRole("button", { name: /^Replay/ }));
  await expect(page.getByText("1 event is queued again, for 1 company.")).toBeVisible();
  await expect(row).toContainText("Imported");
});

test("all that a filter finds are replayed together after a question", async () => {
  await page.goto(`${appUrl()}/admin/webhooks?companyId=${company.id}&entity=Customer`);
  await pressByKeyboard(page, page.getByTestId("replay-found"));
  const question = page.getByRole("dialog");
  await expect(question).toContainText("one sync of its changes");
  await expectNoBarrier(page, "replay question");
  await pressByKeyboard(page, page.getByTestId("confirm-replay"));
  await expect(question).toHaveCount(0);
  for (const name of ["Notice & Sons", "Notice & Daughters"]) {
    await page.goto(`${company.url}/records/customer?search=${encodeURIComponent(name)}`);
    await expect(page.getByRole("link", { name })).toHaveCount(1);
  }
});
