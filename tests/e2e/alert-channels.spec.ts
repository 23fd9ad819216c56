import { expect, test, type Locator, type Page } from "@playwright/test";

import { demoPeople, otherOwner } from "#scripts/stack/demo-people.ts";
import { pressByKeyboard } from "./support/by-keyboard.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { appUrl, chatUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  // Of the firm that has no channel yet.
  await signInAs(page, otherOwner);
  await page.goto(`${appUrl()}/alerts`);
  await pressByKeyboard(page, page.getByRole("main").getByRole("link", { name: "Alert channels" }));
  await expect(page.getByRole("heading", { level: 1, name: "Alert channels" })).toBeVisible();
});

test.afterAll(() => page.context().close());

const item = (name: string): Locator => page.getByRole("listitem", { name, exact: true });

async function fill(name: string, url: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Incoming webhook").fill(url);
  await page.keyboard.press("Enter");
}

test("a firm without a channel is told where its alerts are, and how to add one", async () => {
  await expect(page.getByText("No channels yet")).toBeVisible();
  await expect(page.getByText("Alerts are shown in Tieout only")).toBeVisible();
  await expectNoBarrier(page, "no alert channel", true);
});

test("a webhook that leads inside is refused beside its field, and one that does not is added", async () => {
  await pressByKeyboard(page, page.getByTestId("add-channel"));
  await fill("#bookkeeping", "https://169.254.169.254/latest/meta-data");
  await expect(page.getByLabel("Incoming webhook")).toHaveAccessibleDescription(/private network/);
  await expectNoBarrier(page, "refused webhook");
  await fill("#bookkeeping", chatUrl());
  await expect(item("#bookkeeping")).toContainText("Nothing sent yet");
  await expect(page.getByRole("dialog", { name: "Add a channel" })).toHaveCount(0);
});

test("a test message says whether it arrived, and why not", async () => {
  await pressByKeyboard(page, item("#bookkeeping").getByTestId("test-channel"));
  await expect(item("#bookkeeping")).toContainText("Delivered");
  await pressByKeyboard(page, page.getByTestId("add-channel"));
  await fill("#gone", new URL("/gone", chatUrl()).href);
  await pressByKeyboard(page, item("#gone").getByTestId("test-channel"));
  await expect(item("#gone")).toContainText("answered 404.");
  await page.reload();
  await expect(item("#gone")).toContainText("answered 404.");
  await expectNoBarrier(page, "alert channels", true);
});

test("what a channel sends is chosen, and a channel can be off", async () => {
  await pressByKeyboard(page, item("#gone").getByRole("button", { name: "Change…" }));
  await page.getByRole("radio", { name: /Chosen kinds/ }).check();
  await expect(page.getByTestId("save-channel")).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("checkbox", { name: "Counts differ from QuickBooks" }).check();
  await expectNoBarrier(page, "what a channel sends");
  await pressByKeyboard(page, page.getByTestId("save-channel"));
  await expect(item("#gone")).toContainText("Counts differ from QuickBooks");
  for (const name of ["#gone", "#bookkeeping"]) {
    await pressByKeyboard(page, item(name).getByRole("button", { name: "Turn off" }));
    await expect(item(name)).toContainText("Off");
  }
  await expect(page.getByText("All channels are off.")).toBeVisible();
  await expectNoBarrier(page, "no channel is on");
});

test("a list that cannot be refreshed says so and stays", async () => {
  await page.route("**/api/alert-channels", (route) => route.abort());
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(page.getByText("The list may be out of date.")).toBeVisible({ timeout: 40_000 });
  await expect(item("#bookkeeping")).toBeVisible();
  await page.unroute("**/api/alert-channels");
});

test("a channel is removed after it was asked once more", async () => {
  await page.reload();
  for (const name of ["#gone", "#bookkeeping"]) {
    await pressByKeyboard(page, item(name).getByTestId("remove-channel"));
    if (name === "#gone") await expectNoBarrier(page, "removing a channel");
    await pressByKeyboard(page, page.getByTestId("confirm-remove-channel"));
    await expect(item(name)).toHaveCount(0);
  }
  await expect(page.getByText("No channels yet")).toBeVisible();
});

test("the demo firm's own channel delivers", async ({ browser }) => {
  const ada = await (await browser.newContext()).newPage();
  await signInAs(ada, demoPeople.owner);
  await ada.goto(`${appUrl()}/admin/alert-channels`);
  const channel = ada.getByRole("listitem", { name: "#tieout-alerts" });
  await pressByKeyboard(ada, channel.getByTestId("test-channel"));
  await expect(ada.getByText("A test message was delivered to #tieout-alerts.")).toBeVisible();
  await ada.context().close();
});
