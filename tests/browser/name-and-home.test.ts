import type { Browser, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import {
  checkedEverything,
  declineWebsite,
  finding,
  lookInPractice,
  press,
  signIn,
  signInEverywhere,
  takeSuggestions,
  toApproval,
} from "./walk.ts";
import { serveWizard, type Wizard } from "./wizard.ts";

const inTime = { timeout: 300_000 };

describe.skipIf(CHROMIUM === null)("Name, Home, records and preflight", inTime, () => {
  let browser: Browser;
  let wizard: Wizard;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterEach(async () => {
    wizard.process.kill("SIGCONT");
    await wizard.stop();
  });
  afterAll(() => browser?.close());

  async function begin(): Promise<void> {
    wizard = await serveWizard(["--practice"]);
    page = await wizard.open(browser);
  }

  const nameField = () => page.getByRole("textbox", { name: "Server name" });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const focused = () => page.evaluate("document.activeElement?.textContent");

  /** Looks at a name and waits for what came of it. */
  async function lookAt(name: string): Promise<void> {
    await nameField().fill(name);
    await press(page, (await button("Look").isVisible()) ? "Look" : "Look again");
    await button("Go on").waitFor();
  }

  /** Holds looks back on their way to the engine until they are let go. */
  async function holdLooks(): Promise<() => void> {
    let letGo = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/api/name.look", async (route) => {
      await until;
      await route.continue();
    });
    return letGo;
  }

  test("goes on with a name that is still being looked at", async () => {
    await begin();
    await press(page, "Start practice");
    const letGo = await holdLooks();
    await nameField().fill("two.example");
    await press(page, "Look");
    await finding(page, "How others reach two.example");
    await press(page, "Go on while it looks");
    await finding(page, "Sign in to the machine");
    expect(await page.getByRole("textbox", { name: "Machine" }).inputValue()).toContain("two");
    letGo();
    await press(page, "Back");
    await page.getByRole("heading", { name: /Other servers do not reach two\.example/ }).waitFor();
  });

  test("is about the new name from the moment that it is looked at, whatever comes of the old look", async () => {
    await begin();
    await press(page, "Start practice");
    await lookAt("one.example");
    const letGo = await holdLooks();
    await nameField().fill("two.example");
    await press(page, "Look again");
    await finding(page, "How others reach two.example");
    await nameField().fill("three.example");
    await press(page, "Look again");
    await finding(page, "How others reach three.example");
    expect(await focused()).toBe("Look again");
    letGo();
    await button("Go on").waitFor();
    await finding(page, "How others reach three.example");
    await page.getByRole("heading", { name: /three\.example/, level: 2 }).waitFor();
    expect(await focused()).toBe("Look again");
    await press(page, "Go on");
    await finding(page, "Sign in to the machine");
    expect(await page.title()).toContain("three.example");
  });

  test("refuses a name that cannot be read at once, and stays where it was", async () => {
    await begin();
    await press(page, "Start practice");
    await nameField().fill("https://one.example/");
    await nameField().press("Enter");
    await page.locator("main .card h2").first().waitFor();
    await finding(page, "Which server do you practise with?");
    expect(await page.evaluate("document.activeElement?.tagName")).toBe("INPUT");
    await lookAt("one.example");
    await nameField().fill("two..example");
    await press(page, "Look again");
    await page.getByText("two..example").first().waitFor();
    await finding(page, "How others reach one.example");
    await press(page, "Go on");
    await finding(page, "Sign in to the machine");
    expect(await page.title()).toContain("one.example");
  });

  test("shows the break first, whatever is said of the name's letters", async () => {
    await begin();
    await press(page, "Start practice");
    await lookAt("Three.example");
    const card = page.locator("main .split.even > .card").nth(1);
    const [cardTitle, stopTitle] = [
      await card.getByRole("heading").innerText(),
      await page.locator("main .is-route .card-h h2").innerText(),
    ];
    expect(stopTitle).toContain("do not reach");
    expect(cardTitle).not.toMatch(/letter|case/i);
  });

  test("says records' names whole, and short in a zone that is named alone", async () => {
    await begin();
    await press(page, "Start practice");
    await lookAt("chat.one.example");
    await press(page, "Go on");
    await page.getByRole("textbox", { name: "Machine" }).fill("one.example");
    await page.getByRole("textbox", { name: "User" }).fill("root");
    await signIn(page);
    await finding(page, "Signed in");
    await press(page, "Go on");
    await finding(page, "Which servers should reach you?");
    await takeSuggestions(page);
    const records = page.getByRole("region", { name: "DNS records" });
    const names = () => records.locator("dl > div:first-child code").allInnerTexts();
    expect(await names()).toContain("chat.one.example.");
    expect(await names()).not.toContain("@");
    await records.getByRole("combobox").selectOption("one.example");
    expect(await names()).toContain("chat");
    expect(await names()).not.toContain("@");
    await records.getByText("where you have opened the domain one.example").waitFor();
  });

  test("says in preflight's heading why nothing could be checked", async () => {
    await begin();
    await lookInPractice(page, "one.example");
    await signInEverywhere(page, 1);
    await takeSuggestions(page);
    await press(page, "Check everything first");
    await checkedEverything(page);
    await wizard.stop("keep");
    wizard = await serveWizard(["--practice"], wizard.stateFolder);
    page = await wizard.open(browser);
    await finding(page, "Homeport is not signed in to the machine");
    expect(await page.getByText("Checking everything").count()).toBe(0);
    expect(await page.getByRole("table").count()).toBe(0);
    await press(page, "Sign in");
    await finding(page, "Sign in to the machine");
  });

  test("tells at home that a run went on by itself, and offers a saved plan there", async () => {
    await begin();
    await lookInPractice(page, "two.example");
    await declineWebsite(page, /Somebody else can/);
    await takeSuggestions(page);
    await toApproval(page);
    await wizard.approve(browser);
    await finding(page, /^Waiting for/);
    await press(page, "Leave it for now");
    await page.getByRole("button", { name: "Open a saved plan" }).waitFor();
    await page.getByText("Done and proven").waitFor({ timeout: 120_000 });
    expect(await page.getByRole("button", { name: /two\.example/ }).innerText()).toBe("Open");
  });
});
