import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import type { PracticeWorld } from "../../electron/practice/world.ts";
import { fillLogin, openRealWorld, serveOver, toLogin, waitingForApproval } from "./real-world.ts";
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
    // Whatever needs the machine first after the loss asks again: this look, or the next one.
    const again = page.getByRole("button", { name: "Look again" });
    await dialog.or(again).first().waitFor();
    // The question may come up over the button in this very moment.
    if (await again.isVisible()) await again.click({ timeout: 2000 }).catch(() => undefined);
    await dialog.waitFor();
    await page.reload();
    await answer();
    await page.getByRole("button", { name: "Go on to apply" }).waitFor();
    expect(await dialog.count()).toBe(0);
    await real.stop();
  });

  test("asks for the sign-in before it looks again at a run whose end is not known", async () => {
    const { real, page } = await waitingForApproval(browser);
    const heal = cutFrom(real.world, "install-certificate");
    await real.wizard.approve(browser);
    await page.getByRole("heading", { name: "What was done and undone" }).waitFor();
    await real.wizard.stop("keep");
    heal();
    const second = await serveOver(real.world, real.wizard.stateFolder);
    const later = await second.open(browser);
    await press(later, "Sign in again");
    await fillLogin(later, real.world, "a");
    await press(later, "Sign in");
    await press(later, "Look again");
    await finding(later, /Other servers reach you|everything is undone/);
    expect(await later.locator(".promise").innerText()).not.toContain("cannot tell");
    await second.stop();
    await real.stop();
  });

  test("renews again where a renewal was stopped", async () => {
    const wizard = await serveWizard(["--practice"]);
    const page = await wizard.open(browser);
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await takeSuggestions(page);
    await toApproval(page);
    await wizard.approve(browser);
    await finding(page, "Other servers reach you");
    await press(page, "Renew now");
    await finding(page, "Waiting for your approval");
    // The address of the question that is not answered.
    await wizard.next("approval");
    await press(page, "Not now");
    await press(page, "Renew again");
    await wizard.approve(browser);
    await finding(page, "Other servers reach you");
    await page.getByRole("button", { name: "Undo the renewal" }).waitFor();
    expect(await page.locator(".promise").innerText()).toContain("done and kept");
    await wizard.stop();
  });
});

/** Loses the connection at an operation and at every one after it, until it is healed. */
function cutFrom({ hosts }: PracticeWorld, operation: string): () => void {
  let isDead = false;
  const heals = [...hosts.values()].map(({ faults }) => {
    const take = faults.take.bind(faults);
    faults.take = (name) => {
      if (name === operation) isDead = true;
      return isDead ? "cut-before" : take(name);
    };
    return () => {
      faults.take = take;
    };
  });
  return () => heals.forEach((heal) => heal());
}
