import type { Browser, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import {
  declineWebsite,
  finding,
  lookInPractice,
  press,
  signIn,
  signInEverywhere,
  takeSuggestions,
  toApproval,
} from "./walk.ts";
import { fillLogin, openRealWorld, signInWithKey, toLogin } from "./real-world.ts";
import { serveWizard, type Wizard } from "./wizard.ts";

const inTime = { timeout: 300_000 };

describe.skipIf(CHROMIUM === null)("No way in the wizard leads into a dead end", inTime, () => {
  let browser: Browser;
  let wizard: Wizard;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterEach(() => wizard.stop());
  afterAll(() => browser?.close());

  async function begin(): Promise<void> {
    wizard = await serveWizard(["--practice"]);
    page = await wizard.open(browser);
  }

  /** Ends Homeport and starts it again over the same state, with a window of its own. */
  async function startAnew(): Promise<void> {
    await wizard.stop("keep");
    wizard = await serveWizard([], wizard.stateFolder);
    page = await wizard.open(browser);
  }

  test("walks the stations with the browser's Back and Forward, and stays while the host is changed", async () => {
    await begin();
    const { origin } = new URL(page.url());
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await page.getByRole("checkbox", { name: "Servers up to 0.34" }).check();
    await press(page, "Go on");
    await page.getByText("Question 2 of").first().waitFor();
    await page.goBack();
    await finding(page, "Which servers should reach you?");
    await page.goBack();
    await finding(page, "Signed in");
    await page.goForward();
    await finding(page, "Which servers should reach you?");
    expect(await page.getByRole("checkbox", { name: "Servers up to 0.34" }).isChecked()).toBe(true);
    await page.getByRole("checkbox", { name: "Servers up to 0.34" }).uncheck();
    await page.goBack();
    await finding(page, "Signed in");
    await press(page, "Go on");
    await finding(page, "Which servers should reach you?");
    const old = page.getByRole("checkbox", { name: "Servers up to 0.34" });
    expect(await old.isChecked()).toBe(false);
    await takeSuggestions(page);
    await toApproval(page);
    await page.goBack();
    await page.goBack();
    await finding(page, "Waiting for your approval");
    await wizard.approve(browser);
    await finding(page, "Other servers reach you");
    await page.goBack();
    await finding(page, /Everything is fine|to look at|Checking|before it begins/i);
    await page.goForward();
    await finding(page, "Other servers reach you");
    expect(page.url()).toBe(`${origin}/`);
  });

  test("keeps the page over a reload of its tab, and nothing that another tab could use", async () => {
    await begin();
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await press(page, "Go on");
    await page.getByText("Question 2 of").first().waitFor();
    await page.reload();
    await page.getByText("Question 2 of").first().waitFor();
    await page.reload();
    await page.getByText("Question 2 of").first().waitFor();
    expect(await page.evaluate("sessionStorage.length + localStorage.length")).toBe(0);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await finding(other, "This address does not work any more");
    await takeSuggestions(page);
    await toApproval(page);
    await page.reload();
    await finding(page, "Waiting for your approval");
    await wizard.approve(browser);
    await finding(page, "Other servers reach you");
  });

  test("leaves the page for another one and comes back to it with Back", async () => {
    await begin();
    await lookInPractice(page, "one.example");
    await finding(page, "Sign in to the machine");
    await page.goto("about:blank");
    await page.goBack();
    await finding(page, "Sign in to the machine");
    expect(await page.locator(".promise").innerText()).toContain("Nothing has been changed");
  });

  test("says what came of asking for a fresh page, where it is printed", async () => {
    await begin();
    const lost = await page.context().newPage();
    await lost.goto(page.url());
    await finding(lost, "This address does not work any more");
    const printed = lost.getByText("A fresh address is printed in the terminal");
    expect(await printed.count()).toBe(0);
    await press(lost, "Ask for a fresh page");
    await printed.waitFor();
    await press(lost, "Ask for a fresh page");
    await lost.getByText("Asked 2 times.").waitFor();
    await lost.goto(await wizard.next("url"));
    await finding(lost, "Other Matrix servers should find yours");
  });

  test("says that its sign-in was ended, once its address is opened a second time", async () => {
    wizard = await serveWizard(["--practice"]);
    const address = await wizard.next("url");
    page = await browser.newPage();
    await page.goto(address);
    await finding(page, "Other Matrix servers should find yours");
    const second = await browser.newPage();
    await second.goto(address);
    await finding(second, "This address does not work any more");
    await finding(page, "This page's sign-in was ended");
    expect(await page.getByText("Homeport has ended").count()).toBe(0);
    await press(page, "Ask for a fresh page");
    await page.getByText("A fresh address is printed in the terminal").waitFor();
    await page.goto(await wizard.next("url"));
    await finding(page, "Other Matrix servers should find yours");
    expect(await page.getByText("sign-in was ended").count()).toBe(0);
    await Promise.all([page.close(), second.close()]);
  });

  test("goes on where it was, closed in the middle of comparing a key", async () => {
    const real = await openRealWorld();
    wizard = real.wizard;
    page = await wizard.open(browser);
    await toLogin(page, "one.example");
    await fillLogin(page, real.world, "a");
    await press(page, "Sign in");
    await page.getByRole("heading", { name: "Is this your machine?" }).waitFor();
    page = await wizard.reopen(page, browser);
    await finding(page, "Sign in to the machine");
    const { host, port } = real.world.journeys.a.host;
    const machine = page.getByRole("textbox", { name: "Machine" });
    expect(await machine.inputValue()).toBe(host);
    expect(await page.getByRole("textbox", { name: "Port" }).inputValue()).toBe(String(port));
    // The key file is a secret and is kept nowhere.
    await signInWithKey(page, real.world, "a");
    await finding(page, "Signed in");
    await real.stop("keep");
  });

  test("goes on where it was, closed in the middle of apply and of waiting", async () => {
    await begin();
    await lookInPractice(page, "two.example");
    await declineWebsite(page, /^I can/);
    await takeSuggestions(page);
    expect(await page.getByText(/please|Hello|Thank you/i).count()).toBe(0);
    await toApproval(page);
    await wizard.approve(browser);
    await page.getByRole("progressbar").waitFor();
    // In practice somebody does it after some seconds: a slow computer may see the end of it only.
    for (const _time of ["in the middle of apply", "while it waits"]) {
      page = await wizard.reopen(page, browser);
      const waiting = page.getByRole("heading", { level: 1, name: "Waiting for you" });
      await waiting.or(page.getByText("Other servers reach you").first()).first().waitFor();
    }
    await finding(page, "Other servers reach you");
    expect(await page.locator(".promise").innerText()).toContain("done and kept");
  });

  test("doubts a folder that the website is not served from, and takes another one", async () => {
    await begin();
    await lookInPractice(page, "two.example");
    await finding(page, "Sign in to the machine");
    await signIn(page);
    await finding(page, "Sign in to the website's machine, too");
    const field = page.getByRole("textbox", { name: "Folder of the website" });
    const right = await field.inputValue();
    await field.fill("/usr/share/nginx/html");
    await signIn(page);
    await finding(page, "Signed in");
    const doubt = page.getByText("This does not look like the folder that two.example is served");
    await doubt.waitFor();
    await press(page, "Give another folder");
    await finding(page, "Sign in to the website's machine, too");
    await field.fill(right);
    await press(page, "Sign in");
    await finding(page, "Signed in");
    expect(await doubt.count()).toBe(0);
  });

  test("asks for the sign-in at the questions and the plan, and comes back to them", async () => {
    await begin();
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await press(page, "Go on");
    await page.getByText("Question 2 of").first().waitFor();
    await startAnew();
    await finding(page, "Homeport is not signed in to the machine");
    await press(page, "Sign in");
    await finding(page, "Sign in to the machine");
    await press(page, "Sign in");
    const match = page.getByRole("button", { name: "They match: sign in" });
    const signedIn = page.getByRole("heading", { level: 1, name: "Signed in" });
    await match.or(signedIn).waitFor();
    if (await match.isVisible()) await match.click();
    await signedIn.waitFor();
    await press(page, "Go on");
    await page.getByText("Question 2 of").first().waitFor();
    await takeSuggestions(page);
    await startAnew();
    await finding(page, "Homeport is not signed in to the machine");
    await press(page, "Sign in");
    await finding(page, "Sign in to the machine");
    expect(await page.locator(".promise").innerText()).toContain("Nothing has been changed");
  });
});
