import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import {
  finding,
  lookInPractice,
  press,
  signInEverywhere,
  takeSuggestions,
  toApproval,
} from "./walk.ts";
import { serveWizard } from "./wizard.ts";

describe.skipIf(CHROMIUM === null)("The wizard, after a renewal", { timeout: 300_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test("takes the renewal back alone, says so, and keeps the way back from the first run", async () => {
    const wizard = await serveWizard(["--practice"]);
    const page = await wizard.open(browser);
    const promise = page.locator(".promise");
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await takeSuggestions(page);
    await toApproval(page);
    await wizard.approve(browser);
    await finding(page, "Other servers reach you");
    const first = Number.parseInt(await promise.innerText(), 10);
    expect(first).toBeGreaterThan(0);
    await press(page, "Renew now");
    await wizard.approve(browser);
    await page.getByRole("button", { name: "Undo the renewal" }).waitFor();
    expect(Number.parseInt(await promise.innerText(), 10)).toBeGreaterThan(first);
    await press(page, "Undo the renewal");
    await wizard.approve(browser);
    await finding(page, "The renewal is taken back");
    expect(await promise.innerText()).toContain(
      `Renewal undone: ${first} earlier changes are kept`,
    );
    await press(page, "Done");
    await page.getByText("Done and proven").waitFor();
    await press(page, "Open: one.example");
    await finding(page, "Other servers reach you");
    expect(await promise.innerText()).toContain(`${first} changes done and kept`);
    await press(page, "Undo all of it");
    await wizard.approve(browser);
    await finding(page, "Everything is taken back");
    await wizard.stop();
  });
});
