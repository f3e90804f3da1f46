import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import {
  fillLogin,
  killAt,
  openRealWorld,
  serveOver,
  signInWithKey,
  toLogin,
  waitingForApproval,
} from "./real-world.ts";
import { finding, press } from "./walk.ts";

describe.skipIf(CHROMIUM === null)(
  "The wizard, where something goes wrong",
  { timeout: 300_000 },
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    test("stops before the login where a machine shows another key than the one on record", async () => {
      const first = await openRealWorld();
      const page = await first.wizard.open(browser);
      await toLogin(page, "one.example");
      await signInWithKey(page, first.world, "a");
      await finding(page, "Signed in");
      await first.stop("keep");
      const second = await openRealWorld(first.wizard.stateFolder, { seed: "set up anew" });
      const again = await second.wizard.open(browser);
      await finding(again, "Sign in to the machine");
      await fillLogin(again, second.world, "a");
      await press(again, "Sign in");
      await finding(again, /shows a different key/);
      const shown = await again.locator("main").innerText();
      expect(shown).toContain("No password and no key was sent.");
      await press(again, "Stay away for now");
      await second.stop();
    }, 300_000);

    test("asks for the code that a machine wants besides the key, and signs in with it", async () => {
      const real = await openRealWorld(null, { asked: { user: "root", code: "314159" } });
      const page = await real.wizard.open(browser);
      await toLogin(page, "one.example");
      await fillLogin(page, real.world, "a");
      await press(page, "Sign in");
      await press(page, "They match: sign in");
      const dialog = page.getByRole("dialog", { name: "The machine asks" });
      await dialog.getByText("Second step").waitFor();
      await dialog.getByLabel("Verification code:").fill("0");
      await dialog.getByRole("button", { name: "Answer" }).click();
      await page.getByRole("heading", { name: /does not let .* in/ }).waitFor();
      await press(page, "Sign in");
      await dialog.getByLabel("Verification code:").fill("314159");
      await page.keyboard.press("Enter");
      await finding(page, "Signed in");
      expect(await dialog.count()).toBe(0);
      await real.stop();
    });

    test("bears a connection that is lost in the middle of apply", async () => {
      const { real, page } = await waitingForApproval(browser);
      for (const host of real.world.hosts.values())
        host.faults.plant({ operation: "install-certificate", kind: "cut-after" });
      await real.wizard.approve(browser);
      const ended = page.getByRole("heading", { name: "What was done and undone" }).first();
      const proven = page.getByRole("heading", { level: 1, name: "Other servers reach you" });
      await ended.or(proven).waitFor({ timeout: 60_000 });
      const again = page.getByRole("button", { name: "Look again" });
      if (await again.isVisible()) await again.click();
      const promise = page.locator(".promise").filter({ hasText: /is as it was|done and kept/ });
      await promise.waitFor({ timeout: 60_000 });
      expect(await promise.count()).toBe(1);
      await real.stop();
    }, 300_000);

    test("goes on after Homeport itself was killed in the middle of apply", async () => {
      const { real } = await waitingForApproval(browser);
      const killed = killAt(real, "install-certificate");
      await real.wizard.approve(browser);
      await killed;
      await real.wizard.stop("keep");
      const second = await serveOver(real.world, real.wizard.stateFolder);
      const again = await second.open(browser);
      await finding(again, "The work was interrupted");
      expect(await again.locator(".promise").innerText()).toContain("not yet kept");
      expect(await again.locator(".steps .glyph.s-busy").count()).toBe(0);
      await press(again, "Go on where it stopped");
      await press(again, "Sign in again");
      await fillLogin(again, real.world, "a");
      await press(again, "Sign in");
      // Signed in, the page leads back to the run by itself.
      await finding(again, "The work was interrupted");
      await press(again, "Go on where it stopped");
      await finding(again, "Other servers reach you");
      await second.stop();
      await real.stop();
    }, 300_000);
  },
);
