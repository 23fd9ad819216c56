import { expect, test, type BrowserContext, type Page } from "@playwright/test";

import { demoFirm, demoPeople, otherFirm, otherOwner } from "#scripts/stack/demo-people.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { printedLink } from "./support/printed-link.ts";
import { appUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

const newcomer = { name: "Nora Newcomer", email: `nora-${Date.now()}@demo.tieout.example` };
const passwords = { first: "a sentence of her own", second: "another one, much longer" };

let owner: Page;
let nora: Page;
let elsewhere: Page;
let link: string;
const contexts: BrowserContext[] = [];

test.beforeAll(async ({ browser }) => {
  for (let browsers = 0; browsers < 3; browsers += 1) contexts.push(await browser.newContext());
  const [one, two, three] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!one || !two || !three) throw new Error("There are not three browsers.");
  [owner, nora, elsewhere] = [one, two, three];
  await signInAs(owner, demoPeople.owner);
});

test.afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
});

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto(`${appUrl()}/sign-in`);
  await page.getByTestId("email").fill(newcomer.email);
  await page.getByTestId("password").fill(password);
  await page.getByTestId("login-button").click();
}

async function invite(page: Page): Promise<void> {
  await page.goto(`${appUrl()}/admin/people`);
  await pressByKeyboard(page, page.getByTestId("add-person"));
  await page.getByLabel("Name", { exact: true }).fill(newcomer.name);
  await page.getByLabel("Email").fill(newcomer.email);
  await pressByKeyboard(page, page.getByTestId("confirm-add-person"));
}

const companies = (page: Page) => page.getByRole("heading", { level: 1, name: "Companies" });

test("whoever invites is shown no link, and is told who can print it", async () => {
  await invite(owner);
  await expect(owner.getByTestId("operator-command")).toContainText(`people:link -- ${newcomer.email}`);
  await expect(owner.getByRole("dialog")).toContainText("No mail server is configured");
  await expect(owner.getByRole("dialog")).not.toContainText("/invitation#");
  await expectNoBarrier(owner, "invitation made");
  await owner.getByRole("button", { name: "Done" }).click();
  await expect(owner.getByRole("row", { name: newcomer.name })).toContainText("Invited");
  await pressByKeyboard(owner, owner.getByRole("button", { name: newcomer.name }));
  await expect(owner.getByText("no access so far")).toBeVisible();
  await expectNoBarrier(owner, "invited person");
  await owner.keyboard.press("Escape");
});

test("the link leads to a password of one's own, and then to the invitation to accept", async () => {
  link = await printedLink(newcomer.email);
  await nora.goto(link);
  await expect(nora.getByRole("heading", { level: 1 })).toContainText("Welcome");
  await expect(nora.getByText(demoFirm)).toBeVisible();
  await expect(nora.getByLabel("Your name")).toHaveValue(newcomer.name);
  await expectNoBarrier(nora, "invitation", true);
  await nora.getByLabel("Password", { exact: true }).fill(passwords.first);
  await nora.getByLabel("Password again").fill("something else entirely");
  await nora.keyboard.press("Enter");
  await expect(nora.getByText("The passwords do not match.")).toBeVisible();
  await nora.getByLabel("Password again").fill(passwords.first);
  await pressByKeyboard(nora, nora.getByTestId("set-password"));
  await nora.waitForURL(`${appUrl()}/invitations`);
  await expect(nora.getByRole("heading", { level: 2, name: demoFirm })).toBeVisible();
  await expectNoBarrier(nora, "invitation to accept", true);
});

test("before they accept, every page of the firm leads back to the invitation", async () => {
  for (const path of ["/", "/account", "/admin/people", "/sign-in"]) {
    await nora.goto(`${appUrl()}${path}`);
    await nora.waitForURL(`${appUrl()}/invitations`);
  }
  await pressByKeyboard(nora, nora.getByTestId("accept-invitation"));
  await expect(companies(nora)).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole("row", { name: newcomer.name })).toContainText("Active");
});

test("a link that was used says so, and how to get another", async () => {
  await elsewhere.goto(link);
  await expect(elsewhere.getByTestId("invitation-over")).toContainText("ask for a new one");
  await expectNoBarrier(elsewhere, "invitation over");
  await pressByKeyboard(elsewhere, elsewhere.getByRole("link", { name: "Go to the sign-in page" }));
  await pressByKeyboard(elsewhere, elsewhere.getByRole("link", { name: "Forgot your password?" }));
  await expect(elsewhere.getByRole("heading", { level: 1 })).toContainText("Forgot your password?");
});

test("a wrong present password changes nothing and is said beside its field", async () => {
  await nora.goto(`${appUrl()}/account`);
  await nora.getByLabel("Current password").fill("not the password");
  await nora.getByLabel("New password", { exact: true }).fill(passwords.second);
  await nora.getByLabel("New password again").fill(passwords.second);
  await nora.keyboard.press("Enter");
  await expect(nora.getByLabel("Current password")).toHaveAccessibleDescription(
    "The current password is not correct.",
  );
  await expectNoBarrier(nora, "wrong present password");
});

test("a changed password signs out every other browser, and alone works from then on", async () => {
  await signIn(elsewhere, passwords.first);
  await expect(companies(elsewhere)).toBeVisible();
  await nora.getByLabel("Current password").fill(passwords.first);
  await pressByKeyboard(nora, nora.getByRole("button", { name: "Change password" }));
  await expect(nora.getByText("1 other browser was signed out")).toBeVisible();
  await elsewhere.goto(`${appUrl()}/`);
  await expect(elsewhere.getByTestId("login-button")).toBeVisible();
  await signIn(elsewhere, passwords.first);
  await expect(elsewhere.getByTestId("sign-in-error")).toBeVisible();
  await signIn(elsewhere, passwords.second);
  await expect(companies(elsewhere)).toBeVisible();
});

test("other browsers can be signed out from here, and are out while they still show a page", async () => {
  await nora.reload();
  const others = nora.getByRole("button", { name: "Sign out everywhere else" });
  await expect(nora.getByText("This browser")).toHaveCount(1);
  await pressByKeyboard(nora, others);
  await expect(nora.getByText("1 browser is signed out.")).toBeVisible();
  // It asks for what is new when it is looked at again, and is sent to the door.
  await elsewhere.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(elsewhere.getByTestId("login-button")).toBeVisible({ timeout: 40_000 });
  await expect(nora.getByRole("heading", { level: 1 })).toBeVisible();
});

test("who works for one firm sees no way to another, and who works for two changes with two keys", async ({
  browser,
}) => {
  await expect(nora.getByTestId("firm-switch")).toHaveCount(0);
  const other = await browser.newContext();
  const otherPage = await other.newPage();
  await signInAs(otherPage, otherOwner);
  await invite(otherPage);
  // As for somebody who has no account: nothing tells that this one has.
  await expect(otherPage.getByRole("dialog", { name: `${newcomer.name} is invited` })).toBeVisible();
  await otherPage.getByRole("button", { name: "Done" }).click();
  await expect(otherPage.getByRole("row", { name: newcomer.name })).toContainText("Invited");

  await nora.reload();
  await expect(nora.getByTestId("firm-switch")).toHaveCount(0);
  await pressByKeyboard(nora, nora.getByRole("link", { name: "See your invitations" }));
  await expect(nora.getByRole("heading", { level: 2, name: otherFirm })).toBeVisible();
  await expectNoBarrier(nora, "invitation of a second firm");
  await pressByKeyboard(nora, nora.getByTestId("accept-invitation"));
  await expect(nora.getByTestId("firm-switch")).toContainText(otherFirm);
  await pressByKeyboard(nora, nora.getByTestId("firm-switch"));
  await expect(nora.getByRole("menuitem", { name: demoFirm })).toBeVisible();
  await expectNoBarrier(nora, "two firms");
  await nora.getByRole("menuitem", { name: demoFirm }).press("Enter");
  await expect(nora.getByTestId("firm-switch")).toContainText(demoFirm);
  await expect(companies(nora)).toBeVisible();

  // Removed here, and at work there.
  await otherPage.reload();
  await pressByKeyboard(otherPage, otherPage.getByRole("button", { name: newcomer.name }));
  await pressByKeyboard(otherPage, otherPage.getByTestId("remove-person"));
  await expectNoBarrier(otherPage, "removing a person");
  await pressByKeyboard(otherPage, otherPage.getByTestId("confirm-mutation"));
  await expect(otherPage.getByRole("row", { name: newcomer.name })).toHaveCount(0);
  await other.close();
  await nora.reload();
  await expect(companies(nora)).toBeVisible();
  await expect(nora.getByTestId("firm-switch")).toHaveCount(0);
});
