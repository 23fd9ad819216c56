import { expect, test } from "@playwright/test";

import { demoPeople } from "#scripts/stack/demo-people.ts";
import { appUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

test("a page asks a stranger to sign in, and then shows what was asked for", async ({ page }) => {
  await page.goto(`${appUrl()}/settings/integrations`);
  await expect(page.getByTestId("login-button")).toBeVisible();
  await page.getByTestId("email").fill(demoPeople.owner.email);
  await page.getByTestId("password").fill("tie-out-the-books");
  await page.getByTestId("login-button").click();
  await page.waitForURL(`${appUrl()}/settings/integrations`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("QuickBooks");
});

test("a wrong password and an unknown e-mail are told the same", async ({ page }) => {
  const sentences: string[] = [];
  for (const email of [demoPeople.owner.email, "nobody@demo.tieout.example"]) {
    await page.goto(`${appUrl()}/sign-in`);
    await page.getByTestId("email").fill(email);
    await page.getByTestId("password").fill("not the password");
    await page.getByTestId("login-button").click();
    await expect(page.getByTestId("sign-in-error")).toBeVisible();
    sentences.push((await page.getByTestId("sign-in-error").textContent()) ?? "");
  }
  expect(sentences[0]).toBe(sentences[1]);
  expect(sentences[0]).not.toBe("");
});

test("who signs out is out, also for a page that is opened again", async ({ page }) => {
  await signInAs(page, demoPeople.viewer);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByTestId("login-button")).toBeVisible();
  await page.goto(`${appUrl()}/`);
  await expect(page.getByTestId("login-button")).toBeVisible();
});

test("signing in works by keyboard alone", async ({ page }) => {
  await page.goto(`${appUrl()}/sign-in`);
  await expect(page.getByTestId("login-button")).toBeEnabled();
  await page.getByTestId("email").focus();
  await page.keyboard.type(demoPeople.accountant.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type("tie-out-the-books");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Companies" })).toBeVisible();
});
