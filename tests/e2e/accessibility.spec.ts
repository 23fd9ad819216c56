import { expect, test, type Page } from "@playwright/test";
import pg from "pg";

import { demoPeople } from "#scripts/stack/demo-people.ts";
import { aCompany, ownerWithoutScreen } from "./support/a-company.ts";
import { listPages, type PageToVisit } from "./support/list-pages.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { appUrl, databaseSystemUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

let pages: readonly PageToVisit[];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  const { id: companyId } = await aCompany(1);
  const detail = await (await ownerWithoutScreen()).getCompany(companyId);
  pages = await listPages({
    companyId,
    recordType: "invoice",
    sourceId: await anInvoice(companyId),
    syncId: detail.lastRun?.id ?? "",
  });
});

test("no page has a barrier, in either theme, on a wide screen and on a phone", async ({ browser }) => {
  test.setTimeout(600_000);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  for (const target of pages.filter(isForStrangers)) await visit(page, target);
  await signInAs(page, demoPeople.owner);
  for (const target of pages.filter((each) => !isForStrangers(each))) await visit(page, target);
  await context.close();
});

test("a theme that was chosen is there from the first drawing on", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: "light" });
  await context.addCookies([{ name: "theme", value: "dark", url: appUrl() }]);
  const page = await context.newPage();
  await page.goto(`${appUrl()}/sign-in`);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await context.close();
});

/** Somebody who is signed in is sent on from here. */
function isForStrangers({ path }: PageToVisit): boolean {
  return path === "/sign-in" || path === "/invitation" || path === "/forgot-password";
}

async function visit(page: Page, { name, path }: PageToVisit): Promise<void> {
  await test.step(path, async () => {
    const answer = await page.goto(`${appUrl()}${path}`);
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectNoBarrier(page, name, true);
  });
}

async function anInvoice(companyId: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseSystemUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<{ source_id: string }>(
      "SELECT source_id FROM transactions WHERE company_id = $1 AND type = 'invoice' ORDER BY source_id LIMIT 1",
      [companyId],
    );
    return rows[0]?.source_id ?? "";
  } finally {
    await client.end();
  }
}
