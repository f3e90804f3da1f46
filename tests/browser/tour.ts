import type { Browser, Page } from "@playwright/test";
import { isPseudo } from "../../renderer/words/pseudo.ts";
import { part, speaksPseudo, whole } from "./in-language.ts";
import { checkedEverything, finding, press, signIn, toApproval } from "./walk.ts";
import { serveWizard, type OpenOptions, type Wizard } from "./wizard.ts";

/** Does something with a screen when the tour has come to it. */
export type Visit = (name: string, page: Page) => Promise<void>;

/** Goes through the screens and states of the wizard in practice, and shows each to `visit`. */
export async function tour(
  browser: Browser,
  visit: Visit,
  opening: OpenOptions = {},
): Promise<void> {
  const wizard = await serveWizard(["--practice"]);
  try {
    const page = await wizard.open(browser, opening);
    await toMachine(page, visit);
    await toPlan(page, visit);
    await throughApply(wizard, browser, page, visit);
    await afterwards(wizard, browser, page, visit);
    await waiting(wizard, browser, page, visit);
    await usedUp(page, visit, opening);
  } finally {
    wizard.process.kill("SIGCONT");
    await wizard.stop();
  }
}

async function toMachine(page: Page, visit: Visit): Promise<void> {
  await visit("welcome", page);
  await press(page, "Help for this screen");
  await page.getByRole("dialog").waitFor();
  await visit("help", page);
  await page.keyboard.press("Escape");
  await press(page, "Start practice");
  await finding(page, "Which server do you practise with?");
  await visit("name-fresh", page);
  await page.getByRole("textbox", { name: part(page, "Server name") }).fill("nobody.example");
  await press(page, "Look");
  await page.getByRole("button", { name: whole(page, "Go on"), exact: true }).waitFor();
  await visit("name-none", page);
  await page.getByRole("textbox", { name: part(page, "Server name") }).fill("two.example");
  await press(page, "Look again");
  const verdict = part(page, "Other servers do not reach two.example");
  await page.getByRole("heading", { name: verdict }).waitFor();
  await visit("name", page);
  await press(page, "Go on");
  await finding(page, "Sign in to the machine");
  await visit("host", page);
  await press(page, "Sign in");
  await page.getByRole("heading", { name: part(page, "Is this your machine?") }).waitFor();
  await visit("host-key", page);
  await press(page, "They match: sign in");
  await finding(page, "Sign in to the website's machine, too");
  await visit("host-web", page);
  await signIn(page);
  await finding(page, "Signed in");
  await visit("host-signed-in", page);
}

async function toPlan(page: Page, visit: Visit): Promise<void> {
  await press(page, "Go on");
  await finding(page, "Which servers should reach you?");
  await visit("question-several", page);
  await press(page, "Go on");
  await page.getByText(part(page, "Question 2 of")).first().waitFor();
  await visit("question", page);
  await press(page, "Take the rest as suggested");
  await finding(page, /^The plan/);
  await visit("plan", page);
  await page.getByText(whole(page, "SRV record"), { exact: true }).first().click();
  await page.getByText(part(page, /What it costs|Why it cannot be/)).waitFor();
  await visit("plan-other-way", page);
  await press(page, "Keep the recommended way");
  await press(page, "List");
  await visit("plan-list", page);
  await press(page, "List");
}

async function throughApply(
  wizard: Wizard,
  browser: Browser,
  page: Page,
  visit: Visit,
): Promise<void> {
  await press(page, "Check everything first");
  await checkedEverything(page);
  await visit("preflight", page);
  await press(page, "Go on to apply");
  await finding(page, "Waiting for your approval");
  await visit("approving", page);
  await wizard.approve(browser);
  await finding(page, /^(Get|Make|Write|Let|Put|Start|Looking|Beginning)/);
  await page.locator(".steps .done").first().waitFor();
  // The engine stands still, so that the run can be looked at.
  wizard.process.kill("SIGSTOP");
  await visit("apply", page);
  await press(page, "Stop and undo");
  await page.getByRole("dialog").waitFor();
  await visit("apply-stop", page);
  await press(page, "Go on with the changes");
  wizard.process.kill("SIGCONT");
  await finding(page, "Other servers reach you");
  await visit("proof", page);
}

async function afterwards(
  wizard: Wizard,
  browser: Browser,
  page: Page,
  visit: Visit,
): Promise<void> {
  await press(page, "Done");
  await page.getByText(part(page, "Done and proven")).waitFor();
  await visit("home", page);
  await press(page, /^Open.*two\.example/);
  await finding(page, "Other servers reach you");
  await press(page, "Undo all of it");
  await wizard.approve(browser);
  await finding(page, "Everything is taken back");
  await visit("taken-back", page);
  await press(page, "Done");
  await finding(page, /need/);
}

/** A run that waits for somebody else's file. */
async function waiting(wizard: Wizard, browser: Browser, page: Page, visit: Visit): Promise<void> {
  await press(page, "Add a server");
  await page.getByRole("radio", { name: /three\.example/ }).click();
  await press(page, "Look");
  await press(page, "Go on");
  await finding(page, "Sign in to the machine");
  await signIn(page);
  await finding(page, "Sign in to the website's machine, too");
  await press(page, "Go on without it");
  await finding(page, "Which servers should reach you?");
  await press(page, "Go on");
  const website = page.getByRole("heading", { name: part(page, /Who can put a file/) });
  if (!(await website.isVisible())) await website.waitFor();
  await page.getByRole("radio", { name: part(page, /Somebody else can/) }).click();
  await press(page, "Take the rest as suggested");
  await finding(page, /^The plan/);
  await visit("plan-somebody-else", page);
  await toApproval(page);
  await wizard.approve(browser);
  await finding(page, /^Waiting for/);
  await page.locator(".card.s-wait li bdi").first().waitFor();
  // The engine stands still, so that nobody comes in the meantime.
  wizard.process.kill("SIGSTOP");
  await visit("waiting", page);
  wizard.process.kill("SIGCONT");
}

/** The same address in another tab, which has nothing that it could sign in with. */
async function usedUp(page: Page, visit: Visit, { language = "" }: OpenOptions): Promise<void> {
  const lost = await page.context().newPage();
  if (isPseudo(language)) speaksPseudo(lost);
  await lost.goto(page.url());
  await lost.getByText(part(lost, "This address does not work any more")).waitFor();
  await visit("used-up", lost);
}
