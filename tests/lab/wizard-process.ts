/**
 * Runs inside the lab's network as a process of its own: serves the wizard and drives it in a real Chromium, as a
 * person would. Its argument is a `WizardTask` as JSON. Each line on standard input names a part, `apply` or `undo`;
 * each part is answered by one JSON line, a `WizardTold`.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Browser, Page } from "@playwright/test";
import { openBrowser } from "../browser/chromium.ts";
import { press } from "../browser/walk.ts";
import { serveWizard, type Wizard } from "../browser/wizard.ts";
import type { MachineLogin, WizardTask, WizardTold } from "./wizard.ts";

/** Longest wait for anything on a page, in ms: a look at real machines takes a while on a busy one. */
const patience = 90_000;

const task = JSON.parse(process.argv[2] ?? "{}") as WizardTask;
let told: [string, boolean, string][] = [];
const errors: string[] = [];

function check(what: string, good: boolean, evidence = ""): void {
  told.push([what, good, good ? "" : evidence]);
}

/** Waits for the finding of a screen. */
async function finding(page: Page, text: string | RegExp): Promise<void> {
  try {
    await page.getByRole("heading", { level: 1, name: text }).waitFor();
  } catch (cause) {
    const shown = (await page.locator("body").innerText()).slice(0, 1500);
    throw new Error(`no finding ${String(text)}, but: ${shown}`, { cause });
  }
}

async function openWindow(browser: Browser, wizard: Wizard): Promise<Page> {
  const page = await wizard.open(browser);
  page.setDefaultTimeout(patience);
  page.on("pageerror", (error) => errors.push(error.message));
  return page;
}

async function fillPlace(page: Page, { address }: MachineLogin): Promise<void> {
  await page.getByRole("textbox", { name: "Machine" }).fill(address);
  await page.getByRole("textbox", { name: "Port" }).fill("22");
  await page.getByRole("textbox", { name: "User" }).fill("root");
}

async function takeKeyFile(page: Page): Promise<void> {
  await page.getByRole("radio", { name: /Key file/ }).click();
  const buffer = readFileSync(task.keyFile);
  const file = { name: "id_ed25519", mimeType: "text/plain", buffer };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByText("id_ed25519").waitFor();
}

/** A person compares the key before they say that it matches. */
async function compareKey(page: Page, { hostKey }: MachineLogin, whose: string): Promise<void> {
  const match = page.getByRole("button", { name: "They match: sign in", exact: true });
  await match.waitFor();
  const shown = (await page.locator("aside").innerText()).replaceAll(/\s+/g, "");
  const same = shown.includes(hostKey.replace("SHA256:", ""));
  check(`the key of ${whose} is shown before anything is sent`, same, shown);
  await match.click();
}

async function signIn(page: Page): Promise<void> {
  await press(page, "Enter its name");
  await page.getByRole("textbox", { name: "Server name" }).fill(task.serverName);
  await press(page, "Look");
  await press(page, "Go on");
  await finding(page, "Sign in to the machine");
  await fillPlace(page, task.host);
  await page.getByRole("radio", { name: /^Password/ }).click();
  await page.getByRole("textbox", { name: "Password", exact: true }).fill("not the one");
  await press(page, "Sign in");
  await compareKey(page, task.host, "the host");
  await page.getByRole("heading", { name: /does not let .* in/ }).waitFor();
  check("a refused login is told in words", true);
  await takeKeyFile(page);
  await press(page, "Sign in");
  await finding(page, "Signed in");
  await press(page, "Sign in to the website's machine, too");
  await finding(page, "Sign in to the website's machine, too");
  await fillPlace(page, task.website);
  await page.getByRole("textbox", { name: "Folder of the website" }).fill(task.webRoot);
  await takeKeyFile(page);
  await press(page, "Sign in");
  await compareKey(page, task.website, "the website's machine");
  await finding(page, "Signed in");
  await press(page, "Go on");
}

async function planAndPreflight(page: Page): Promise<void> {
  await press(page, "Take the rest as suggested");
  await finding(page, /^The plan/);
  const plan = await page.locator("main").innerText();
  check("the plan: a small file on the website", plan.includes("a small file on your website"));
  await press(page, "Check everything first");
  await page.getByRole("button", { name: "Go on to apply", exact: true, disabled: false }).click();
  await finding(page, "Waiting for your approval");
}

/** Reads the question on its page, which the wizard's page can know nothing of, and says yes. */
async function approve(browser: Browser, wizard: Wizard, asking: Page): Promise<void> {
  const address = new URL(await wizard.next("approval"));
  const other = address.origin !== new URL(asking.url()).origin;
  check("the approval has an origin of its own", other, address.origin);
  const page = await browser.newPage();
  await page.goto(address.href);
  const said = await page.locator("main").innerText();
  const [digest = ""] = /[0-9a-f]{64}/.exec(said) ?? [];
  check(
    "the approval shows the digest and the machine",
    digest !== "" && said.includes(task.host.address),
    said,
  );
  await page.getByRole("button").filter({ hasNotText: "Not now" }).click();
  await page.close();
}

/** Closes the window in the middle of apply, and opens another one. */
async function closeAndOpen(browser: Browser, wizard: Wizard, page: Page): Promise<Page> {
  await page.getByRole("progressbar").waitFor();
  const before = await page.getByRole("heading", { level: 1 }).innerText();
  const lost = await page.context().newPage();
  await lost.goto(page.url());
  await finding(lost, "This address does not work any more");
  await page.close();
  await lost.close();
  const again = await openWindow(browser, wizard);
  const running = again.getByRole("progressbar");
  const after = await again.getByRole("heading", { level: 1 }).innerText();
  const there = (await running.count()) === 1;
  check("closed in the middle of apply, it opens where the run is", there, `${before}; ${after}`);
  return again;
}

async function proof(page: Page): Promise<void> {
  await finding(page, "Other servers reach you");
  await page.getByText("nothing renews this certificate").waitFor();
  const login = page.getByRole("region", { name: "How people log in" });
  await login.getByText("Proven from outside: it answers.").waitFor();
  const said = await login.innerText();
  check("it shows and proves how people log in", said.includes(task.clientBase), said);
}

async function playApply(browser: Browser, wizard: Wizard): Promise<Page> {
  const first = await openWindow(browser, wizard);
  await signIn(first);
  await planAndPreflight(first);
  await approve(browser, wizard, first);
  const second = await closeAndOpen(browser, wizard, first);
  await proof(second);
  return second;
}

async function playUndo(browser: Browser, wizard: Wizard, page: Page): Promise<void> {
  await press(page, "Undo all of it");
  await wizard.approve(browser);
  await finding(page, "Everything is taken back");
  await page.getByText(/^Undone: .* is as it was$/).waitFor();
  check("everything is taken back", true);
  check("no page met an error", errors.length === 0, errors.join("; "));
}

function answer(failure: string | null): void {
  const line: WizardTold = { told, failure };
  console.log(JSON.stringify(line));
  told = [];
}

const browser = await openBrowser();
const wizard = await serveWizard(["--as-root", ...task.options], task.state);
let page: Page | null = null;
console.log("ready");
for await (const part of createInterface({ input: process.stdin })) {
  try {
    if (part === "apply") page = await playApply(browser, wizard);
    else if (page !== null) await playUndo(browser, wizard, page);
    answer(null);
  } catch (error) {
    answer(error instanceof Error ? error.message : String(error));
  }
}
await wizard.stop("keep");
await browser.close();
