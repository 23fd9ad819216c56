// With a mail server, which the other stories are without: links that come by mail.

import { expect, test, type Browser, type Page } from "@playwright/test";

import { demoPassword, demoPeople, otherFirm, otherOwner } from "#scripts/stack/demo-people.ts";
import { tokensMailedTo } from "../support/links-in-mail.ts";
import { startMailReceiver, type MailReceiver } from "../support/mail-receiver.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { startOwnWeb, type OwnWeb } from "./support/own-web.ts";
import { databaseSystemUrl, databaseUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

let mail: MailReceiver;
let web: OwnWeb;

const { accountant } = demoPeople;

test.beforeAll(async () => {
  mail = await startMailReceiver();
  web = await startOwnWeb(
    { application: databaseUrl(), system: databaseSystemUrl() },
    { SMTP_URL: mail.url },
  );
});

test.afterAll(async () => {
  await web.stop();
  await mail.stop();
});

async function newPage(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

/** Of the one mail that is there. */
async function linkFor(email: string): Promise<string> {
  await expect.poll(() => tokensMailedTo(mail, email).length).toBe(1);
  return `${web.url}/invitation#${tokensMailedTo(mail, email)[0] ?? ""}`;
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByTestId("email").fill(accountant.email);
  await page.getByTestId("password").fill(password);
  await page.getByTestId("login-button").click();
}

test("who has an account signs in to answer an invitation, and may decline it", async ({ browser }) => {
  const inviter = await newPage(browser);
  await signInAs(inviter, otherOwner, web.url);
  await inviter.goto(`${web.url}/admin/people`);
  await pressByKeyboard(inviter, inviter.getByTestId("add-person"));
  await inviter.getByLabel("Name", { exact: true }).fill("Somebody to invite");
  await inviter.getByLabel("Email").fill(accountant.email);
  await pressByKeyboard(inviter, inviter.getByTestId("confirm-add-person"));
  await expect(inviter.getByRole("dialog")).toContainText(`We have sent a link to ${accountant.email}`);
  await inviter.getByRole("button", { name: "Done" }).click();

  const invited = await newPage(browser);
  await invited.goto(await linkFor(accountant.email));
  await expect(invited.getByRole("heading", { level: 1 })).toHaveText("Sign in to respond");
  await expect(invited.getByTestId("has-account")).toContainText(otherFirm);
  await expectNoBarrier(invited, "sign in to answer", true);
  await pressByKeyboard(invited, invited.getByTestId("go-to-invitations"));
  await signIn(invited, demoPassword);
  await expect(invited.getByRole("heading", { level: 2, name: otherFirm })).toBeVisible();
  await pressByKeyboard(invited, invited.getByTestId("decline-invitation"));
  await expect(invited.getByText("You have no open invitations.")).toBeVisible();
  await expectNoBarrier(invited, "invitation declined");

  await inviter.reload();
  await expect(inviter.getByRole("row", { name: otherOwner.name })).toBeVisible();
  await expect(inviter.getByRole("row", { name: "Somebody to invite" })).toHaveCount(0);
  await invited.goto(web.url);
  await expect(invited.getByTestId("firm-switch")).toHaveCount(0);
  await Promise.all([inviter.context().close(), invited.context().close()]);
});

test("a forgotten password is replaced with a mailed link, and the old one ends", async ({ browser }) => {
  const page = await newPage(browser);
  const another = "a sentence that is remembered";
  await replacePassword(page, another);
  await page.context().clearCookies();
  await page.goto(`${web.url}/sign-in`);
  await signIn(page, demoPassword);
  await expect(page.getByTestId("sign-in-error")).toBeVisible();
  await signIn(page, another);
  await expect(page.getByRole("heading", { level: 1, name: "Companies" })).toBeVisible();
  // The other stories know this one.
  await page.context().clearCookies();
  await replacePassword(page, demoPassword);
  await page.context().close();
});

async function replacePassword(page: Page, password: string): Promise<void> {
  mail.mails.length = 0;
  await page.goto(`${web.url}/sign-in`);
  await pressByKeyboard(page, page.getByRole("link", { name: "Forgot your password?" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Forgot your password?");
  await page.getByLabel("Email").fill(accountant.email);
  await pressByKeyboard(page, page.getByTestId("ask-for-link"));
  await expect(page.getByTestId("link-asked")).toContainText("Check your email.");
  await page.goto(await linkFor(accountant.email));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose a new password");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Password again").fill(password);
  await pressByKeyboard(page, page.getByTestId("set-password"));
  await expect(page.getByRole("heading", { level: 1, name: "Companies" })).toBeVisible();
}
