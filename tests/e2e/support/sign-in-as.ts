import { expect, type Page } from "@playwright/test";

import { demoPassword } from "#scripts/stack/demo-people.ts";
import { appUrl } from "./running-stack.ts";

/** Signs in on the page that everybody signs in on, and arrives at the firm's companies. */
export async function signInAs(
  page: Page,
  person: { readonly email: string },
  at: string = appUrl(),
): Promise<void> {
  await page.goto(`${at}/sign-in`);
  await page.getByTestId("email").fill(person.email);
  await page.getByTestId("password").fill(demoPassword);
  await page.getByTestId("login-button").click();
  await expect(page.getByRole("heading", { level: 1, name: "Companies" })).toBeVisible();
}
