import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations } from "./axe.ts";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { everyState } from "./every-state.ts";
import {
  motions,
  orientation,
  overlaps,
  printFaults,
  smallTargets,
  smallTexts,
  unlinedThings,
} from "./look-closely.ts";
import { misfits } from "./look-for.ts";
import { atSizes, PHONE, SMALL, WIDE, ZOOMED, ZOOMED_MOST } from "./sizes.ts";

/** The tours look at some seventy screens and states; other tests may be running beside. */
const LONG = 1_200_000;

describe.skipIf(CHROMIUM === null)("Every screen and state", { timeout: LONG }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test("has no axe violation in either scheme nor at 200 % zoom, and fits at every size", async () => {
    const counts = new Map<string, number>();
    const found: string[] = [];
    const told = new Map<string, string>();
    const note = (at: string, violations: readonly string[]): void => {
      counts.set(at, violations.length);
      found.push(...violations.map((each) => `${at}: ${each}`));
    };
    await everyState(browser, async (name, page) => {
      told.set(name, await page.locator("body").innerText());
      note(`${name} light`, await axeViolations(page));
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      note(`${name} dark`, await axeViolations(page, "colours"));
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await atSizes(page, [SMALL, PHONE, ZOOMED_MOST, ZOOMED], async (size) => {
        found.push(...(await fits(name, page, size)));
        if (size !== ZOOMED) return;
        note(`${name} at 200 %`, await axeViolations(page));
        await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
        note(`${name} dark at 200 %`, await axeViolations(page, "colours"));
        await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      });
      found.push(...(await fits(name, page, WIDE)));
      found.push(...(await isForEveryone(name, page)));
    });
    const sum = [...counts.values()].reduce((all, each) => all + each, 0);
    console.log(
      `axe: ${sum} violations on ${told.size} screens and states, each in light, in dark and at 200 % zoom in both:\n` +
        [...counts].map(([at, count]) => `${at} ${count}`).join(" · "),
    );
    expect(found).toEqual([]);
    for (const [name, text] of told)
      expect(text, `${name} lacks a word`).not.toMatch(/\bmissing\.[a-z]|\{\{|\bwizard\.[a-z]/i);
    tellsFaultsInWords(told);
  });
});

/** What does not fit at a size: it scrolls sideways, is cut off, or lies over something else. */
async function fits(name: string, page: Page, size: typeof WIDE): Promise<readonly string[]> {
  const over = await overlaps(page);
  const at = `${name} ${size.width}×${size.height}`;
  return [...(await misfits(page, name, size)), ...over.map((each) => `${at} lies over: ${each}`)];
}

/** Where the focus is, how large everything is, what moves, and what is left without colours. */
async function isForEveryone(name: string, page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  const note = (what: string, all: readonly string[]): void => {
    found.push(...all.map((each) => `${name} ${what}: ${each}`));
  };
  note("leaves one lost", await orientation(page));
  note("moves", await motions(page));
  note("is too small to press", await smallTargets(page));
  note("is too small to read", await smallTexts(page));
  await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
  note("has no line", await unlinedThings(page));
  await page.emulateMedia({ forcedColors: "none", colorScheme: "dark", media: "print" });
  note("prints wrongly", await printFaults(page));
  await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "light", media: "screen" });
  return found;
}

/** What the screens of faults must say to whoever meets them. */
function tellsFaultsInWords(told: ReadonlyMap<string, string>): void {
  expect(told.get("host-refused")).toContain("does not let root in");
  expect(told.get("host-refused")).toContain("Choose another way to sign in");
  expect(told.get("failure")).toContain("The order of the certificate failed");
  expect(told.get("failure")).toContain("Homeport has undone everything by itself.");
  expect(told.get("failure")).toMatch(/Undone: .* is as it was/);
}
