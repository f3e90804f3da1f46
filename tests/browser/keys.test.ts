import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations } from "./axe.ts";
import { PHONE, WIDE, ZOOMED, ZOOMED_MOST } from "./sizes.ts";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { focusOf, mainJob } from "./keyboard.ts";
import { overlaps, smallTargets, smallTexts } from "./look-closely.ts";
import { misfits } from "./look-for.ts";
import { finding, lookInPractice, press, signInEverywhere, takeSuggestions } from "./walk.ts";
import { serveWizard, type Wizard } from "./wizard.ts";

/** The main job is this many key presses at most, besides the name: no way through it is a long one. */
const MOST_PRESSES = { "one.example": 45, "two.example": 60 } as const;

describe.skipIf(CHROMIUM === null)("The wizard, by keyboard", { timeout: 300_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  /** A wizard in practice that is ended afterwards, whatever happens. */
  async function withWizard(use: (wizard: Wizard) => Promise<void>): Promise<void> {
    const wizard = await serveWizard(["--practice"]);
    try {
      await use(wizard);
    } finally {
      await wizard.stop();
    }
  }

  test.each([
    ["one.example", 1],
    ["two.example", 2],
  ] as const)("does the whole main job of %s, the approval as well", async (name, machines) => {
    await withWizard(async (wizard) => {
      const found: string[] = [];
      // The page of the approval, what it says afterwards, and what it says to whoever opens it again.
      const presses = await mainJob(browser, wizard, name, machines, async (page) => {
        found.push(...(await outsideViolations(page)));
      });
      expect(found).toEqual([]);
      console.log(`keyboard: the main job of ${name} took ${presses} key presses besides the name`);
      expect(presses).toBeLessThanOrEqual(MOST_PRESSES[name]);
    });
  });

  test("opens help, the list and the eras by single keys, which can be turned off", async () => {
    await withWizard(async (wizard) => {
      const page = await wizard.open(browser);
      await lookInPractice(page, "one.example");
      await finding(page, "Sign in to the machine");
      const machine = page.getByRole("textbox", { name: "Machine" });
      await machine.fill("one.example");
      await page.keyboard.type("?");
      expect(await machine.inputValue()).toBe("one.example?");
      expect(await page.getByRole("dialog").count()).toBe(0);
      await page.keyboard.press("Alt+ArrowLeft");
      await finding(page, "Sign in to the machine");
      await page.getByRole("heading", { level: 1 }).focus();
      await page.keyboard.press("Alt+ArrowLeft");
      await finding(page, "How others reach one.example");
      await tryShortcuts(page);
      await turnOff(page);
    });
  });

  test("presses no key for a person that decides, and gives the focus back where a dialog closes", async () => {
    await withWizard(async (wizard) => {
      const page = await wizard.open(browser);
      await lookInPractice(page, "one.example");
      await finding(page, "Sign in to the machine");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Is this your machine?" }).waitFor();
      expect(await focusOf(page)).toBe("h2 Is this your machine?");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Help for this screen" }).press("Enter");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(await focusOf(page)).toBe("button Help for this screen");
      const match = page.getByRole("button", { name: "They match: sign in" });
      expect(await match.isEnabled()).toBe(true);
      await press(page, "It is a different one");
      expect(await focusOf(page)).toBe("button Sign in");
      await signInEverywhere(page, 1);
      await takeSuggestions(page);
      await press(page, "Check everything first");
      await page.getByRole("button", { name: "Go on to apply", disabled: false }).waitFor();
      const again = page.getByRole("button", { name: "Check again" });
      await again.press("Enter");
      expect(await focusOf(page)).toBe("button Check again");
      await page.getByRole("button", { name: "Go on to apply", disabled: false }).waitFor();
      expect(await focusOf(page)).toBe("button Check again");
    });
  });

  test("walks the stops of the line by arrows, turned round where it is read from right to left", async () => {
    await withWizard(async (wizard) => {
      const page = await wizard.open(browser, { language: "ar-XB" });
      await press(page, "Start practice");
      await page.getByRole("radio", { name: /two\.example/ }).click();
      await press(page, "Look");
      const stop = (at: number) => page.locator(".rt-stops > li > button").nth(at);
      await stop(4).waitFor();
      expect(await page.locator(".rt-stops > li > button[tabindex='0']").count()).toBe(1);
      await stop(4).focus();
      await page.keyboard.press("ArrowLeft");
      expect(await pickedStop(page)).toBe(5);
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      expect(await pickedStop(page)).toBe(3);
      await page.keyboard.press("End");
      expect(await pickedStop(page)).toBe(7);
      await page.keyboard.press("Home");
      expect(await pickedStop(page)).toBe(0);
      const about = await page.locator(".about h3").innerText();
      expect(await stop(0).locator(".rt-label").innerText()).toBe(about);
    });
  });

  test("gives fingers 44 px", async () => {
    await withWizard(async (wizard) => {
      const context = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };
      const page = await wizard.open(browser, { context });
      const found = [...(await smallTargets(page))];
      await press(page, "Start practice");
      await finding(page, "Which server do you practise with?");
      found.push(...(await smallTargets(page)));
      await page.getByRole("radio", { name: /one\.example/ }).click();
      await press(page, "Look");
      await press(page, "Go on");
      found.push(...(await smallTargets(page)));
      await signInEverywhere(page, 1);
      found.push(...(await smallTargets(page)));
      await takeSuggestions(page);
      found.push(...(await smallTargets(page)));
      expect(found).toEqual([]);
    });
  });
});

/** What axe has against a page outside the wizard, in both schemes and at 200 % zoom, and what does not fit there. */
async function outsideViolations(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  const name = await page.title();
  for (const size of [WIDE, ZOOMED, PHONE, ZOOMED_MOST]) {
    await page.setViewportSize(size);
    found.push(...(await misfits(page, name, size)), ...(await overlaps(page)));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await axeViolations(page)).map((each) => `${name} ${colorScheme}: ${each}`));
    }
  }
  await page.setViewportSize(WIDE);
  return [...found, ...(await smallTargets(page)), ...(await smallTexts(page))];
}

/** The place of the stop that is chosen and has the focus; -1 where these are not the same. */
async function pickedStop(page: Page): Promise<unknown> {
  return page.evaluate(`(() => {
    const buttons = [...document.querySelectorAll(".rt-stops > li > button")];
    const at = buttons.indexOf(document.activeElement);
    return at >= 0 && buttons[at].getAttribute("aria-pressed") === "true" ? at : -1;
  })()`);
}

/** `L`, `1` to `4`, `?` and Esc do what the help says. */
async function tryShortcuts(page: Page): Promise<void> {
  const list = page.locator(".rl");
  await page.getByRole("radio", { name: "0.34", exact: true }).waitFor({ state: "attached" });
  await page.keyboard.press("l");
  await list.first().waitFor();
  await page.keyboard.press("l");
  await list.first().waitFor({ state: "detached" });
  await page.keyboard.press("1");
  expect(await page.getByRole("radio", { name: "0.34", exact: true }).isChecked()).toBe(true);
  await page.keyboard.press("4");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Help for this screen" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Single keys are turned off in the help, and stay off (WCAG 2.1.4). */
async function turnOff(page: Page): Promise<void> {
  await press(page, "Help for this screen");
  await page.getByRole("checkbox", { name: "Keys that are pressed alone" }).uncheck();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("1");
  expect(await page.getByRole("radio", { name: "Today", exact: true }).isChecked()).toBe(true);
  await page.reload();
  await page.getByRole("radio", { name: "0.34", exact: true }).waitFor({ state: "attached" });
  await page.keyboard.press("1");
  await page.keyboard.press("?");
  expect(await page.getByRole("radio", { name: "Today", exact: true }).isChecked()).toBe(true);
  expect(await page.getByRole("dialog").count()).toBe(0);
}
