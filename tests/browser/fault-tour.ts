import type { Browser, Page } from "@playwright/test";
import { fillLogin, killAt, openRealWorld, serveOver, type RealWorld } from "./real-world.ts";
import { tourBroken } from "./fault-tour-broken.ts";
import { tourPreflight } from "./fault-tour-preflight.ts";
import { stillAtQuestion } from "./stand-still.ts";
import type { Visit } from "./visit.ts";
import { part, whole } from "./in-language.ts";
import { checkedEverything, finding, press, takeSuggestions } from "./walk.ts";
import type { OpenOptions } from "./wizard.ts";

/** Goes through what may go wrong, over a world of our own that is made to do it. */
export async function faultTour(
  browser: Browser,
  visit: Visit,
  opening: OpenOptions = {},
): Promise<void> {
  const real = await openRealWorld();
  try {
    const page = await real.wizard.open(browser, opening);
    await visit("welcome-real", page);
    await looking(page, real, visit);
    await refusedLogin(page, real, visit);
    await noSsh(page, visit);
    await failingCa(page, browser, real, visit);
    await cutShort(page, browser, real, visit, opening);
  } finally {
    real.wizard.process.kill("SIGCONT");
    await real.stop();
  }
}

/** The look itself, as it stands while DNS is being asked. */
async function looking(page: Page, real: RealWorld, visit: Visit): Promise<void> {
  await press(page, "Enter its name");
  await visit("name-fresh-real", page);
  const field = page.getByRole("textbox", { name: part(page, "Server name") });
  await field.fill("three.example");
  const still = stillAtQuestion(real, "matrix.three.example", "A");
  await press(page, "Look");
  await still;
  await page.locator(".rt-mark.m-pass").first().waitFor();
  await visit("name-looking", page);
  real.wizard.process.kill("SIGCONT");
  await page.getByRole("button", { name: whole(page, "Look again"), disabled: false }).waitFor();
  await field.fill("one.example");
  await press(page, "Look again");
  await page
    .getByRole("heading", { name: part(page, /reach one\.example$/) })
    .nth(1)
    .waitFor();
  await press(page, "Go on");
  await finding(page, "Sign in to the machine");
}

async function refusedLogin(page: Page, { world }: RealWorld, visit: Visit): Promise<void> {
  await fillLogin(page, world, "a");
  await visit("host-real", page);
  const key = page.locator('input[type="file"]');
  const putty = Buffer.from("PuTTY-User-Key-File-2: ssh-ed25519\n");
  await key.setInputFiles({ name: "login.ppk", mimeType: "text/plain", buffer: putty });
  await press(page, "Sign in");
  await page.getByText(part(page, /PuTTY's own format/)).waitFor();
  await visit("host-putty", page);
  await page.getByRole("textbox", { name: part(page, "Port") }).fill("1");
  await fillPassword(page);
  await page.getByRole("heading", { name: part(page, /does not answer/) }).waitFor();
  await visit("host-silent", page);
  await fillLogin(page, world, "a");
  await fillPassword(page);
  await press(page, "They match: sign in");
  await page.getByRole("heading", { name: part(page, /does not let .* in/) }).waitFor();
  await visit("host-refused", page);
}

async function fillPassword(page: Page): Promise<void> {
  await page.getByRole("radio", { name: part(page, /^Password/) }).click();
  await page
    .getByRole("textbox", { name: whole(page, "Password"), exact: true })
    .fill("not the one");
  await press(page, "Sign in");
}

async function noSsh(page: Page, visit: Visit): Promise<void> {
  await press(page, "I have no SSH");
  await takeSuggestions(page);
  await visit("plan-no-ssh", page);
  await press(page, "Host");
  await finding(page, "Sign in to the machine");
}

async function failingCa(
  page: Page,
  browser: Browser,
  real: RealWorld,
  visit: Visit,
): Promise<void> {
  const { world, wizard } = real;
  await fillLogin(page, world, "a");
  await press(page, "Sign in");
  await finding(page, "Signed in");
  await press(page, "Go on");
  await finding(page, /\?$/);
  await takeSuggestions(page);
  await tourPreflight(page, real, visit);
  const mend = world.ca.plant({ kind: "order-invalid" });
  await press(page, "Go on to apply");
  await finding(page, "Waiting for your approval");
  await wizard.approve(browser);
  await page
    .getByRole("heading", { name: part(page, "What was done and undone") })
    .first()
    .waitFor({ timeout: 60_000 });
  await visit("failure", page);
  mend();
}

/** Homeport itself is ended in the middle of a run, and started again. */
async function cutShort(
  page: Page,
  browser: Browser,
  real: RealWorld,
  visit: Visit,
  opening: OpenOptions,
): Promise<void> {
  await press(page, "Check and try again");
  await checkedEverything(page);
  await press(page, "Go on to apply");
  await finding(page, "Waiting for your approval");
  const killed = killAt(real, "install-certificate");
  await real.wizard.approve(browser);
  await killed;
  await finding(page, "Homeport has ended");
  await visit("gone", page);
  const second = await serveOver(real.world, real.wizard.stateFolder);
  try {
    const again = await second.open(browser, opening);
    await finding(again, "The work was interrupted");
    await visit("interrupted", again);
    await tourBroken(again, { ...real, wizard: second }, visit);
  } finally {
    await second.stop("keep");
  }
}
