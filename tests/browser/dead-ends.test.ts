import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { fillLogin, openRealWorld, toLogin } from "./real-world.ts";
import {
  finding,
  lookInPractice,
  press,
  signInEverywhere,
  takeSuggestions,
  toApproval,
} from "./walk.ts";
import { serveWizard } from "./wizard.ts";

describe.skipIf(CHROMIUM === null)("The wizard, where a way ends", { timeout: 300_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test("ends at once with 'Not now', and says why practice cannot be left while an approval waits", async () => {
    const wizard = await serveWizard(["--as-root"]);
    const page = await wizard.open(browser);
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await takeSuggestions(page);
    await toApproval(page);
    await press(page, "Use a real server");
    await page.getByRole("heading", { name: "Homeport is at work already" }).waitFor();
    await press(page, "Not now");
    await finding(page, "Stopped, as you asked");
    expect(await page.locator(".promise").innerText()).toContain("Nothing has been changed");
    expect(await page.getByRole("heading", { name: "Homeport is at work already" }).count()).toBe(
      0,
    );
    await press(page, "Check and try again");
    await finding(page, /are fine|Everything is fine/);
    await wizard.stop();
  });

  test("shows what a machine asks on whichever screen it asks, also to a page that comes later", async () => {
    const real = await openRealWorld(null, { asked: { user: "root", code: "314159" } });
    const page = await real.wizard.open(browser);
    const dialog = page.getByRole("dialog", { name: "The machine asks" });
    const answer = async (): Promise<void> => {
      await dialog.getByLabel("Verification code:").fill("314159");
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
    };
    await toLogin(page, "one.example");
    await fillLogin(page, real.world, "a");
    await press(page, "Sign in");
    await press(page, "They match: sign in");
    await answer();
    await finding(page, "Signed in");
    await press(page, "Go on");
    await takeSuggestions(page);
    for (const host of real.world.hosts.values())
      host.faults.plant({ operation: "survey", kind: "cut-before" });
    await press(page, "Check everything first");
    await press(page, "Look again");
    await dialog.waitFor();
    await page.reload();
    await answer();
    await page.getByRole("button", { name: "Go on to apply" }).waitFor();
    await real.stop();
  });
});
