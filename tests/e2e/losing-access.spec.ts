import { expect, test, type Page } from "@playwright/test";

import { SandboxDriver } from "#scripts/driver/sandbox-driver.ts";
import { aCompanyOnScreen, type ConnectedCompany } from "./support/a-company.ts";
import { consent } from "./support/at-quickbooks.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { withdrawAccess } from "./support/in-quickbooks.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { appUrl, sandboxUrl } from "./support/running-stack.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let page: Page;
let company: ConnectedCompany;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  ({ company, page } = await aCompanyOnScreen(browser, 2));
});

test.afterAll(async () => page.context().close());

test("a grant that has died in QuickBooks is noticed, said, and kept from being asked again", async () => {
  await withdrawAccess(company.realmId);
  await page.goto(company.url);
  await page.getByTestId("sync-now").click();
  await expect(page.getByTestId("qb-status")).toHaveText(/Needs reconnecting|Access withdrawn/);
  await expect(page.getByText("The books stay as they were at the last sync").first()).toBeVisible();
  await expect(page.getByTestId("sync-now")).toHaveAccessibleDescription(
    /The books stay as they were at the last sync/,
  );
  await expect(page.getByTestId("qb-connected")).toHaveCount(0);
  await expectNoBarrier(page, "needs reconnect");
});

test("the firm's list and the connections say the same, and lead to the same button", async () => {
  await page.goto(`${appUrl()}/`);
  const row = page.getByRole("row", { name: company.name });
  await expect(row).toContainText("Reconnect QuickBooks");
  await expectNoBarrier(page, "list with one to reconnect");
  await page.goto(`${appUrl()}/settings/integrations`);
  await expect(
    page.getByRole("row", { name: company.name }).getByRole("button", { name: /Reconnect/ }),
  ).toBeVisible();
});

test("the books can be read all the while", async () => {
  const answer = await page.goto(`${company.url}/records/customer`);
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole("table")).toBeVisible();
});

test("another QuickBooks company in its place is refused, and nothing is mixed up", async () => {
  const others = await new SandboxDriver(sandboxUrl()).listCompanies();
  const other = others.find(({ realmId }) => realmId !== company.realmId);
  if (!other) throw new Error("The sandbox has no other company.");
  await page.goto(company.url);
  await page.getByTestId("reconnect-quickbooks").click();
  await consent(page, other, "connect");
  expect(new URL(page.url()).searchParams.get("reason")).toMatch(/^realm_/);
  await page.goto(company.url);
  await expect(page.getByTestId("reconnect-quickbooks")).toBeVisible();
});

test("reconnecting keeps the books and catches up with what changed meanwhile", async () => {
  await new SandboxDriver(sandboxUrl()).change(company.realmId, {
    entity: "Customer",
    body: { DisplayName: "Patience & Co" },
  });
  await pressByKeyboard(page, page.getByTestId("reconnect-quickbooks"));
  await consent(page, company, "connect");
  expect(new URL(page.url()).searchParams.get("reason")).toBe("reconnected");
  await expect(page.getByTestId("qb-result")).toContainText(company.name);
  await page.goto(company.url);
  await expect(page.getByTestId("qb-status")).toHaveText("Connected");
  await expect(async () => {
    await page.goto(`${company.url}/records/customer?search=Patience`);
    await expect(page.getByRole("link", { name: "Patience & Co" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
});
