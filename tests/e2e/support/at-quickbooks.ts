import { expect, type Page } from "@playwright/test";

import { appUrl, sandboxUrl } from "./running-stack.ts";

/** Chooses Connect on the integrations page and goes through QuickBooks' own pages to the end. */
export async function goThroughConsent(
  page: Page,
  company: { readonly realmId: string },
  decision: "connect" | "cancel",
): Promise<void> {
  await page.goto(`${appUrl()}/settings/integrations`);
  await page.getByTestId("connect-quickbooks").click();
  await consent(page, company, decision);
}

/** From the moment that the way to QuickBooks was taken. */
export async function consent(
  page: Page,
  company: { readonly realmId: string },
  decision: "connect" | "cancel",
): Promise<void> {
  await page.waitForURL((url) => url.origin === sandboxUrl());
  const signIn = page.locator("#sign-in-submit");
  await expect(signIn.or(page.locator("#authorize-connect"))).toBeVisible();
  if (await signIn.isVisible()) await signIn.click();
  await page.locator(`#realmId-${company.realmId}`).check();
  await page.locator(`#authorize-${decision}`).click();
  await page.waitForURL((url) => url.origin === appUrl() && url.pathname === "/settings/integrations");
}
