import { expect, test, type Page } from "@playwright/test";

import { recordTypes } from "#lib/books/record-type.ts";
import { intuitEntities } from "#lib/quickbooks/entities.ts";
import { demoPeople, otherOwner } from "#scripts/stack/demo-people.ts";
import { SandboxDriver, type SandboxCompany } from "#scripts/driver/sandbox-driver.ts";
import { goThroughConsent } from "./support/at-quickbooks.ts";
import { control } from "./support/in-quickbooks.ts";
import { appUrl, sandboxUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let page: Page;
let company: SandboxCompany;
let companyUrl: string;
const quickbooks = () => new SandboxDriver(sandboxUrl());

test.beforeAll(async ({ browser }) => {
  const [first] = await quickbooks().listCompanies();
  if (!first) throw new Error("The sandbox has no company.");
  company = first;
  page = await browser.newPage();
  await signInAs(page, demoPeople.owner);
});

test.afterAll(async () => page.close());

test("consent that is refused in QuickBooks changes nothing and says so", async () => {
  await goThroughConsent(page, company, "cancel");
  expect(new URL(page.url()).searchParams.get("reason")).toBe("declined");
  expect(new URL(page.url()).searchParams.get("status")).toBe("error");
  await expect(page.getByTestId("qb-result")).toContainText("Nothing has changed");
  await expect(page.getByRole("link", { name: company.name })).toHaveCount(0);
});

test("a company is connected through QuickBooks' consent pages", async () => {
  // Else its books may be there before the page that shows how they arrive.
  await control("POST", "/faults", {
    realmId: company.realmId,
    path: "v3/company",
    effect: "slow",
    delayMs: 1_500,
  });
  await goThroughConsent(page, company, "connect");
  expect(new URL(page.url()).searchParams.get("status")).toBe("connected");
  await expect(page.getByTestId("qb-status")).toContainText("Connected");
  await expect(page.getByTestId("qb-connected")).toBeVisible();
});

test("its books arrive before the person's eyes", async () => {
  await page
    .getByTestId("qb-result")
    .getByRole("link", { name: `Open ${company.name}` })
    .click();
  await page.waitForURL(/\/companies\/[0-9a-f-]{36}$/);
  companyUrl = page.url();
  await expect(page.getByTestId("qb-connected")).toHaveText(company.name);
  await expect(page.getByTestId("sync-progress")).toBeVisible();
  await expect(page.getByTestId("sync-records")).toContainText(/\d+ of [\d,]+ records/);
  await control("DELETE", "/faults");
  await expect(page.getByTestId("sync-progress")).toBeHidden({ timeout: 80_000 });
});

test("each type of record shows QuickBooks' own count, ours, and no difference", async () => {
  await expectCounts(await quickbooks().findCompany(company.realmId));
});

test("what changes in QuickBooks is in the books after a sync by hand", async () => {
  await quickbooks().change(company.realmId, {
    entity: "Customer",
    body: { DisplayName: "Zuckerman & Daughters" },
  });
  await page.getByTestId("sync-now").click();
  await expect(async () => {
    await page.goto(`${companyUrl}/records/customer?search=Zuckerman`);
    await expect(page.getByRole("link", { name: "Zuckerman & Daughters" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
});

test("a full sync counts again and agrees", async () => {
  await page.goto(companyUrl);
  await page.getByTestId("full-sync").click();
  await page.getByTestId("confirm-full-sync").click();
  await expectCounts(await quickbooks().findCompany(company.realmId));
});

test("another firm sees nothing of it", async ({ browser }) => {
  const stranger = await browser.newPage();
  await signInAs(stranger, otherOwner);
  await expect(stranger.getByText(company.name)).toHaveCount(0);
  const answer = await stranger.goto(companyUrl);
  expect(answer?.status()).toBe(404);
  await expect(stranger.getByText(company.name)).toHaveCount(0);
  const api = await stranger.request.get(`${appUrl()}/api${new URL(companyUrl).pathname}`);
  expect(api.status()).toBe(404);
  await stranger.close();
});

test("a company that another firm has connected cannot be connected a second time", async ({ browser }) => {
  const stranger = await browser.newPage();
  await signInAs(stranger, otherOwner);
  await goThroughConsent(stranger, company, "connect");
  expect(new URL(stranger.url()).searchParams.get("reason")).toBe("realm_taken_elsewhere");
  await stranger.close();
});

test("a disconnect ends the access and keeps the books", async () => {
  await page.goto(`${appUrl()}/settings/integrations`);
  const row = page.getByRole("row", { name: company.name });
  await row.getByTestId("disconnect-quickbooks").click();
  await page.getByTestId("confirm-disconnect").click();
  await expect(row).toContainText("Not connected");

  await page.goto(companyUrl);
  await expect(page.getByTestId("qb-status")).toHaveText("Not connected");
  await expect(page.getByTestId("qb-connected")).toHaveCount(0);
  await page.goto(`${companyUrl}/records/customer?search=Zuckerman`);
  await expect(page.getByRole("link", { name: "Zuckerman & Daughters" })).toBeVisible();
});

test("connecting the same company again goes on from there", async () => {
  await goThroughConsent(page, company, "connect");
  expect(new URL(page.url()).searchParams.get("status")).toBe("connected");
  await page.goto(companyUrl);
  await expect(page.getByTestId("qb-connected")).toHaveText(company.name);
});

async function expectCounts(wanted: SandboxCompany): Promise<void> {
  for (const [recordType, { queryName }] of Object.entries(intuitEntities)) {
    const count = wanted.counts[queryName];
    if (count === undefined || !(recordType in recordTypes)) continue;
    const cells = page.locator(`[data-record-type="${recordType}"] td`);
    const text = count.toLocaleString("en-US");
    await expect(cells.nth(0), recordType).toHaveText(text, { timeout: 60_000 });
    // When it was counted may stand below.
    await expect(cells.nth(1), recordType).toHaveText(new RegExp(`^${text}(\\D|$)`));
    await expect(cells.nth(2), recordType).toHaveText("0");
  }
}
