import { expect, test, type BrowserContext, type Page } from "@playwright/test";

import { demoFirm, demoPeople, otherFirm, otherOwner } from "../../scripts/stack/demo-people.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
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

const companies = (page: Page) => page.getByRole("heading", { level: 1, name: "Companies" });

test("somebody who is added is given a link to pass on, shown once", async () => {
  await owner.goto(`${appUrl()}/admin/people`);
  await pressByKeyboard(owner, owner.getByTestId("add-person"));
  await owner.getByLabel("Name", { exact: true }).fill(newcomer.name);
  await owner.getByLabel("E-mail").fill(newcomer.email);
  await pressByKeyboard(owner, owner.getByTestId("confirm-add-person"));
  const shown = owner.getByTestId("invitation-link");
  await expect(shown).toContainText(`${appUrl()}/invitation#`);
  link = (await shown.textContent()) ?? "";
  await expectNoBarrier(owner, "invitation made");
  await owner.getByRole("button", { name: "Done" }).click();
  await expect(shown).toHaveCount(0);
  await expect(owner.getByRole("row", { name: newcomer.name })).toContainText("Invited");
});

test("the link leads to a password of one's own, and straight in", async () => {
  await nora.goto(link);
  await expect(nora.getByRole("heading", { level: 1 })).toContainText(newcomer.name);
  await expect(nora.getByText(demoFirm)).toBeVisible();
  await expectNoBarrier(nora, "invitation");
  await nora.getByLabel("Password", { exact: true }).fill(passwords.first);
  await nora.getByLabel("Password again").fill("something else entirely");
  await nora.keyboard.press("Enter");
  await expect(nora.getByText("The two are not the same.")).toBeVisible();
  await nora.getByLabel("Password again").fill(passwords.first);
  await pressByKeyboard(nora, nora.getByTestId("set-password"));
  await expect(companies(nora)).toBeVisible();
});

test("a link that was used says so, and whom to ask", async () => {
  await elsewhere.goto(link);
  await expect(elsewhere.getByTestId("invitation-over")).toContainText("owner or admin of your firm");
  await expectNoBarrier(elsewhere, "invitation over");
});

test("a wrong present password changes nothing and is said beside its field", async () => {
  await nora.goto(`${appUrl()}/account`);
  await nora.getByLabel("Present password").fill("not the password");
  await nora.getByLabel("New password", { exact: true }).fill(passwords.second);
  await nora.getByLabel("New password again").fill(passwords.second);
  await nora.keyboard.press("Enter");
  await expect(nora.getByLabel("Present password")).toHaveAccessibleDescription(
    "The present password is not right.",
  );
  await expectNoBarrier(nora, "wrong present password");
});

test("a changed password signs out every other browser, and alone works from then on", async () => {
  await signIn(elsewhere, passwords.first);
  await expect(companies(elsewhere)).toBeVisible();
  await nora.getByLabel("Present password").fill(passwords.first);
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
  await otherPage.goto(`${appUrl()}/admin/people`);
  await otherPage.getByTestId("add-person").click();
  await otherPage.getByLabel("Name", { exact: true }).fill(newcomer.name);
  await otherPage.getByLabel("E-mail").fill(newcomer.email);
  await otherPage.getByTestId("confirm-add-person").click();
  await expect(otherPage.getByRole("dialog", { name: `${newcomer.name} can sign in` })).toBeVisible();
  await other.close();

  await nora.reload();
  await pressByKeyboard(nora, nora.getByTestId("firm-switch"));
  await expect(nora.getByRole("menuitem", { name: otherFirm })).toBeVisible();
  await expectNoBarrier(nora, "two firms");
  await nora.getByRole("menuitem", { name: otherFirm }).press("Enter");
  await expect(nora.getByTestId("firm-switch")).toContainText(otherFirm);
  await expect(companies(nora)).toBeVisible();
});
