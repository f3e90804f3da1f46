import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { faultTour } from "./fault-tour.ts";
import { clippedTexts, sidewaysScroll, untranslatedTexts } from "./look-for.ts";
import { tour } from "./tour.ts";
import { finding } from "./walk.ts";
import { serveWizard } from "./wizard.ts";

const WIDE = { width: 1280, height: 800 };
/** The sizes of the layout; 640×400 is 1280×800 at 200 % zoom. */
const SIZES = [
  WIDE,
  { width: 900, height: 600 },
  { width: 390, height: 844 },
  { width: 640, height: 400 },
];

/** What axe looks at: all of it plain; in the other scheme and at 200 % zoom what may differ there. */
const LOOKS = [
  { size: WIDE, colorScheme: "light", rules: null },
  { size: WIDE, colorScheme: "dark", rules: ["color-contrast"] },
  {
    size: { width: 640, height: 400 },
    colorScheme: "light",
    rules: ["scrollable-region-focusable", "list", "aria-hidden-focus", "region", "heading-order"],
  },
] as const;

describe.skipIf(CHROMIUM === null)("The wizard, for everyone", { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  test("has no axe violation and nothing clipped on any screen, in both schemes, at every size", async () => {
    const found: string[] = [];
    let looked = 0;
    const visit = async (name: string, page: Page): Promise<void> => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const at = `${name} ${size.width}×${size.height}`;
        found.push(
          ...(await sidewaysScroll(page)).map((each) => `${at} scrolls sideways: ${each}`),
        );
        found.push(...(await clippedTexts(page)).map((each) => `${at} clips: ${each}`));
      }
      for (const { size, colorScheme, rules } of LOOKS) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const axe = new AxeBuilder({ page });
        const { violations } = await (rules === null ? axe : axe.withRules([...rules])).analyze();
        looked += 1;
        const at = `${name} ${size.width} ${colorScheme}`;
        found.push(
          ...violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => `${at} ${id}: ${node.target.join(" ")}`),
          ),
        );
      }
      await page.setViewportSize(WIDE);
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    };
    await tour(browser, visit);
    await faultTour(browser, visit);
    console.log(`axe: ${looked} screens, schemes and zooms looked at`, found);
    expect(found).toEqual([]);
  }, 400_000);

  test("shows its first usable screen soon after a cold start, and asks nobody before a name is entered", async () => {
    const started = performance.now();
    const wizard = await serveWizard(["--practice"]);
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked = new Set<string>();
    page.on("request", (request) => asked.add(new URL(request.url()).host));
    const address = await wizard.next("url");
    const served = performance.now();
    await page.goto(address);
    await page.getByRole("button", { name: "Start practice" }).waitFor();
    const shown = performance.now();
    console.log(
      `first usable screen: ${Math.round(shown - served)} ms after the address was told, ` +
        `${Math.round(shown - started)} ms after the command was started`,
    );
    expect([...asked]).toEqual([new URL(address).host]);
    await context.close();
    await wizard.stop();
  });

  test.each(["en-XA", "ar-XB"])(
    "leaves no text clipped or untranslated in %s",
    async (language) => {
      const found: string[] = [];
      const wizard = await serveWizard(["--practice"]);
      const page = await wizard.open(browser, { language });
      const look = async (name: string): Promise<void> => {
        found.push(
          ...(await untranslatedTexts(page)).map((each) => `${name} untranslated: ${each}`),
        );
        for (const size of SIZES.slice(0, 3)) {
          await page.setViewportSize(size);
          const at = `${name} ${size.width}×${size.height}`;
          found.push(
            ...(await sidewaysScroll(page)).map((each) => `${at} scrolls sideways: ${each}`),
          );
          found.push(...(await clippedTexts(page)).map((each) => `${at} clips: ${each}`));
        }
        await page.setViewportSize(WIDE);
      };
      await look("welcome");
      await mainButton(page).click();
      await page.getByRole("radio").nth(1).click();
      await look("name-fresh");
      await mainButton(page).click();
      await page.locator(".rt-stop.m-bad").waitFor();
      await look("name");
      await mainButton(page).click();
      await page.locator(".hostf").waitFor();
      await look("host");
      for (const machine of ["host", "web"]) {
        await mainButton(page).click();
        await page.locator(".fp").waitFor();
        await look(`${machine}-key`);
        await mainButton(page).click();
        await page.locator(".fp").waitFor({ state: "detached" });
      }
      await page.locator(".facts").waitFor();
      await look("host-signed-in");
      await mainButton(page).click();
      await page.locator(".mini").waitFor();
      await look("question");
      await page.locator(".fr-foot button").first().click();
      await page.locator(".chg").first().waitFor();
      await look("plan");
      await mainButton(page).click();
      await page.locator(".pf tbody tr").nth(5).waitFor();
      await look("preflight");
      await wizard.stop();
      expect(found).toEqual([]);
    },
    120_000,
  );

  test("does its whole main job by keyboard alone", async () => {
    const wizard = await serveWizard(["--practice"]);
    const page = await wizard.open(browser);
    const keys = keyboardOf(page);
    await keys.to("Start practice", "Enter");
    await finding(page, "Which server do you practise with?");
    await page.keyboard.type("one.example");
    await keys.press("Enter");
    await finding(page, "How others reach one.example");
    await keys.to("Go on", "Enter");
    await finding(page, "Sign in to the machine");
    await keys.to("Sign in", "Enter");
    await page.getByRole("heading", { name: "Is this your machine?" }).waitFor();
    await keys.to("They match: sign in", "Enter");
    await finding(page, "Signed in");
    await keys.to("Go on", "Enter");
    await finding(page, "Which servers should reach you?");
    await keys.to("Take the rest as suggested", "Enter");
    await finding(page, /^The plan/);
    await keys.to("Check everything first", "Enter");
    await page.getByRole("button", { name: "Go on to apply", disabled: false }).waitFor();
    await keys.to("Go on to apply", "Enter");
    await finding(page, "Waiting for your approval");
    await wizard.approve(browser);
    await finding(page, "Other servers reach you");
    console.log(`keyboard: the main job took ${keys.count()} key presses besides the name`);
    const focused = await page.evaluate("document.activeElement?.tagName");
    expect(focused).toBe("H1");
    await wizard.stop();
  }, 120_000);
});

/** The one filled button. */
function mainButton(page: Page) {
  return page.locator(".mantine-Button-root:not([data-variant])").last();
}

function keyboardOf(page: Page) {
  let count = 0;
  const press = async (key: string): Promise<void> => {
    count += 1;
    await page.keyboard.press(key);
  };
  return {
    press,
    count: () => count,
    /** Goes with Tab to a button, and presses a key there. */
    to: async (name: string, key: string): Promise<void> => {
      for (let tabs = 0; tabs < 80; tabs++) {
        const at = await page.evaluate("document.activeElement?.textContent ?? ''");
        if (at === name) return press(key);
        await press("Tab");
      }
      throw new Error(`Tab never came to "${name}"`);
    },
  };
}
