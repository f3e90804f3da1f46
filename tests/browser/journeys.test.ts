import { readFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, HOW_TO_GET_IT, openBrowser } from "./chromium.ts";
import {
  declineWebsite,
  finding,
  lookInPractice,
  press,
  signInEverywhere,
  takeSuggestions,
  toApproval,
} from "./walk.ts";
import { serveWizard, type Wizard } from "./wizard.ts";

if (CHROMIUM === null) console.warn(HOW_TO_GET_IT);

const inTime = { timeout: 300_000 };

describe.skipIf(CHROMIUM === null)("The wizard, in practice, as a person would", inTime, () => {
  let browser: Browser;
  let wizard: Wizard;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterEach(() => wizard.stop());
  afterAll(() => browser?.close());

  async function begin(): Promise<void> {
    wizard = await serveWizard(["--practice"]);
    page = await wizard.open(browser);
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
  }

  /** What the promise line says. */
  async function promised(): Promise<string> {
    return page.locator(".promise").innerText();
  }

  async function proveLogin(address: string): Promise<void> {
    await finding(page, "Other servers reach you");
    await page.getByText("nothing renews this certificate").waitFor();
    const login = page.getByRole("region", { name: "How people log in" });
    expect(await login.innerText()).toContain(address);
    await login.getByText("Proven from outside: it answers.").waitFor();
  }

  test("(a) brings up a fresh machine that bears the name itself, and takes it back", async () => {
    await begin();
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await takeSuggestions(page);
    await page.getByText("others come straight to you").first().waitFor();
    await toApproval(page);
    const asked = await wizard.approve(browser);
    const digest = /[0-9a-f]{64}/.exec(asked)?.[0];
    expect(digest).toBeDefined();
    await proveLogin("https://one.example:8448");
    await press(page, "Undo all of it");
    await wizard.approve(browser);
    await finding(page, "Everything is taken back");
    await page.getByText(/^Undone: .* is as it was$/).waitFor();
  });

  test("(b) leads others by a file on the website's machine", async () => {
    await begin();
    await lookInPractice(page, "two.example");
    await signInEverywhere(page, 2);
    await takeSuggestions(page);
    await page.getByText("a small file on your website").first().waitFor();
    expect(await savedPicture(page)).toEqual({ isSvg: true, title: "Route to two.example" });
    await toApproval(page);
    await wizard.approve(browser);
    await proveLogin("https://matrix.two.example");
    expect(await promised()).toContain("done and kept");
    await press(page, "Done");
    await page.getByRole("heading", { name: "two.example" }).waitFor();
    await page.getByText("Done and proven").waitFor();
  });

  test("(c) keeps an old SRV record beside the new file, for servers of 0.34", async () => {
    await begin();
    await lookInPractice(page, "three.example");
    await signInEverywhere(page, 2);
    await page.getByRole("checkbox", { name: "Servers up to 0.34" }).check();
    await takeSuggestions(page);
    await page.getByRole("heading", { name: "Keep: SRV" }).waitFor();
    await toApproval(page);
    await wizard.approve(browser);
    await proveLogin("three.example");
    expect(await promised()).toContain("done and kept");
    await page.getByText("0.34", { exact: true }).first().click();
    await page
      .getByText(/follows the SRV record .* It reaches you\./)
      .first()
      .waitFor();
  });

  /** To a run of two.example that waits for somebody else; the website's login is declined. */
  async function toWaiting(): Promise<void> {
    await lookInPractice(page, "two.example");
    await declineWebsite(page, /Somebody else can/);
    await takeSuggestions(page);
    await toApproval(page);
    await wizard.approve(browser);
    await finding(page, "Waiting for somebody else");
  }

  test("(b) waits for the website's owner, and goes on by itself once they have done it", async () => {
    await begin();
    await toWaiting();
    await page.getByText("In practice somebody does it after a few seconds.").waitFor();
    await proveLogin("https://matrix.two.example");
    expect(await promised()).toContain("done and kept");
  });

  test("(b) waits on after a restart, asks for the one login that it needs, and comes back", async () => {
    await begin();
    await toWaiting();
    await wizard.stop("keep");
    wizard = await serveWizard([], wizard.stateFolder);
    page = await wizard.open(browser);
    await finding(page, "Everything is there. Sign in, and it goes on.");
    await press(page, "Sign in again");
    await finding(page, "Sign in to the machine");
    await press(page, "Sign in");
    const match = page.getByRole("button", { name: "They match: sign in" });
    const proven = page.getByRole("heading", { level: 1, name: "Other servers reach you" });
    await match.or(proven).waitFor();
    if (await match.isVisible()) await match.click();
    await proven.waitFor();
    expect(await promised()).toContain("done and kept");
  });

  test("goes on where it was when the window is closed and opened again, also during apply", async () => {
    await begin();
    await lookInPractice(page, "two.example");
    await signInEverywhere(page, 2);
    await press(page, "Go on");
    await page.getByText("Question 2 of").first().waitFor();
    page = await wizard.reopen(page, browser);
    await page.getByText("Question 2 of").first().waitFor();
    await takeSuggestions(page);
    await toApproval(page);
    page = await wizard.reopen(page, browser);
    await finding(page, "Waiting for your approval");
    await wizard.approve(browser);
    await finding(page, "Other servers reach you");
    expect(await promised()).toContain("done and kept");
  });

  test("changes nothing where the approval is refused", async () => {
    await begin();
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await takeSuggestions(page);
    await toApproval(page);
    await wizard.approve(browser, "no");
    await page.getByRole("button", { name: "Check and try again" }).waitFor();
    expect(await promised()).toContain("Nothing has been changed");
    await press(page, "Back to the plan");
    await finding(page, /^The plan/);
  });

  test("refuses a file too large to be a plan, and leads from an opened plan to the sign-in", async () => {
    await begin();
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await takeSuggestions(page);
    const save = page.getByRole("button", { name: "Save the plan" });
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    const saved = await readFile(await download.path());
    await wizard.stop();
    await begin();
    const field = page.locator('input[type="file"]');
    const file = { name: "one.plan.json", mimeType: "application/json" };
    await field.setInputFiles({ ...file, buffer: Buffer.alloc(8_000_001) });
    await page.getByText("is too large to be a plan").first().waitFor();
    await field.setInputFiles({ ...file, buffer: saved });
    await page.getByText(/computed again\. .* nobody is signed in/).waitFor();
    expect(await page.getByText("is too large to be a plan").count()).toBe(0);
    await press(page, "Sign in");
    await finding(page, "Sign in to the machine");
  });

  test("met no error in any page", () => {
    expect(errors).toEqual([]);
  });
});

/** Saves the route as a picture and reads the file as a browser does. */
async function savedPicture(page: Page): Promise<unknown> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, "Save picture"),
  ]);
  expect(download.suggestedFilename()).toBe("two.example-route.svg");
  const text = await readFile(await download.path(), "utf8");
  expect(text.split("\n")[0]).toContain("PRACTICE");
  return page.evaluate(`(() => {
    const read = new DOMParser().parseFromString(${JSON.stringify(text)}, "image/svg+xml");
    const isSvg = read.documentElement.tagName === "svg" && !read.querySelector("parsererror");
    return { isSvg, title: read.querySelector("title")?.textContent };
  })()`);
}
