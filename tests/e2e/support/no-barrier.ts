import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { inProject } from "#scripts/project-root.ts";
import { isEverything } from "#tests/support/some-of.ts";

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };

interface Look {
  readonly name: string;
  readonly theme: "light" | "dark";
  readonly viewport: typeof wide;
  /** The same page at the same width in the other theme was looked at: only its colours are new. */
  readonly onlyColours: boolean;
}

const looks: readonly Look[] = [
  { name: "light", theme: "light", viewport: wide, onlyColours: false },
  { name: "dark", theme: "dark", viewport: wide, onlyColours: true },
  { name: "phone", theme: "dark", viewport: narrow, onlyColours: false },
];
const phoneInLight: Look = { name: "phone-light", theme: "light", viewport: narrow, onlyColours: true };
const rulesOfColours = ["color-contrast", "link-in-text-block"];

/**
 * Looks at what is on the screen right now in both themes and at a phone's width: axe finds nothing, nothing is
 * wider than the screen. With TEST_EVERYTHING set a picture is kept in .cache/screens under the state's name.
 * `whole`: of the whole page, and with TEST_EVERYTHING on the phone in both themes.
 */
export async function expectNoBarrier(page: Page, state: string, whole = false): Promise<void> {
  await test.step(`no barrier: ${state}`, async () => {
    const before = page.viewportSize() ?? wide;
    // What is fading in or out has neither its own colours nor those of the page.
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const { name, theme, viewport, onlyColours } of whole && isEverything
      ? [...looks, phoneInLight]
      : looks) {
      await page.setViewportSize(viewport);
      await page.evaluate((chosen) => {
        document.documentElement.dataset["theme"] = chosen;
      }, theme);
      // For a person to look at: drawing takes as long as judging.
      if (isEverything) {
        const file = `${whole ? "page" : "state"}-${state.replaceAll(/\W+/g, "-")}-${name}.png`;
        await page.screenshot({ path: inProject(".cache", "screens", file), fullPage: whole });
      }
      // Our pages have no frames: without them axe needs no window of its own for each look.
      const axe = new AxeBuilder({ page }).setLegacyMode(true);
      const { violations } = await (onlyColours ? axe.withRules(rulesOfColours) : axe).analyze();
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
