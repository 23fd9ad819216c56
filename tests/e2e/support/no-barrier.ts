import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { inProject } from "../../../scripts/project-root.ts";

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };
const looks = [
  { name: "light", theme: "light", viewport: wide },
  { name: "dark", theme: "dark", viewport: wide },
  { name: "phone", theme: "dark", viewport: narrow },
] as const;
const phoneInLight = { name: "phone-light", theme: "light", viewport: narrow } as const;

/**
 * Looks at what is on the screen right now in both themes and at a phone's width: axe finds nothing, nothing is
 * wider than the screen, and a picture is kept in .cache/screens under the state's name. `whole`: of the
 * whole page, and on the phone in both themes.
 */
export async function expectNoBarrier(page: Page, state: string, whole = false): Promise<void> {
  await test.step(`no barrier: ${state}`, async () => {
    const before = page.viewportSize() ?? wide;
    // What is fading in or out has neither its own colours nor those of the page.
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const { name, theme, viewport } of whole ? [...looks, phoneInLight] : looks) {
      await page.setViewportSize(viewport);
      await page.evaluate((chosen) => {
        document.documentElement.dataset["theme"] = chosen;
      }, theme);
      const file = `${whole ? "page" : "state"}-${state.replaceAll(/\W+/g, "-")}-${name}.png`;
      await page.screenshot({ path: inProject(".cache", "screens", file), fullPage: whole });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n  ")}`);
      expect.soft(found, `${state} in ${name}`).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(overflow, `${state} in ${name} is wider than the screen`).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize(before);
    await page.evaluate(() => delete document.documentElement.dataset["theme"]);
  });
}
