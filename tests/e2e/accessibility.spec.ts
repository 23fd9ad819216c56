import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import pg from "pg";

import { demoPeople } from "../../scripts/stack/demo-people.ts";
import { inProject } from "../../scripts/project-root.ts";
import { aCompany, ownerWithoutScreen } from "./support/a-company.ts";
import { listPages, type PageToVisit } from "./support/list-pages.ts";
import { appUrl, databaseUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

const looks = [
  { name: "light", theme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark", theme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "phone-light", theme: "light", viewport: { width: 390, height: 844 } },
  { name: "phone-dark", theme: "dark", viewport: { width: 390, height: 844 } },
] as const;

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

for (const look of looks) {
  test(`no page has a barrier in ${look.name}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const context = await browser.newContext({ viewport: look.viewport, colorScheme: look.theme });
    await context.addCookies([{ name: "theme", value: look.theme, url: appUrl() }]);
    const page = await context.newPage();
    await visit(page, { name: "sign-in", path: "/sign-in" }, look.name);
    await signInAs(page, demoPeople.owner);
    for (const target of pages.filter(({ path }) => path !== "/sign-in"))
      await visit(page, target, look.name);
    await context.close();
  });
}

/** Opens a page, keeps its picture in .cache/screens, and lets axe look at it. */
async function visit(page: Page, { name, path }: PageToVisit, look: string): Promise<void> {
  await test.step(path, async () => {
    const answer = await page.goto(`${appUrl()}${path}`);
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await page.screenshot({ path: inProject(".cache", "screens", `${name}-${look}.png`), fullPage: true });

    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n  ")}`);
    expect.soft(found, `${path} in ${look}`).toEqual([]);

    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect.soft(overflow, `${path} in ${look} is wider than the screen`).toBeLessThanOrEqual(0);
  });
}

async function anInvoice(companyId: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    await client.query("SET tieout.scope = 'system'");
    const { rows } = await client.query<{ source_id: string }>(
      "SELECT source_id FROM transactions WHERE company_id = $1 AND type = 'invoice' ORDER BY source_id LIMIT 1",
      [companyId],
    );
    return rows[0]?.source_id ?? "";
  } finally {
    await client.end();
  }
}
