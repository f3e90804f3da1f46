import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { finding, press } from "./walk.ts";
import { serveWizard } from "./wizard.ts";

describe.skipIf(CHROMIUM === null)("Motion of the wizard", { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test("is a growing line, a fading era and one busy ring, and nothing where less is wanted", async () => {
    const wizard = await serveWizard(["--practice"]);
    try {
      const context = { reducedMotion: "no-preference" } as const;
      const page = await wizard.open(browser, { context });
      await record(page);
      await press(page, "Start practice");
      await page.getByRole("radio", { name: /one\.example/ }).click();
      await press(page, "Look");
      await finding(page, "How others reach one.example");
      await page.getByRole("radio", { name: "1.0", exact: true }).waitFor({ state: "attached" });
      await page.getByText("1.0", { exact: true }).click();
      const { lengths, most } = await recorded(page);
      expect(lengths).toContain("rt-line 240");
      expect(lengths.filter((each) => each.endsWith(" 120"))).toEqual(["rt 120"]);
      expect(most).toBeLessThanOrEqual(1);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.getByText("Today", { exact: true }).click();
      await press(page, "Look again");
      await page.getByRole("radio", { name: "1.0", exact: true }).waitFor({ state: "attached" });
      expect((await recorded(page)).lengths).toEqual(lengths);
      await press(page, "Go on");
      await finding(page, "Sign in to the machine");
    } finally {
      await wizard.stop();
    }
  });
});

/** Notes every animation that a script begins, and how many move by themselves at once. */
async function record(page: Page): Promise<void> {
  await page.evaluate(`{
    const seen = { lengths: [], most: 0 };
    globalThis.seen = seen;
    const { animate } = Element.prototype;
    Element.prototype.animate = function (frames, options) {
      seen.lengths.push((this.getAttribute("class") ?? "").split(" ")[0] + " " + options.duration);
      return animate.call(this, frames, options);
    };
    const count = () => {
      const endless = document.getAnimations().filter((each) => each.effect?.getTiming().iterations === Infinity);
      seen.most = Math.max(seen.most, endless.length);
      requestAnimationFrame(count);
    };
    count();
  }`);
}

async function recorded(
  page: Page,
): Promise<{ readonly lengths: readonly string[]; readonly most: number }> {
  return page.evaluate("globalThis.seen");
}
