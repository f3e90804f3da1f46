import type { Browser, Page } from "@playwright/test";
import { comeAsOther } from "../../electron/practice/other-person.ts";
import { wellKnownClient, wellKnownServer } from "../../shared/render/well-known.ts";
import { part, whole } from "./in-language.ts";
import { openRealWorld, serveOver, signInWithKey, toLogin, type RealWorld } from "./real-world.ts";
import { stillAtOperation } from "./stand-still.ts";
import type { Visit } from "./visit.ts";
import { checkedEverything, finding, press, takeSuggestions, toApproval } from "./walk.ts";
import type { OpenOptions } from "./wizard.ts";

/** Several servers at home, a plan that cannot be, and a run that waits for somebody else until they have come. */
export async function waitTour(
  browser: Browser,
  visit: Visit,
  opening: OpenOptions = {},
): Promise<void> {
  const real = await openRealWorld();
  try {
    const page = await real.wizard.open(browser, opening);
    await keepOne(page, browser, real, visit);
    await toWaiting(page, browser, real, visit);
    await press(page, "Leave it for now");
    await finding(page, /need/);
    await page.getByRole("heading", { level: 2, name: part(page, "two.example") }).waitFor();
    await visit("home-several", page);
    await real.wizard.stop("keep");
    await othersCome(browser, real, visit, opening);
  } finally {
    await real.stop();
  }
}

/** One server that is done, whose run was stopped once before. */
async function keepOne(page: Page, browser: Browser, real: RealWorld, visit: Visit): Promise<void> {
  const { world, wizard } = real;
  await toLogin(page, "one.example");
  await signInWithKey(page, world, "a");
  await finding(page, "Signed in");
  await press(page, "Go on");
  await finding(page, /\?$/);
  await takeSuggestions(page);
  await toApproval(page);
  const still = stillAtOperation(real, "install-certificate");
  await wizard.approve(browser);
  await still;
  await press(page, "Stop and undo");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: whole(page, "Stop and undo") }).click();
  wizard.process.kill("SIGCONT");
  await finding(page, "Stopped, as you asked");
  await visit("undone", page);
  await press(page, "Check and try again");
  const goOn = page.getByRole("button", { name: whole(page, "Go on to apply"), disabled: false });
  await goOn.click();
  await finding(page, "Waiting for your approval");
  await wizard.approve(browser);
  await finding(page, "Other servers reach you");
  await press(page, "Plan");
  await finding(page, /nothing to do|Nothing/i);
  await visit("plan-nothing", page);
  await page.locator(".fr-logo").click();
  await finding(page, "Nothing to do");
}

async function toWaiting(
  page: Page,
  browser: Browser,
  { world, wizard }: RealWorld,
  visit: Visit,
): Promise<void> {
  await press(page, "Add a server");
  await page.getByRole("textbox", { name: part(page, "Server name") }).fill("two.example");
  await press(page, "Look");
  await press(page, "Go on");
  await finding(page, "Sign in to the machine");
  await signInWithKey(page, world, "b");
  await finding(page, "Signed in");
  await press(page, "Go on");
  await finding(page, "Which servers should reach you?");
  await answer(page, /^Nobody/, "Go on");
  await finding(page, "There is no way yet");
  await visit("plan-refused", page);
  await press(page, "Change the answers");
  await answer(page, /Somebody else can/, "Back");
  await finding(page, /^The plan/);
  await blockedFirst(page, world, visit);
  await press(page, "Go on to apply");
  await finding(page, "Waiting for your approval");
  await wizard.approve(browser);
  await finding(page, /^Waiting for/);
}

/** A configuration that somebody else has broken stands in the way, until it is mended. */
async function blockedFirst(
  page: Page,
  { hosts }: RealWorld["world"],
  visit: Visit,
): Promise<void> {
  const tree = hosts.get("matrix.two.example")?.machine.tree;
  const path = "/etc/nginx/conf.d/half.conf";
  tree?.seed(path, "server {\n");
  await press(page, "Check everything first");
  await finding(page, "Something stands in the way");
  await visit("preflight-blocked", page);
  tree?.remove(path);
  await press(page, "Check again");
  await checkedEverything(page);
}

const WEBSITE = /Who can put a file/;
const RECORDS = /Who can change the DNS/;

/** Answers who can change the website and the records, going on or back to both, and takes the rest as suggested. */
async function answer(page: Page, who: RegExp, step: "Go on" | "Back"): Promise<void> {
  for (const question of step === "Back" ? [RECORDS, WEBSITE] : [WEBSITE, RECORDS]) {
    await toQuestion(page, question, step);
    await page.getByRole("radio", { name: part(page, who) }).click();
  }
  await press(page, "Take the rest as suggested");
}

async function toQuestion(page: Page, question: RegExp, step: string): Promise<void> {
  const place = page.locator("main .cap").first();
  const asked = page.getByRole("heading", { level: 1, name: part(page, question) });
  await place.waitFor();
  while (!(await asked.isVisible())) {
    const before = await place.innerText();
    await press(page, step);
    await place.filter({ hasNotText: before }).waitFor();
  }
}

/** Whoever is waited for comes while nobody is signed in. */
async function othersCome(
  browser: Browser,
  { world, wizard }: RealWorld,
  visit: Visit,
  opening: OpenOptions,
): Promise<void> {
  const second = await serveOver(world, wizard.stateFolder);
  try {
    const page = await second.open(browser, opening);
    await press(page, /^See what is waited for/);
    await finding(page, /^Waiting for/);
    await visit("waiting-signed-out", page);
    comeAsOther(world, {
      files: [
        wellKnownServer("two.example", "matrix.two.example", 443),
        wellKnownClient("two.example", "https://matrix.two.example"),
      ],
      records: [],
    });
    await finding(page, "Everything is there. Sign in, and it goes on.");
    await visit("waiting-there", page);
  } finally {
    await second.stop("keep");
  }
}
