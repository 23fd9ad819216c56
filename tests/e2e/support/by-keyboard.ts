import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any page has before what a person looks for. */
const mostStops = 200;

/** Goes there with Tab alone, from wherever the keyboard is, and presses Enter. */
export async function pressByKeyboard(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${target.toString()}.`);
}
