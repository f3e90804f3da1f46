import type { Browser, Page } from "@playwright/test";
import { isPseudo } from "../../renderer/words/pseudo.ts";
import { part, speaksPseudo, whole } from "./in-language.ts";
import { whileAnswering, whileStill } from "./stand-still.ts";
import { tourAfterwards, tourWaiting } from "./tour-after.ts";
import type { Visit } from "./visit.ts";
import { checkedEverything, finding, press, signIn } from "./walk.ts";
import { serveWizard, type OpenOptions, type Wizard } from "./wizard.ts";

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
    await tourAfterwards(wizard, browser, page, visit);
    await tourWaiting(wizard, browser, page, visit);
    await visit("used-up", await inAnotherTab(page, opening));
  } finally {
    wizard.process.kill("SIGCONT");
    await wizard.stop();
  }
}

/** The same address in another tab, which has nothing that it could sign in with. */
export async function inAnotherTab(
  page: Page,
  { language = "" }: OpenOptions,
  before: (lost: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const lost = await page.context().newPage();
  if (isPseudo(language)) speaksPseudo(lost);
  await before(lost);
  await lost.goto(page.url());
  await lost.getByRole("heading", { level: 1 }).waitFor();
  return lost;
}

async function toMachine(page: Page, visit: Visit): Promise<void> {
  await visit("welcome", page);
  await press(page, "Help for this screen");
  await page.getByRole("dialog").waitFor();
  await visit("help", page);
  await page.keyboard.press("Escape");
  const file = { name: "plan.json", mimeType: "application/json", buffer: Buffer.from("[1, 2") };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("heading", { name: part(page, "The plan file cannot be used") }).waitFor();
  await visit("welcome-no-plan", page);
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
  await whileAnswering(
    page,
    "questions.open",
    () => press(page, "Go on"),
    async () => {
      await finding(page, "Seeing what is still open");
      await visit("questions-looking", page);
    },
  );
  await finding(page, "Which servers should reach you?");
  await visit("question-several", page);
  await press(page, "Go on");
  await page.getByText(part(page, "Question 2 of")).first().waitFor();
  await visit("question", page);
  await whileAnswering(
    page,
    "plan.make",
    () => press(page, "Take the rest as suggested"),
    async () => {
      await finding(page, "Making the plan");
      await visit("plan-making", page);
    },
  );
  await finding(page, /^The plan/);
  await visit("plan", page);
  await unfold(page);
  await visit("plan-unfolded", page);
  await page.getByText(whole(page, "SRV record"), { exact: true }).first().click();
  await page.getByText(part(page, /What it costs|Why it cannot be/)).waitFor();
  await visit("plan-other-way", page);
  await press(page, "Keep the recommended way");
  await press(page, "List");
  await visit("plan-list", page);
  await press(page, "List");
}

/** Opens everything that is folded. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    for (const each of document.querySelectorAll("main details")) each.open = true;
    for (const each of document.querySelectorAll("main [aria-expanded=false]")) each.click();
  })()`);
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
  await wizard.approve(browser, "no", (asked) => visit("approval", asked));
  await press(page, "Check and try again");
  await checkedEverything(page);
  await press(page, "Go on to apply");
  await finding(page, "Waiting for your approval");
  await wizard.approve(browser, "yes");
  await finding(page, /^(Get|Make|Write|Let|Put|Start|Looking|Beginning)/);
  await page.locator(".steps .done").first().waitFor();
  await whileStill(wizard, async () => {
    await visit("apply", page);
    await press(page, "Stop and undo");
    await page.getByRole("dialog").waitFor();
    await visit("apply-stop", page);
    await press(page, "Go on with the changes");
  });
  await finding(page, "Other servers reach you");
  await visit("proof", page);
}
