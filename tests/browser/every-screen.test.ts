import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations } from "./axe.ts";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { faultTour } from "./fault-tour.ts";
import { misfits, untranslatedTexts } from "./look-for.ts";
import { tour, type Visit } from "./tour.ts";

const WIDE = { width: 1280, height: 800 };
const SMALL = { width: 900, height: 600 };
const PHONE = { width: 390, height: 844 };
/** 1280×800 at 200 % zoom. */
const ZOOMED = { width: 640, height: 400 };

/** Both tours look at some forty screens and states; other tests may be running beside. */
const LONG = 600_000;

describe.skipIf(CHROMIUM === null)("Every screen and state", { timeout: LONG }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  /** Goes through everything that the wizard shows in practice and where something goes wrong. */
  async function bothTours(visit: Visit, language?: string): Promise<void> {
    const opening = language === undefined ? {} : { language };
    await tour(browser, visit, opening);
    await faultTour(browser, visit, opening);
  }

  test("has no axe violation in either scheme nor at 200 % zoom, and fits at every size", async () => {
    const counts = new Map<string, number>();
    const found: string[] = [];
    const told = new Map<string, string>();
    const note = (at: string, violations: readonly string[]): void => {
      counts.set(at, violations.length);
      found.push(...violations.map((each) => `${at}: ${each}`));
    };
    await bothTours(async (name, page) => {
      told.set(name, await page.locator("body").innerText());
      note(`${name} light`, await axeViolations(page));
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      note(`${name} dark`, await axeViolations(page, "colours"));
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await atSize(page, ZOOMED, async () => note(`${name} at 200 %`, await axeViolations(page)));
      for (const size of [WIDE, SMALL, PHONE, ZOOMED])
        await atSize(page, size, async () => found.push(...(await misfits(page, name, size))));
    });
    const sum = [...counts.values()].reduce((all, each) => all + each, 0);
    console.log(
      `axe: ${sum} violations on ${told.size} screens and states, each in light, in dark and at 200 % zoom:\n` +
        [...counts].map(([at, count]) => `${at} ${count}`).join(" · "),
    );
    expect(found).toEqual([]);
    for (const [name, text] of told)
      expect(text, `${name} lacks a word`).not.toMatch(/\bmissing\.[a-z]|\{\{|\bwizard\.[a-z]/i);
    tellsFaultsInWords(told);
  });

  test.each(["en-XA", "ar-XB"])(
    "leaves no text clipped or untranslated in %s",
    async (language) => {
      const found: string[] = [];
      let screens = 0;
      await bothTours(async (name, page) => {
        screens += 1;
        const untranslated = await untranslatedTexts(page);
        found.push(...untranslated.map((each) => `${name} untranslated: ${each}`));
        for (const size of [WIDE, SMALL, PHONE])
          await atSize(page, size, async () => found.push(...(await misfits(page, name, size))));
      }, language);
      console.log(
        `${language}: ${found.length} texts clipped or untranslated on ${screens} screens`,
      );
      expect(found).toEqual([]);
    },
  );
});

async function atSize(page: Page, size: typeof WIDE, look: () => Promise<unknown>): Promise<void> {
  await page.setViewportSize(size);
  await look();
  await page.setViewportSize(WIDE);
}

/** What the screens of faults must say to whoever meets them. */
function tellsFaultsInWords(told: ReadonlyMap<string, string>): void {
  expect(told.get("host-refused")).toContain("does not let root in");
  expect(told.get("host-refused")).toContain("Choose another way to sign in");
  expect(told.get("failure")).toContain("The order of the certificate failed");
  expect(told.get("failure")).toContain("Homeport has undone everything by itself.");
  expect(told.get("failure")).toMatch(/Undone: .* is as it was/);
}
