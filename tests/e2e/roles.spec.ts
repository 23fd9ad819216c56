import { expect, test, type Page } from "@playwright/test";

import { demoPeople } from "#scripts/stack/demo-people.ts";
import { aCompany, type ConnectedCompany } from "./support/a-company.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { appUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let owner: Page;
let viewer: Page;
let company: ConnectedCompany;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  company = await aCompany(2);
  [owner, viewer] = [
    await (await browser.newContext()).newPage(),
    await (await browser.newContext()).newPage(),
  ];
  await signInAs(owner, demoPeople.owner);
  await signInAs(viewer, demoPeople.viewer);
});

test.afterAll(async () => Promise.all([owner.context().close(), viewer.context().close()]));

test("a company appears for somebody as soon as an owner assigns it", async () => {
  await expect(viewer.getByRole("link", { name: company.name })).toHaveCount(0);
  await owner.goto(`${appUrl()}/admin/people`);
  await pressByKeyboard(owner, owner.getByRole("button", { name: demoPeople.viewer.name }));
  const dialog = owner.getByRole("dialog", { name: demoPeople.viewer.name });
  await dialog.getByRole("checkbox", { name: company.name }).check();
  await expectNoBarrier(owner, "person");
  await pressByKeyboard(owner, dialog.getByTestId("save-person"));
  await expect(dialog).toHaveCount(0);
  await viewer.reload();
  await expect(viewer.getByRole("link", { name: company.name })).toBeVisible();
});

test("what a viewer may not do stays in reach of the keyboard and says why", async () => {
  await viewer.goto(company.url);
  const rejected = ["sync-now", "full-sync", "check-company"].map((id) => viewer.getByTestId(id));
  for (const button of rejected) {
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(/Viewers can read the books/);
  }
  await pressByKeyboard(viewer, viewer.getByTestId("sync-now"));
  await expect(viewer.getByText("Ask an accountant or admin of your firm.").last()).toBeVisible();
  await expectNoBarrier(viewer, "refused to a viewer");
  await expect(viewer.getByTestId("sync-progress")).toHaveCount(0);
});

test("a page that is for owners and admins says so, and leads back", async () => {
  await viewer.goto(`${appUrl()}/admin`);
  await expect(viewer.getByRole("heading", { level: 1 })).toContainText("not for your role");
  await expectNoBarrier(viewer, "forbidden page");
  await pressByKeyboard(viewer, viewer.getByRole("link", { name: "Go to companies" }));
  await expect(viewer.getByRole("heading", { level: 1, name: "Companies" })).toBeVisible();
});
